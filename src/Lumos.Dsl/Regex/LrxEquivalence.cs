namespace Lumos.Dsl.Regex;

/// <summary>How a deterministic pattern compares with another one that is read leftmost first, as Perl, .NET, Java and RE2 do.</summary>
internal enum LrxComparison
{
    /// <summary>Too large to decide.</summary>
    Unknown,

    /// <summary>The same match and the same group on every text, and no other way to read the first pattern takes more.</summary>
    Same,

    /// <summary>The same match and group on every text, but an engine that looks for the longest match would see the first pattern differently.</summary>
    SameWhenFirstWins,

    /// <summary>Different on some text.</summary>
    Different,
}

/// <summary>Decides whether two patterns with the same anchors give the same match and group from every start in every text.</summary>
/// <remarks>
/// Both are run at once over all texts: the first as the ordered list of the states a backtracking engine still considers, the second as
/// its one state. They are equal exactly when both accept at the same moments with group bounds passed at the same moments.
/// </remarks>
internal sealed class LrxEquivalence
{
    private const int Dead = -1;
    private const int MaxStates = 5_000;

    private readonly SymbolAlphabet _alphabet;
    private readonly PriorityAutomaton _first;
    private readonly PriorityAutomaton _second;
    private readonly bool _anchoredEnd;

    private LrxEquivalence(LrxSyntax first, int firstGroup, LrxSyntax second, int secondGroup)
    {
        var (firstPositions, secondPositions) = (PriorityPositions.Of(first), PriorityPositions.Of(second));
        _anchoredEnd = first.AnchoredEnd;
        _alphabet = SymbolAlphabet.Of(firstPositions.Sets.Concat(secondPositions.Sets).Skip(1));
        _first = new PriorityAutomaton(firstPositions, firstGroup, _alphabet, _anchoredEnd);
        _second = new PriorityAutomaton(secondPositions, secondGroup, _alphabet, _anchoredEnd);
    }

    /// <summary>Compares.</summary>
    /// <param name="first">Any pattern.</param>
    /// <param name="firstGroup">Its extracted group.</param>
    /// <param name="second">A deterministic pattern.</param>
    /// <param name="secondGroup">Its extracted group.</param>
    /// <param name="differsOn">A shortest text from whose start they differ; null unless they do.</param>
    public static LrxComparison Compare(LrxSyntax first, int firstGroup, LrxSyntax second, int secondGroup, out string? differsOn)
    {
        var run = new LrxEquivalence(first, firstGroup, second, secondGroup);
        if (run.FindDifference(out differsOn) is not { } different) return LrxComparison.Unknown;
        if (different) return LrxComparison.Different;
        return run.HasLongerReading() switch { null => LrxComparison.Unknown, true => LrxComparison.SameWhenFirstWins, false => LrxComparison.Same };
    }

    private bool? FindDifference(out string? differsOn)
    {
        differsOn = null;
        var search = new Breadth<Product>(MaxStates);
        Add(search, new Product([PriorityAutomaton.Start], [false], PriorityAutomaton.Start), -1, null);
        while (search.TryTake(out var state, out var trail))
        {
            if (Disagrees(state))
            {
                differsOn = _alphabet.TextOf(Breadth<Product>.Trail.WordOf(trail));
                return true;
            }

            for (var symbol = 0; symbol < _alphabet.Count; symbol++)
            {
                if (Step(state, symbol) is { } next) Add(search, next, symbol, trail);
            }
        }

        return search.IsExhausted ? null : false;
    }

    private bool Disagrees(Product state)
    {
        var accepting = Array.FindIndex(state.Threads, _first.IsAccepting);
        var secondAccepts = state.Second != Dead && _second.IsAccepting(state.Second);
        if (accepting < 0 || !secondAccepts) return accepting >= 0 != secondAccepts;
        return state.Apart[accepting] || _first.RegionOf(state.Threads[accepting]) != _second.RegionOf(state.Second);
    }

    private Product? Step(Product state, int symbol)
    {
        var second = state.Second == Dead || _second.Next(state.Second, symbol) is not [var only, ..] ? Dead : only;
        var threads = new List<int>();
        var apart = new List<bool>();
        for (var i = 0; i < state.Threads.Length; i++)
        {
            foreach (var successor in _first.Next(state.Threads[i], symbol))
            {
                if (threads.Contains(successor)) continue;
                threads.Add(successor);
                apart.Add(state.Apart[i] || (second != Dead && Compare(state.Threads[i], successor, state.Second, second) != 0));
            }

            // A match ends the search for less wanted ones.
            if (!_anchoredEnd && threads.FindIndex(_first.IsAccepting) is >= 0 and var at)
            {
                threads.RemoveRange(at + 1, threads.Count - at - 1);
                apart.RemoveRange(at + 1, apart.Count - at - 1);
                break;
            }
        }

        return threads.Count == 0 && second == Dead ? null : new Product(threads.ToArray(), apart.ToArray(), second);
    }

    // Bounds of the group are passed at the same moment, or the text of the group differs for good: 1 when the first pattern passes later.
    private int Compare(int from, int to, int secondFrom, int secondTo)
    {
        for (var bound = 1; bound <= 2; bound++)
        {
            var first = _first.RegionOf(from) < bound && _first.RegionOf(to) >= bound;
            var second = _second.RegionOf(secondFrom) < bound && _second.RegionOf(secondTo) >= bound;
            if (first != second) return second ? 1 : -1;
        }

        return 0;
    }

    // Looks for a way through the first pattern that matches further than the second, or as far with a later or longer group.
    private bool? HasLongerReading()
    {
        var search = new Breadth<(int First, int Second, bool Longer)>(MaxStates * 10);
        Add((PriorityAutomaton.Start, PriorityAutomaton.Start, false), -1, null);
        while (search.TryTake(out var state, out var trail))
        {
            if (state.Second == Dead) return true;
            if (_first.IsAccepting(state.First) && (!_second.IsAccepting(state.Second) || state.Longer || _first.RegionOf(state.First) < _second.RegionOf(state.Second))) return true;
            for (var symbol = 0; symbol < _alphabet.Count; symbol++)
            {
                var second = _second.Next(state.Second, symbol) is [var only, ..] ? only : Dead;
                foreach (var first in _first.All(state.First, symbol))
                {
                    var order = state.Longer || second == Dead ? 1 : Compare(state.First, first, state.Second, second);
                    if (order >= 0) Add((first, second, order > 0), symbol, trail);
                }
            }
        }

        return search.IsExhausted ? null : false;

        void Add((int First, int Second, bool Longer) next, int symbol, Breadth<(int First, int Second, bool Longer)>.Trail? trail)
            => search.Add(next, next.ToString(), symbol, trail);
    }

    private static void Add(Breadth<Product> search, Product state, int symbol, Breadth<Product>.Trail? trail) => search.Add(state, state.Key, symbol, trail);

    private sealed class Product(int[] threads, bool[] apart, int second)
    {
        /// <summary>States of the first pattern, most wanted first.</summary>
        public int[] Threads => threads;

        /// <summary>By thread, whether its group differs from that of the second pattern already.</summary>
        public bool[] Apart => apart;

        public int Second => second;

        public string Key { get; } = second + ":" + string.Join(",", threads.Select((state, i) => apart[i] ? -state : state));
    }
}
