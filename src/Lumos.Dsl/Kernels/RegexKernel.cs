using System.Buffers;
using System.ComponentModel;
using Lumos.Dsl.Regex;

namespace Lumos.Dsl.Kernels;

/// <summary>A portable regular expression as one table, for generated code: one look-up a character, no allocation. Immutable. Not for use by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RegexKernel
{
    private readonly RegexTable _table;
    private readonly SearchValues<char>? _firstCharacters;
    private readonly int _groupFirst;
    private readonly int _groupEnd;
    private readonly bool _anchoredStart;
    private readonly bool _anchoredEnd;
    private readonly bool _fromEnd;

    private RegexKernel(LrxPattern pattern, int group)
    {
        _table = RegexTable.Of(pattern.Automaton);
        (_groupFirst, _groupEnd) = pattern.Automaton.Groups[group];
        _anchoredStart = pattern.Syntax.AnchoredStart;
        _anchoredEnd = pattern.Syntax.AnchoredEnd;
        _fromEnd = pattern.FromEnd;
        if (!_fromEnd && !_anchoredStart && !pattern.CanMatchEmpty) _firstCharacters = _table.FirstCharacters();
    }

    /// <summary>Prepares a pattern.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="group">Group that is extracted; 0 is the whole match.</param>
    /// <param name="fromEnd">Whether the pattern is read from the end of the text.</param>
    public static RegexKernel Create(string pattern, int group, bool fromEnd = false) => new(LrxPattern.Parse(pattern, group, fromEnd), group);

    /// <summary>The leftmost match's group; false when nothing matches.</summary>
    public bool TryExtract(ReadOnlySpan<char> text, out ReadOnlySpan<char> value)
    {
        var found = _fromEnd ? TryMatchBackward(text, out var match) : TryFind(text, 0, out match);
        value = found ? text[match.GroupStart..match.GroupEnd] : default;
        return found;
    }

    /// <summary>The piece of a number, cut at every match; false past the last one.</summary>
    public bool TryPiece(ReadOnlySpan<char> text, int index, out ReadOnlySpan<char> piece)
    {
        var start = 0;
        for (var current = 1; ; current++)
        {
            var found = TryFind(text, start, out var separator);
            if (current == index)
            {
                piece = text[start..(found ? separator.Start : text.Length)];
                return true;
            }

            if (!found)
            {
                piece = default;
                return false;
            }

            start = separator.End;
        }
    }

    private bool TryMatchBackward(ReadOnlySpan<char> text, out LrxMatch match)
    {
        match = default;
        var found = false;
        int state = PositionAutomaton.Start, at = text.Length, groupStart = at, groupEnd = at;
        while (true)
        {
            if (_table.IsAccepting(state) && (!_anchoredStart || at == 0))
            {
                found = true;
                match = new LrxMatch(at, text.Length, groupStart, groupEnd);
            }

            if (at == 0) return found;
            int codePoint = text[at - 1];
            var width = 1;
            if (char.IsLowSurrogate(text[at - 1]) && at > 1 && char.IsHighSurrogate(text[at - 2]))
            {
                codePoint = char.ConvertToUtf32(text[at - 2], text[at - 1]);
                width = 2;
            }

            state = _table.Next(state, codePoint);
            if (state == RegexTable.Dead) return found;
            at -= width;
            if (state < _groupFirst) groupStart = groupEnd = at;
            else if (state < _groupEnd) groupStart = at;
        }
    }

    private bool TryFind(ReadOnlySpan<char> text, int from, out LrxMatch match)
    {
        match = default;
        for (var start = from; start <= text.Length; start++)
        {
            if (_firstCharacters is not null)
            {
                var skip = text[start..].IndexOfAny(_firstCharacters);
                if (skip < 0) return false;
                start += skip;
            }

            if (start > 0 && start < text.Length && char.IsLowSurrogate(text[start])) continue;
            if (TryMatchAt(text, start, out match)) return true;
            if (_anchoredStart) return false;
        }

        return false;
    }

    private bool TryMatchAt(ReadOnlySpan<char> text, int start, out LrxMatch match)
    {
        match = default;
        if (_anchoredStart && start > 0) return false;
        var found = false;
        int state = PositionAutomaton.Start, at = start;
        // The group is passed exactly once in pattern order, so it spans what positions inside it read, after what earlier positions read.
        int groupStart = start, groupEnd = start;
        while (true)
        {
            if (_table.IsAccepting(state) && (!_anchoredEnd || at == text.Length))
            {
                found = true;
                match = new LrxMatch(start, at, groupStart, groupEnd);
            }

            if (at >= text.Length) return found;
            int codePoint = text[at];
            var width = 1;
            if (char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
            {
                codePoint = char.ConvertToUtf32(text[at], text[at + 1]);
                width = 2;
            }

            state = _table.Next(state, codePoint);
            if (state == RegexTable.Dead) return found;
            at += width;
            if (state < _groupFirst) groupStart = groupEnd = at;
            else if (state < _groupEnd) groupEnd = at;
        }
    }
}
