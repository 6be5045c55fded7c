using Lumos.Core.Mapping.Strategies;

namespace Lumos.Core.Mapping.Matching;

/// <summary>Finds the target columns whose allowed or example values a source column's values are among. Common values such as yes and no count little. Immutable.</summary>
internal sealed class ValueIndex
{
    private const int MostValues = 400;
    private const double NearEnough = 0.5;
    private readonly Dictionary<string, List<int>> _byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(int Target, int Value)>> _byWord = new(StringComparer.Ordinal);
    private readonly List<int>[] _lengths;
    private readonly bool[] _has;
    private readonly double _scale;

    /// <summary>Indexes the values of the targets.</summary>
    public ValueIndex(IReadOnlyList<TargetColumnProfile> targets)
    {
        _has = new bool[targets.Count];
        _lengths = new List<int>[targets.Count];
        var with = 0;
        for (var t = 0; t < targets.Count; t++)
        {
            _lengths[t] = [];
            HashSet<string> seen = new(StringComparer.Ordinal);
            foreach (var value in (targets[t].Column.Enum ?? []).Concat(targets[t].Column.Samples ?? []).Concat(KnownCodes.For(targets[t])?.Codes.SelectMany(static c => c.Spellings) ?? []).Take(MostValues))
            {
                var key = ValueKeys.Of(value);
                if (key.Length == 0 || !seen.Add(key)) continue;
                Add(_byKey, key, t);
                var meaning = ValueKeys.Meaning(key);
                if (meaning != key && seen.Add(meaning)) Add(_byKey, meaning, t);
                if (targets[t].Column.Enum is not null && ValueMapStrategy.Described(value, targets[t].Column.Description) is { } label && ValueKeys.Of(label) is { Length: > 0 } said && seen.Add(said)) Add(_byKey, said, t);
                var words = ValueKeys.Words(value);
                foreach (var word in words.Distinct(StringComparer.Ordinal))
                {
                    if (!_byWord.TryGetValue(word, out var list)) _byWord[word] = list = [];
                    list.Add((t, _lengths[t].Count));
                }

                _lengths[t].Add(words.Count);
                _has[t] = true;
            }

            if (_has[t]) with++;
        }

        _scale = Math.Log(1 + Math.Max(8, with));
    }

    /// <summary>Whether a target has values to compare with.</summary>
    public bool Has(int target) => _has[target];

    /// <summary>Per target: how much of the source's cells its values cover, by how much each value tells; and the plain share covered.</summary>
    public (double[] Telling, double[] Covered) Compare(ValueProfile source)
    {
        double[] telling = new double[_has.Length], covered = new double[_has.Length];
        if (_byKey.Count == 0) return (telling, covered);
        foreach (var (key, value, share) in source.Keys)
        {
            HashSet<int> exact = [];
            var known = Hits(key);
            if (source.IsShortList && ValueKeys.Meaning(key) is var meaning && meaning != key) known = known.Concat(Hits(meaning));
            foreach (var t in known) exact.Add(t);
            var weight = exact.Count == 0 ? 0 : Math.Log(1 + Math.Max(8.0, _has.Length) / exact.Count) / Math.Max(_scale, Math.Log(1 + _has.Length));
            foreach (var t in exact)
            {
                telling[t] += share * weight;
                covered[t] += share;
            }

            foreach (var (t, near) in Near(value, exact))
            {
                telling[t] += share * near * 0.7;
                covered[t] += share * near;
            }
        }

        return (telling, covered);
    }

    private IEnumerable<int> Hits(string key) => _byKey.TryGetValue(key, out var list) ? list : [];

    // Values that share most of their words: "Colon, sigmoid" and "Sigmoid colon".
    private Dictionary<int, double> Near(string value, HashSet<int> exact)
    {
        Dictionary<int, double> best = [];
        var words = ValueKeys.Words(value);
        if (words.Count is 0 or > 12) return best;
        Dictionary<(int, int), int> hits = [];
        foreach (var word in words.Distinct(StringComparer.Ordinal))
        {
            if (word.Length < 2 || !_byWord.TryGetValue(word, out var places) || places.Count > 2000) continue;
            foreach (var place in places) hits[place] = hits.GetValueOrDefault(place) + 1;
        }

        foreach (var ((target, at), count) in hits)
        {
            if (exact.Contains(target)) continue;
            var jaccard = (double)count / (words.Count + _lengths[target][at] - count);
            if (jaccard >= NearEnough && jaccard > best.GetValueOrDefault(target)) best[target] = jaccard;
        }

        return best;
    }

    private static void Add(Dictionary<string, List<int>> index, string key, int target)
    {
        if (!index.TryGetValue(key, out var list)) index[key] = list = [];
        list.Add(target);
    }
}
