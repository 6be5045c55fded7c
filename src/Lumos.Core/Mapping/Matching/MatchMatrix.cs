using System.Globalization;

namespace Lumos.Core.Mapping.Matching;

/// <summary>Scores of all pairs of two tables.</summary>
internal sealed class MatchMatrix
{
    private readonly IReadOnlyList<SourceColumn> _sources;
    private readonly IReadOnlyList<TargetColumnProfile> _targets;
    private readonly PairFeatures[,] _features;
    private readonly double[,] _scores;
    private readonly double[,] _ranks;

    private MatchMatrix(IReadOnlyList<SourceColumn> sources, IReadOnlyList<TargetColumnProfile> targets, PairFeatures[,] features, double[,] scores, double[,] ranks) =>
        (_sources, _targets, _features, _scores, _ranks) = (sources, targets, features, scores, ranks);

    /// <summary>Probability that a pair corresponds, 0 to 1.</summary>
    public double this[int source, int target] => _scores[source, target];

    /// <summary>Where a pair stands among all pairs, 0 to 1: alike by themselves first, whatever else there is.</summary>
    public double Rank(int source, int target) => _ranks[source, target];

    /// <summary>Probability that two columns correspond; 0 for columns that are not of these tables.</summary>
    public double Of(SourceColumn source, TargetColumnProfile target)
    {
        var (s, t) = (IndexOf(_sources, source), IndexOf(_targets, target));
        return s < 0 || t < 0 ? 0 : _scores[s, t];
    }

    private static int IndexOf<T>(IReadOnlyList<T> items, T item) where T : class
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (ReferenceEquals(items[i], item)) return i;
        }

        return -1;
    }

    /// <summary>Judges all pairs.</summary>
    public static MatchMatrix From(IReadOnlyList<SourceColumn> sources, IReadOnlyList<TargetColumnProfile> targets, PairFeatures[,] features)
    {
        var scores = new double[sources.Count, targets.Count];
        for (var s = 0; s < sources.Count; s++)
        {
            for (var t = 0; t < targets.Count; t++) scores[s, t] = PairModel.Score(features[s, t]);
        }

        SameNames.Prefer(scores, features);
        var ranks = (double[,])scores.Clone();
        PairContext.Rank(ranks);
        PairContext.Assign(ranks);
        PairContext.Judge(scores, features);
        return new MatchMatrix(sources, targets, features, scores, ranks);
    }

    /// <summary>The same with other scores, made of source, target and the score so far.</summary>
    public MatchMatrix Rescored(Func<int, int, double, double> score)
    {
        var scores = (double[,])_scores.Clone();
        for (var s = 0; s < _sources.Count; s++)
        {
            for (var t = 0; t < _targets.Count; t++) scores[s, t] = score(s, t, scores[s, t]);
        }

        return new MatchMatrix(_sources, _targets, _features, scores, _ranks);
    }

    /// <summary>What speaks for a pair.</summary>
    public PairFeatures Features(int source, int target) => _features[source, target];

    /// <summary>Why a pair has its score, one sentence each, without values.</summary>
    public IReadOnlyList<string> Explain(int source, int target)
    {
        var f = _features[source, target];
        List<string> reasons = [];
        var name = _sources[source].Name;
        if (f.Name >= 0.99) reasons.Add($"'{name}' says the same as the target's name.");
        else if (f.Name >= 0.3) reasons.Add(string.Create(CultureInfo.InvariantCulture, $"'{name}' reads like the target's name ({f.Name:0.00})."));
        if (f.Described > f.Name && f.Described >= 0.3 && _targets[target].Description.Words.Count > 0) reasons.Add(string.Create(CultureInfo.InvariantCulture, $"{f.Described:P0} of '{name}' occurs in the target's description."));
        if (f.Domain > 0.2 && _sources[source].Domain is { } domain) reasons.Add(string.Create(CultureInfo.InvariantCulture, $"Both are {domain.Domain} ({f.Domain:0.00})."));
        if (f.Values > 0.1) reasons.Add(string.Create(CultureInfo.InvariantCulture, $"Its values are among the target's ({f.Values:0.00})."));
        if (f.Shape > 0.6) reasons.Add(string.Create(CultureInfo.InvariantCulture, $"Its values look like the target's examples ({f.Shape:0.00})."));
        if (f.Type < 0.2) reasons.Add("The types hardly fit.");
        return reasons;
    }
}
