using Lumos.Dsl.Kernels;
using Lumos.Dsl.Regex;

namespace Lumos.Dsl.Columnar.Matching;

/// <summary>Finds the match of a pattern that is read from the end of the text: one pass over the characters, last to first.</summary>
internal sealed unsafe class BackwardByteMatcher
{
    private readonly RegexTable _table;
    private readonly int _groupFirst;
    private readonly int _groupEnd;
    private readonly bool _anchoredStart;

    private BackwardByteMatcher(LrxPattern pattern, int group)
    {
        _table = RegexTable.Of(pattern.Automaton);
        (_groupFirst, _groupEnd) = pattern.Automaton.Groups[group];
        _anchoredStart = pattern.Syntax.AnchoredStart;
    }

    public static BackwardByteMatcher Of(string pattern, int group) => new(LrxPattern.Parse(pattern, group, fromEnd: true), group);

    /// <summary>The match that ends at the end of the text and begins leftmost.</summary>
    /// <param name="text">Beginning of the text, in UTF-8.</param>
    /// <param name="end">End of the text.</param>
    /// <param name="match">The match.</param>
    public bool TryFind(byte* text, byte* end, out ByteMatch match)
    {
        match = default;
        var found = false;
        var state = PositionAutomaton.Start;
        byte* at = end, groupStart = end, groupEnd = end;
        while (true)
        {
            if (_table.IsAccepting(state) && (!_anchoredStart || at == text))
            {
                found = true;
                match.Start = at;
                match.End = end;
                match.GroupStart = groupStart;
                match.GroupEnd = groupEnd;
            }

            if (at == text) return found;
            state = _table.Next(state, Previous(ref at));
            if (state == RegexTable.Dead) return found;

            // What positions before the group's have read lies, in this direction, behind the group.
            if (state < _groupFirst) groupStart = groupEnd = at;
            else if (state < _groupEnd) groupStart = at;
        }
    }

    // The code point that ends here; texts of a batch are valid UTF-8.
    private static int Previous(ref byte* at)
    {
        int last = *--at;
        if (last < 0x80) return last;
        var (point, shift) = (last & 0x3F, 6);
        while ((*--at & 0xC0) == 0x80)
        {
            point |= (*at & 0x3F) << shift;
            shift += 6;
        }

        return point | ((*at & (0x3F >> (shift / 6))) << shift);
    }
}
