namespace Lumos.Dsl.Regex;

/// <summary>Tells which states of an ordered list can still bring the match, given the more wanted ones before them.</summary>
internal sealed class Rivals(PriorityAutomaton automaton, int symbols, bool anchoredEnd)
{
    private const int MaxStates = 3_000;
    private readonly Dictionary<string, bool> _known = new(StringComparer.Ordinal);

    /// <summary>Whether a question was too large to decide.</summary>
    public bool IsExhausted { get; private set; }

    /// <summary>The list without states that cannot bring the match.</summary>
    public int[] WithoutLosers(int[] list)
    {
        if (list.Length < 2) return list;
        var left = new List<int> { list[0] };
        for (var i = 1; i < list.Length; i++)
        {
            if (CanWin(left.OrderBy(state => state).ToArray(), list[i])) left.Add(list[i]);
        }

        return left.ToArray();
    }

    // Looks for a text on which the state matches and none of the wanted ones does before or at the same place.
    private bool CanWin(int[] wanted, int state)
    {
        var question = string.Join(",", wanted) + "<" + state;
        if (_known.TryGetValue(question, out var answer)) return answer;

        var search = new Breadth<(int[] Wanted, int[] Other)>(MaxStates);
        Add(wanted, [state], -1, null);
        while (!answer && search.TryTake(out var at, out var trail))
        {
            if (at.Wanted.Any(automaton.IsAccepting))
            {
                if (!anchoredEnd) continue;
            }
            else if (at.Other.Any(automaton.IsAccepting))
            {
                answer = true;
                break;
            }

            for (var symbol = 0; symbol < symbols; symbol++)
            {
                var other = Next(at.Other, symbol);
                if (other.Length > 0) Add(Next(at.Wanted, symbol), other, symbol, trail);
            }
        }

        IsExhausted |= search.IsExhausted;
        _known.Add(question, answer);
        return answer;

        void Add(int[] first, int[] second, int symbol, Breadth<(int[] Wanted, int[] Other)>.Trail? trail)
            => search.Add((first, second), string.Join(",", first) + "<" + string.Join(",", second), symbol, trail);
    }

    private int[] Next(int[] states, int symbol) => [.. states.SelectMany(state => automaton.Next(state, symbol)).Distinct().OrderBy(state => state)];
}
