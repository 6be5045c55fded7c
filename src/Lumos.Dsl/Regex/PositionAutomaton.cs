namespace Lumos.Dsl.Regex;

/// <summary>
/// The Glushkov automaton of a pattern: one state per character position (repetition counters unrolled) and one start state.
/// A pattern is LRX only if this automaton is deterministic, so an input has one path through it and every engine must agree.
/// </summary>
internal sealed class PositionAutomaton
{
    /// <summary>Most positions a pattern may have once its counters are unrolled.</summary>
    public const int MaxPositions = 2000;

    /// <summary>The start state; states from 1 on are positions.</summary>
    public const int Start = 0;

    private readonly CodePointSet[] _sets;
    private readonly int[] _offsets;
    private readonly int[][] _successors;
    private readonly bool[] _accepting;

    internal PositionAutomaton(CodePointSet[] sets, int[] offsets, int[][] successors, bool[] accepting, (int First, int End)[] groups)
    {
        _sets = sets;
        _offsets = offsets;
        _successors = successors;
        _accepting = accepting;
        Groups = groups;
    }

    /// <summary>States, the start state included.</summary>
    public int StateCount => _sets.Length;

    /// <summary>By group number, the states [First, End) inside it; only meaningful for groups every match passes exactly once.</summary>
    public (int First, int End)[] Groups { get; }

    public bool IsAccepting(int state) => _accepting[state];

    /// <summary>States that can follow.</summary>
    public ReadOnlySpan<int> Successors(int state) => _successors[state];

    /// <summary>The characters that lead into a state.</summary>
    public CodePointSet SetOf(int state) => _sets[state];

    /// <summary>Where in the pattern a state stands, in code points.</summary>
    public int OffsetOf(int state) => _offsets[state];

    /// <summary>The state after reading a code point, or -1.</summary>
    public int Next(int state, int codePoint)
    {
        foreach (var successor in _successors[state])
        {
            if (_sets[successor].Contains(codePoint)) return successor;
        }

        return -1;
    }

    /// <summary>Looks for the nearest state with two successors that share a character.</summary>
    /// <returns>Null when the automaton is deterministic.</returns>
    public Conflict? FindConflict()
    {
        var parents = new int[StateCount];
        for (var i = 0; i < parents.Length; i++) parents[i] = -1;
        var queue = new Queue<int>();
        queue.Enqueue(Start);
        while (queue.Count > 0)
        {
            var state = queue.Dequeue();
            var successors = _successors[state];
            if (Overlap(successors) is var (first, second)) return new Conflict(first, second, Witness(state, first, second, parents));
            foreach (var successor in successors)
            {
                if (successor == Start || parents[successor] >= 0) continue;
                parents[successor] = state;
                queue.Enqueue(successor);
            }
        }

        return null;
    }

    private (int First, int Second)? Overlap(int[] successors)
    {
        if (successors.Length < 2) return null;
        var ranges = new List<(int Low, int High, int State)>();
        foreach (var successor in successors)
        {
            for (var i = 0; i < _sets[successor].Count; i++) ranges.Add((_sets[successor].Low(i), _sets[successor].High(i), successor));
        }

        ranges.Sort();
        for (var i = 1; i < ranges.Count; i++)
        {
            // Ranges of one state are disjoint, so an overlap is always between two states; the widest one so far is the neighbour.
            if (ranges[i].Low <= ranges[i - 1].High) return (Math.Min(ranges[i].State, ranges[i - 1].State), Math.Max(ranges[i].State, ranges[i - 1].State));
        }

        return null;
    }

    private string Witness(int state, int first, int second, int[] parents)
    {
        var path = new List<int> { _sets[first].CommonMember(_sets[second]) };
        for (var at = state; at != Start; at = parents[at]) path.Add(_sets[at].AnyMember());
        path.Reverse();
        return string.Concat(path.Select(char.ConvertFromUtf32));
    }
}

/// <summary>Two states that can take the same character at the same time.</summary>
/// <param name="First">The one that stands first in the pattern.</param>
/// <param name="Second">The other one.</param>
/// <param name="Witness">A shortest text whose last character both can take.</param>
internal sealed record Conflict(int First, int Second, string Witness);
