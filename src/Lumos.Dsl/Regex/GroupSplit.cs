namespace Lumos.Dsl.Regex;

/// <summary>Cuts an automaton where the extracted group begins and where it ends, and writes the three parts as expressions.</summary>
internal sealed class GroupSplit(Dfa dfa, SymbolAlphabet alphabet)
{
    /// <summary>The part before the group, the group's and the part after it; null when one of them has no deterministic expression.</summary>
    public (LrxNode Before, LrxNode Group, LrxNode After)? Parts()
    {
        var states = Enumerable.Range(0, dfa.StateCount).ToArray();
        if (WaysOutOf(states.Where(state => dfa.RegionOf(state) == 0).Select(EdgesOf), 0) is not { } afterBefore) return null;
        if (Write(0, EdgesOf(Dfa.Start)) is not { } before) return null;

        // The group begins in a state of its own that goes wherever the part before it could go on to.
        if (WaysOutOf([afterBefore, .. states.Where(state => dfa.RegionOf(state) == 1).Select(EdgesOf)], 1) is not { } afterGroup) return null;
        if (Write(1, afterBefore) is not { } group || LrxBuild.IsEmpty(group)) return null;
        return Write(2, afterGroup) is { } after ? (before, group, after) : null;
    }

    private Edges EdgesOf(int state)
    {
        var edges = new SortedDictionary<int, int>();
        for (var symbol = 0; symbol < alphabet.Count; symbol++)
        {
            if (dfa.Next(state, symbol) is >= 0 and var target) edges.Add(symbol, target);
        }

        return new(edges, dfa.IsFinal(state));
    }

    // Every state that leaves a part must leave it in the same ways, or no expression can stand after that part.
    private Edges? WaysOutOf(IEnumerable<Edges> states, int region)
    {
        Edges? ways = null;
        foreach (var state in states)
        {
            var leaving = new SortedDictionary<int, int>();
            foreach (var edge in state.Targets.Where(edge => dfa.RegionOf(edge.Value) > region)) leaving.Add(edge.Key, edge.Value);
            var found = new Edges(leaving, state.IsFinal);
            if (found.IsNone) continue;
            if (ways is null) ways = found;
            else if (!ways.Equals(found)) return null;
        }

        return ways;
    }

    private LrxNode? Write(int region, Edges start)
    {
        var states = Enumerable.Range(0, dfa.StateCount).Where(state => dfa.RegionOf(state) == region).ToArray();
        var finals = states.Where(state => Leaves(EdgesOf(state))).ToList();
        var graph = LrxRewriter.GraphOf(dfa, alphabet.Count, states, finals);
        var first = dfa.StateCount;
        var row = new SortedDictionary<int, int>();
        foreach (var edge in start.Targets.Where(edge => dfa.RegionOf(edge.Value) == region)) row.Add(edge.Key, edge.Value);
        graph.Edges.Add(first, row);
        if (Leaves(start)) graph.Finals.Add(first);
        return DeterministicForm.Of(graph, first, alphabet);

        bool Leaves(Edges edges) => edges.IsFinal || edges.Targets.Any(edge => dfa.RegionOf(edge.Value) > region);
    }

    /// <summary>Where one can go from a state.</summary>
    private sealed class Edges(SortedDictionary<int, int> targets, bool isFinal)
    {
        public SortedDictionary<int, int> Targets => targets;

        public bool IsFinal => isFinal;

        public bool IsNone => targets.Count == 0 && !isFinal;

        public bool Equals(Edges other) => isFinal == other.IsFinal && targets.SequenceEqual(other.Targets);
    }
}
