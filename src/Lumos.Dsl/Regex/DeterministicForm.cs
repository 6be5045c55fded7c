namespace Lumos.Dsl.Regex;

/// <summary>Writes an automaton as a deterministic expression, when its language has one.</summary>
/// <remarks>
/// A. Brüggemann-Klein and D. Wood, "One-Unambiguous Regular Languages", Information and Computation 142 (1998): take the automaton apart
/// by its strongly connected parts, whose ways out must be alike, and open each part at the symbols all its final states agree on.
/// </remarks>
internal sealed class DeterministicForm
{
    private const int MaxNodes = 200;
    private readonly SymbolAlphabet _alphabet;
    private int _nodes;

    private DeterministicForm(SymbolAlphabet alphabet) => _alphabet = alphabet;

    /// <summary>The expression, or null when there is none or it would be too large.</summary>
    public static LrxNode? Of(Graph graph, int start, SymbolAlphabet alphabet) => new DeterministicForm(alphabet).Language(graph.Trimmed(start), start, []);

    private LrxNode? Language(Graph graph, int start, Dictionary<int, LrxNode?> known)
    {
        if (known.TryGetValue(start, out var done)) return done;
        if (++_nodes > MaxNodes) return null;
        var written = Write(graph, start, known);

        // A pattern has at most 500 characters, so what is longer cannot be used; giving up early keeps shared parts from multiplying.
        return known[start] = written is not null && LrxBuild.IsLongerThan(LrxParser.MaxLength / 4, written) ? null : written;
    }

    private LrxNode? Write(Graph graph, int start, Dictionary<int, LrxNode?> known)
    {
        var orbit = graph.OrbitOf(start);
        var gates = orbit.Where(state => graph.Finals.Contains(state) || graph.Edges[state].Any(edge => !orbit.Contains(edge.Value))).ToArray();
        if (gates.Length == 0) return null;
        var ways = WaysOut(gates[0]);
        if (gates.Any(gate => WaysOut(gate) != ways)) return null;

        var isLoop = orbit.Count > 1 || graph.Edges[start].ContainsValue(start);
        var inside = isLoop ? Loop(graph.Part(orbit, gates), start) : LrxBuild.Empty;
        var after = Branches(graph.Edges[gates[0]].Where(edge => !orbit.Contains(edge.Value)), graph, known);
        if (inside is null || after is null) return null;
        if (LrxBuild.IsEmpty(after)) return inside;
        return LrxBuild.Sequence(inside, graph.Finals.Contains(gates[0]) ? LrxBuild.Optional(after) : after);

        string WaysOut(int gate) => (graph.Finals.Contains(gate) ? "!" : "") + string.Join(",", graph.Edges[gate].Where(edge => !orbit.Contains(edge.Value)).OrderBy(edge => edge.Key).Select(edge => edge.Key + ">" + edge.Value));
    }

    // A strongly connected part: the symbols on which all its final states go the same way open it.
    private LrxNode? Loop(Graph part, int start)
    {
        var finals = part.Finals.OrderBy(state => state).ToArray();
        var agreed = part.Edges[finals[0]].Where(edge => finals.All(state => part.Edges[state].TryGetValue(edge.Key, out var target) && target == edge.Value)).ToArray();
        if (agreed.Length == 0) return null;
        var opened = part.Without(finals, agreed.Select(edge => edge.Key));
        var known = new Dictionary<int, LrxNode?>();
        var once = Language(opened, start, known);
        var again = Branches(agreed, opened, known);
        return once is null || again is null ? null : LrxBuild.Sequence(once, LrxBuild.Star(again));
    }

    private LrxNode? Branches(IEnumerable<KeyValuePair<int, int>> edges, Graph graph, Dictionary<int, LrxNode?> known)
    {
        var branches = new List<LrxNode>();
        foreach (var target in edges.GroupBy(edge => edge.Value))
        {
            if (Language(graph, target.Key, known) is not { } rest) return null;
            branches.Add(LrxBuild.Sequence(new LrxSet(_alphabet.SetOf(target.Select(edge => edge.Key)), 0), rest));
        }

        return branches.Count == 0 ? LrxBuild.Empty : LrxBuild.OneOf(branches);
    }

    /// <summary>Part of an automaton: edges by state and symbol, and final states.</summary>
    internal sealed class Graph(Dictionary<int, SortedDictionary<int, int>> edges, HashSet<int> finals)
    {
        private readonly Dictionary<int, HashSet<int>> _reached = [];

        public Dictionary<int, SortedDictionary<int, int>> Edges => edges;

        public HashSet<int> Finals => finals;

        /// <summary>States that can be reached and reach a final one.</summary>
        public Graph Trimmed(int start)
        {
            var reached = Reach(start);
            var alive = new HashSet<int>(reached.Where(state => Reach(state).Overlaps(finals)));
            return Part(alive, finals.Where(alive.Contains));
        }

        /// <summary>Some states and the edges between them.</summary>
        public Graph Part(ICollection<int> states, IEnumerable<int> newFinals)
            => new(states.ToDictionary(state => state, state => Keep(edges[state], edge => states.Contains(edge.Value))), [.. newFinals]);

        /// <summary>The same without some symbols at some states.</summary>
        public Graph Without(int[] states, IEnumerable<int> symbols)
        {
            var gone = new HashSet<int>(symbols);
            return new(edges.ToDictionary(pair => pair.Key, pair => Array.IndexOf(states, pair.Key) < 0 ? pair.Value : Keep(pair.Value, edge => !gone.Contains(edge.Key))), finals);
        }

        /// <summary>States that can be reached from one and reach it.</summary>
        public HashSet<int> OrbitOf(int state) => [.. Reach(state).Where(other => other == state || Reach(other).Contains(state))];

        private static SortedDictionary<int, int> Keep(SortedDictionary<int, int> from, Func<KeyValuePair<int, int>, bool> wanted)
        {
            var kept = new SortedDictionary<int, int>();
            foreach (var edge in from.Where(wanted)) kept.Add(edge.Key, edge.Value);
            return kept;
        }

        private HashSet<int> Reach(int start)
        {
            if (_reached.TryGetValue(start, out var known)) return known;
            var seen = new HashSet<int> { start };
            var stack = new Stack<int>(seen);
            while (stack.Count > 0)
            {
                foreach (var target in edges[stack.Pop()].Values)
                {
                    if (seen.Add(target)) stack.Push(target);
                }
            }

            _reached.Add(start, seen);
            return seen;
        }
    }
}
