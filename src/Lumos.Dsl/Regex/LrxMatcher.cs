namespace Lumos.Dsl.Regex;

/// <summary>Runs the deterministic automaton over text: linear in the text for each start, no backtracking, no allocation.</summary>
internal sealed class LrxMatcher
{
    private readonly PositionAutomaton _automaton;
    private readonly bool _anchoredStart;
    private readonly bool _anchoredEnd;
    private readonly (int First, int End) _group;
    private readonly LrxBackwardMatcher? _backward;

    public LrxMatcher(LrxPattern pattern, int group)
    {
        _automaton = pattern.Automaton;
        _anchoredStart = pattern.Syntax.AnchoredStart;
        _anchoredEnd = pattern.Syntax.AnchoredEnd;
        _group = pattern.Automaton.Groups[group];
        if (pattern.FromEnd) _backward = new LrxBackwardMatcher(pattern.Automaton, _anchoredStart, group);
    }

    /// <summary>The leftmost match that begins at <paramref name="from"/> or later; the greedy (longest) one at its start.</summary>
    public bool TryFind(ReadOnlySpan<char> text, int from, out LrxMatch match)
    {
        if (_backward is not null) return _backward.TryFind(text, out match);
        for (var start = from; start <= text.Length; start++)
        {
            if (start > 0 && start < text.Length && char.IsLowSurrogate(text[start])) continue;
            if (TryMatchAt(text, start, out match)) return true;
            if (_anchoredStart) break;
        }

        match = default;
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
            if (_automaton.IsAccepting(state) && (!_anchoredEnd || at == text.Length))
            {
                found = true;
                match = new LrxMatch(start, at, groupStart, groupEnd);
            }

            if (at >= text.Length) return found;
            int codePoint = text[at];
            var width = 1;
            if (char.IsHighSurrogate(text[at]) && at + 1 < text.Length)
            {
                codePoint = char.ConvertToUtf32(text[at], text[at + 1]);
                width = 2;
            }

            state = _automaton.Next(state, codePoint);
            if (state < 0) return found;
            at += width;
            if (state < _group.First) groupStart = groupEnd = at;
            else if (state < _group.End) groupEnd = at;
        }
    }
}
