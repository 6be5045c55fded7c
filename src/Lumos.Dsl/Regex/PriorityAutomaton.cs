namespace Lumos.Dsl.Regex;

/// <summary>
/// The position automaton of a pattern over symbols, its successors in the order in which a backtracking engine tries them. Unlike
/// <see cref="PositionAutomaton"/> it also reads lazy repetitions and alternatives that match nothing.
/// </summary>
internal sealed class PriorityAutomaton
{
    /// <summary>The start state.</summary>
    public const int Start = 0;

    private readonly int[][][] _next;
    private readonly int[][][] _all;
    private readonly bool[] _accepting;
    private readonly int[] _region;

    public PriorityAutomaton(PriorityPositions positions, int group, SymbolAlphabet alphabet, bool anchoredEnd)
    {
        var count = positions.Sets.Count;
        _next = new int[count][][];
        _all = new int[count][][];
        _accepting = new bool[count];
        _region = new int[count];
        for (var state = 0; state < count; state++)
        {
            var successors = positions.SuccessorsOf(state);
            var end = successors.IndexOf(PriorityPositions.Accept);
            _accepting[state] = end >= 0;
            _all[state] = BySymbol(successors, successors.Count);

            // A match here beats whatever would be tried after it, unless only the end of the text counts.
            _next[state] = end < 0 || anchoredEnd ? _all[state] : BySymbol(successors, end);
            _region[state] = group == 0 ? 1 : positions.RegionOf(state, group);
        }

        int[][] BySymbol(List<int> successors, int take)
        {
            var lists = new List<int>?[alphabet.Count];
            foreach (var successor in successors.Take(take))
            {
                if (successor == PriorityPositions.Accept) continue;
                foreach (var symbol in alphabet.SymbolsOf(positions.Sets[successor])) (lists[symbol] ??= []).Add(successor);
            }

            return Array.ConvertAll(lists, list => list?.ToArray() ?? []);
        }
    }

    /// <summary>Successors on a symbol that may still bring the match, most wanted first.</summary>
    public int[] Next(int state, int symbol) => _next[state][symbol];

    /// <summary>All successors on a symbol, as an engine sees them that looks for the longest match.</summary>
    public int[] All(int state, int symbol) => _all[state][symbol];

    public bool IsAccepting(int state) => _accepting[state];

    /// <summary>0 before the extracted group, 1 inside it, 2 after it. The whole match is one region.</summary>
    public int RegionOf(int state) => _region[state];

    /// <summary>The states a backtracking engine still considers after a symbol, most wanted first.</summary>
    /// <param name="states">Those before it.</param>
    /// <param name="symbol">The symbol.</param>
    /// <param name="cut">Whether a match ends the search for less wanted ones, as it does unless the end is anchored.</param>
    public int[] Step(int[] states, int symbol, bool cut)
    {
        var result = new List<int>();
        foreach (var state in states)
        {
            foreach (var successor in _next[state][symbol])
            {
                if (!result.Contains(successor)) result.Add(successor);
            }
        }

        var accepting = cut ? result.FindIndex(IsAccepting) : -1;
        return accepting < 0 ? result.ToArray() : result.Take(accepting + 1).ToArray();
    }

    /// <summary>The states any reading may be in after a symbol, in ascending order.</summary>
    public int[] StepAll(int[] states, int symbol) => [.. states.SelectMany(state => _all[state][symbol]).Distinct().OrderBy(state => state)];
}
