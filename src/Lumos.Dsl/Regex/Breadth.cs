namespace Lumos.Dsl.Regex;

/// <summary>Breadth-first search over states with a key: the first one found is reached by a shortest word.</summary>
internal sealed class Breadth<T>(int limit)
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Queue<(T State, Trail? Trail)> _queue = new();

    /// <summary>Whether there were more states than the search may visit.</summary>
    public bool IsExhausted { get; private set; }

    /// <summary>Adds a state unless it was added before.</summary>
    /// <param name="state">The state.</param>
    /// <param name="key">Equal for equal states.</param>
    /// <param name="symbol">The symbol that led here.</param>
    /// <param name="from">The way to the state before.</param>
    public void Add(T state, string key, int symbol, Trail? from)
    {
        if (!_seen.Add(key)) return;
        if (_seen.Count > limit) IsExhausted = true;
        else _queue.Enqueue((state, symbol < 0 ? null : new Trail(symbol, from)));
    }

    public bool TryTake(out T state, out Trail? trail)
    {
        if (_queue.Count == 0 || IsExhausted)
        {
            (state, trail) = (default!, null);
            return false;
        }

        (state, trail) = _queue.Dequeue();
        return true;
    }

    /// <summary>A way to a state, last symbol first.</summary>
    internal sealed class Trail(int symbol, Trail? before)
    {
        /// <summary>The word from the start.</summary>
        public static IReadOnlyList<int> WordOf(Trail? trail)
        {
            var word = new List<int>();
            for (; trail is not null; trail = trail.Before) word.Add(trail.Symbol);
            word.Reverse();
            return word;
        }

        private int Symbol => symbol;

        private Trail? Before => before;
    }
}
