namespace Lumos.Dsl.Regex;

/// <summary>Runs the automaton of a pattern that is read from the end: one pass from the last character, no allocation.</summary>
internal sealed class LrxBackwardMatcher(PositionAutomaton mirrored, bool anchoredStart, int group)
{
    private readonly (int First, int End) _group = mirrored.Groups[group];

    /// <summary>The match that ends at the end of the text and begins leftmost.</summary>
    public bool TryFind(ReadOnlySpan<char> text, out LrxMatch match)
    {
        match = default;
        var found = false;
        int state = PositionAutomaton.Start, at = text.Length, groupStart = at, groupEnd = at;
        while (true)
        {
            if (mirrored.IsAccepting(state) && (!anchoredStart || at == 0))
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

            state = mirrored.Next(state, codePoint);
            if (state < 0) return found;
            at -= width;

            // As in the other direction: what positions before the group's have read lies, here, behind the group.
            if (state < _group.First) groupStart = groupEnd = at;
            else if (state < _group.End) groupStart = at;
        }
    }
}
