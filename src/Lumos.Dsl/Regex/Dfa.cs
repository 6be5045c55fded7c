namespace Lumos.Dsl.Regex;

/// <summary>A deterministic automaton over symbols; every state can be reached and reaches a final one.</summary>
internal sealed class Dfa(int[][] next, bool[] final, int[] region)
{
    /// <summary>Most states one may have.</summary>
    public const int MaxStates = 1_000;

    /// <summary>The first state.</summary>
    public const int Start = 0;

    public int StateCount => final.Length;

    /// <summary>By state and symbol, the next state or -1.</summary>
    public int Next(int state, int symbol) => next[state][symbol];

    public bool IsFinal(int state) => final[state];

    /// <summary>0 before the extracted group, 1 inside it, 2 after it.</summary>
    public int RegionOf(int state) => region[state];

    /// <summary>The automaton of all texts a pattern matches as a whole, from its states taken together; null when there are too many.</summary>
    public static Dfa? OfLanguage(PriorityAutomaton automaton, int symbols)
        => Build([PriorityAutomaton.Start], symbols, automaton.StepAll, set => set.Any(automaton.IsAccepting), _ => 0);

    /// <summary>
    /// The automaton of the match a backtracking engine ends with: states that a more wanted one always beats are left out.
    /// Null when there are too many, or when after some text the match may still be inside the group or past it.
    /// </summary>
    public static Dfa? OfFirstMatch(PriorityAutomaton automaton, int symbols, bool anchoredEnd)
    {
        var rivals = new Rivals(automaton, symbols, anchoredEnd);
        var mixed = false;
        var result = Build(
            [PriorityAutomaton.Start], symbols,
            (list, symbol) =>
            {
                var left = mixed ? [] : rivals.WithoutLosers(automaton.Step(list, symbol, cut: !anchoredEnd));
                mixed |= left.Select(automaton.RegionOf).Distinct().Skip(1).Any() || rivals.IsExhausted;
                return left;
            },
            list => list.Any(automaton.IsAccepting),
            list => automaton.RegionOf(list[0]));
        return mixed ? null : result;
    }

    private static Dfa? Build(int[] start, int symbols, Func<int[], int, int[]> step, Func<int[], bool> isFinal, Func<int[], int> regionOf)
    {
        var known = new Dictionary<string, int>(StringComparer.Ordinal) { [Key(start)] = 0 };
        var lists = new List<int[]> { start };
        var next = new List<int[]>();
        for (var at = 0; at < lists.Count; at++)
        {
            if (lists.Count > MaxStates) return null;
            var row = new int[symbols];
            for (var symbol = 0; symbol < symbols; symbol++)
            {
                var list = step(lists[at], symbol);
                if (list.Length == 0) row[symbol] = -1;
                else if (known.TryGetValue(Key(list), out var index)) row[symbol] = index;
                else
                {
                    row[symbol] = lists.Count;
                    known.Add(Key(list), lists.Count);
                    lists.Add(list);
                }
            }

            next.Add(row);
        }

        return new Dfa(next.ToArray(), lists.Select(isFinal).ToArray(), lists.Select(regionOf).ToArray()).Minimize(symbols);

        static string Key(int[] list) => string.Join(",", list);
    }

    // Moore: split states until those of one class cannot be told apart.
    private Dfa Minimize(int symbols)
    {
        var classes = Enumerable.Range(0, StateCount).Select(state => (region[state] * 2) + (final[state] ? 1 : 0)).ToArray();
        for (var count = 0; ;)
        {
            var ids = new Dictionary<string, int>(StringComparer.Ordinal);
            var refined = new int[StateCount];
            for (var state = 0; state < StateCount; state++)
            {
                var key = classes[state] + ":" + string.Join(",", next[state].Select(target => target < 0 ? -1 : classes[target]));
                if (!ids.TryGetValue(key, out var id)) ids.Add(key, id = ids.Count);
                refined[state] = id;
            }

            classes = refined;
            if (ids.Count == count) break;
            count = ids.Count;
        }

        // Ids are given in the order of first states, so the start stays 0.
        var size = classes.Max() + 1;
        var rows = new int[size][];
        var finals = new bool[size];
        var regions = new int[size];
        for (var state = 0; state < StateCount; state++)
        {
            rows[classes[state]] = Enumerable.Range(0, symbols).Select(symbol => next[state][symbol] < 0 ? -1 : classes[next[state][symbol]]).ToArray();
            finals[classes[state]] = final[state];
            regions[classes[state]] = region[state];
        }

        return new Dfa(rows, finals, regions);
    }
}
