using System.Buffers;
using Lumos.Dsl.Columnar.Text;
using Lumos.Dsl.Regex;

namespace Lumos.Dsl.Columnar.Matching;

/// <summary>
/// Finds the leftmost match, the longest at its start. Starts are tried one after the other, which is fast on what data looks like; a text
/// that makes this slow is searched with all starts at once instead, so that the time is linear in the text whatever it holds.
/// </summary>
internal sealed unsafe class ByteMatcher
{
    private readonly ByteAutomaton _automaton;
    private readonly bool _anchoredStart;
    private readonly bool _anchoredEnd;
    private readonly bool _matchesEmpty;

    private ByteMatcher(LrxPattern pattern, int group)
    {
        _automaton = ByteAutomatonBuilder.Build(pattern, group);
        _anchoredStart = pattern.Syntax.AnchoredStart;
        _anchoredEnd = pattern.Syntax.AnchoredEnd;
        _matchesEmpty = (_automaton.Start & ByteAutomaton.Accepts) != 0;
    }

    public static ByteMatcher Of(string pattern, int group) => new(LrxPattern.Parse(pattern, group), group);

    /// <summary>The leftmost match that begins at <paramref name="from"/> or later.</summary>
    /// <param name="text">Beginning of the text: the place <c>^</c> means.</param>
    /// <param name="from">Where the search begins; a character begins there.</param>
    /// <param name="end">End of the text.</param>
    /// <param name="match">The match.</param>
    public bool TryFind(byte* text, byte* from, byte* end, out ByteMatch match)
    {
        match = default;
        if (_anchoredStart) return from == text && TryMatchAt(from, end, ref match, out _);
        if (_matchesEmpty) return TryFindEmptyOrMore(from, end, ref match);

        var budget = (8 * (end - from)) + 256;
        for (var start = from; ; start++)
        {
            start = NextStart(start, end);
            if (start == end) return false;
            if (TryMatchAt(start, end, ref match, out var stopped)) return true;
            budget -= stopped - start;
            if (budget < 0) return TryFindAtOnce(start + 1, end, ref match);
        }
    }

    private byte* NextStart(byte* at, byte* end)
    {
        if (_automaton.OnlyFirst >= 0)
        {
            var found = Bytes.IndexOf(at, (int)(end - at), (byte)_automaton.OnlyFirst);
            return found < 0 ? end : at + found;
        }

        var first = _automaton.First;
        while (at < end && !first[*at]) at++;
        return at;
    }

    // Such a pattern matches where the search begins, unless it must end at the end of the text.
    private bool TryFindEmptyOrMore(byte* from, byte* end, ref ByteMatch match)
    {
        var budget = (8 * (end - from)) + 256;
        for (var start = from; start <= end; start++)
        {
            if (start < end && (*start & 0xC0) == 0x80) continue;
            if (TryMatchAt(start, end, ref match, out var stopped)) return true;
            budget -= stopped - start;
            if (budget < 0) return TryFindAtOnce(start + 1, end, ref match);
        }

        return false;
    }

    // A state most characters do not leave is passed in one go, so it is looked at once for all of them.
    private bool TryMatchAt(byte* start, byte* end, ref ByteMatch match, out byte* stopped)
    {
        var classes = _automaton.Classes;
        var next = _automaton.Next;
        var entry = _automaton.Start;
        var found = false;
        byte* at = start, groupStart = start, groupEnd = start;
        while (true)
        {
            if ((entry & ByteAutomaton.Runs) != 0) at = _automaton.EndOfRun(entry, at, end);
            if ((entry & ByteAutomaton.BeforeGroup) != 0) groupStart = groupEnd = at;
            else if ((entry & ByteAutomaton.InsideGroup) != 0) groupEnd = at;
            if ((entry & ByteAutomaton.Accepts) != 0 && (!_anchoredEnd || at == end))
            {
                found = true;
                match.Start = start;
                match.End = at;
                match.GroupStart = groupStart;
                match.GroupEnd = groupEnd;
            }

            stopped = at;
            if (at == end) return found;
            entry = next[(entry >> ByteAutomaton.MarkBits) + classes[*at++]];
            if (entry == 0) return found;
        }
    }

    /// <summary>
    /// The same as <see cref="TryFind"/> for a pattern that may begin anywhere, in time linear in the text. All starts run side by side, one
    /// per state: of two that meet in a state the earlier one is all that matters. The earliest start that accepts begins the leftmost match,
    /// and starts after it are given up.
    /// </summary>
    internal bool TryFindAtOnce(byte* from, byte* end, ref ByteMatch match)
    {
        var states = _automaton.StateCount;
        var pool = ArrayPool<long>.Shared;
        var (current, next, seen) = (pool.Rent(states), pool.Rent(states), pool.Rent(states));
        try
        {
            Array.Clear(seen, 0, states);
            var best = FindStart(from, end, current, next, seen);
            return best != null && TryMatchAt(best, end, ref match, out _);
        }
        finally
        {
            pool.Return(current);
            pool.Return(next);
            pool.Return(seen);
        }
    }

    // A thread is its entry (low half) and the distance of its start from the search's (high half), kept in the order of starts.
    private byte* FindStart(byte* from, byte* end, long[] current, long[] next, long[] seen)
    {
        byte* best = null;
        var threads = 0;
        var generation = 0L;
        for (var at = from; ; at++)
        {
            if (best == null && (at == end || (*at & 0xC0) != 0x80))
            {
                if (_matchesEmpty && (!_anchoredEnd || at == end)) best = at;
                else current[threads++] = ((at - from) << 32) | _automaton.Start;
            }

            if (at == end || (threads == 0 && best != null)) return best;
            generation++;
            var kept = 0;
            for (var i = 0; i < threads; i++)
            {
                var entry = _automaton.Next[((uint)current[i] >> ByteAutomaton.MarkBits) + _automaton.Classes[*at]];
                if (entry == 0) continue;
                var state = _automaton.StateOf(entry);
                if (seen[state] == generation) continue;
                seen[state] = generation;
                next[kept++] = (current[i] & ~0xFFFFFFFFL) | entry;
                if ((entry & ByteAutomaton.Accepts) == 0 || (_anchoredEnd && at + 1 != end)) continue;
                best = from + (current[i] >> 32);
                kept--;
                break;
            }

            (current, next) = (next, current);
            threads = kept;
        }
    }
}
