using System.Collections.Frozen;
using System.Text.Json.Serialization;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Domains;

/// <summary>
/// Weighs the domains of a ranking against each other and against "none of them", and gives each the probability that it is right. A
/// conditional logit: its weights are data of the catalog (<c>judge.json</c>), fitted on labelled tables that are not part of any golden set.
/// </summary>
internal sealed class Judge(JudgeWeights weights)
{
    private const int MostWeighed = 12;
    private const double NamesWeigh = 0.8;

    /// <summary>The ranking ordered by probability; domains too weak to be weighed follow in their order with probability 0.</summary>
    public IReadOnlyList<DomainScore> Order(IReadOnlyList<DomainScore> ranked, ColumnEvidence column, DomainCatalog catalog)
    {
        if (ranked.Count == 0) return ranked;
        var mode = column.ValueCount == 0 ? weights.Header : column.Header.Informative ? weights.Both : weights.Values;
        var order = Enumerable.Range(0, ranked.Count).OrderByDescending(i => Strength(ranked[i])).ToList();
        var weighed = order.Take(MostWeighed).Where(i => Strength(ranked[i]) > 0).ToList();
        if (weighed.Count == 0) return ranked;
        (double Name, double Proof, double Score) most = (weighed.Max(i => ranked[i].Name ?? 0), weighed.Max(i => ranked[i].Proof), weighed.Max(i => ranked[i].Score));
        var shape = ShapeTerms.Measure(column);
        var words = WordsOf(column.Header);
        var leanings = weighed.ConvertAll(i => mode.Leaning(ranked[i].Entry.Label, shape, words));
        // What is known of the catalog's domains by their label is not held against one of the user's own.
        var greatest = Math.Max(0, leanings.Max());
        var sharpness = mode.Sharpness ?? 1;
        var sums = weighed.Select((i, at) => sharpness * (mode.Sum(JudgeTerms.Measure(ranked[i], column, catalog, most)) + (DomainCatalog.Default.Find(ranked[i].Entry.Label) is null ? greatest : leanings[at]))).ToList();
        // Nothing is said for "none of them": its sum is 0.
        var highest = Math.Max(0, sums.Max());
        var whole = Math.Exp(-highest) + sums.Sum(s => Math.Exp(s - highest));
        var probabilities = sums.ConvertAll(s => Math.Exp(s - highest) / whole);
        var judged = weighed.Select((at, i) => (ranked[at] with { Probability = probabilities[i], Right = Rightness(i) }, at));
        return [.. judged.OrderByDescending(static p => p.Item1.Right).ThenBy(static p => p.at).Select(static p => p.Item1), .. order.Skip(weighed.Count).Order().Select(i => ranked[i])];

        // A column that is a length is a number too: where the finer of two is right, the broader is no mistake.
        double Rightness(int i)
        {
            var right = probabilities[i];
            for (var k = 0; k < weighed.Count; k++)
            {
                if (k != i) right += probabilities[k] * weights.KinOf(ranked[weighed[k]].Entry.Label, ranked[weighed[i]].Entry.Label);
            }

            return Math.Min(1, right);
        }
    }

    // The words of the header and, marked, the last of them: English names end in what they are.
    private static List<string> WordsOf(HeaderWords header)
    {
        if (!header.Informative) return [];
        List<string> words = [.. header.Words.Where(static w => !char.IsAsciiDigit(w[0])).Distinct(StringComparer.Ordinal)];
        if (header.Words.LastOrDefault(static w => !char.IsAsciiDigit(w[0])) is { } last) words.Add(JudgeMode.Last + last);
        return words;
    }

    // What the neighbours rule out is not weighed: half a score is not to win for want of rivals.
    private static double Strength(DomainScore score) => score.Objection == Objections.Neighbours ? 0 : Math.Max(score.Score, Math.Max(score.Proof, NamesWeigh * (score.Name ?? 0)));
}

/// <summary>Weights of the judge for each kind of evidence.</summary>
internal sealed record JudgeWeights
{
    /// <summary>How the numbers were found.</summary>
    public required string Fitted { get; init; }

    /// <summary>By label, how often another label is also right where it is: labelled columns accept both.</summary>
    public IReadOnlyDictionary<string, Dictionary<string, double>>? Kin { get; init; }

    /// <summary>Header and values.</summary>
    public required JudgeMode Both { get; init; }

    /// <summary>Header without values.</summary>
    public required JudgeMode Header { get; init; }

    /// <summary>Values under a header that says nothing.</summary>
    public required JudgeMode Values { get; init; }

    /// <summary>How often <paramref name="answer"/> is right where <paramref name="truth"/> is; 0 for what is not known.</summary>
    public double KinOf(string truth, string answer) => Kin is not null && Kin.TryGetValue(truth, out var others) ? others.GetValueOrDefault(answer) : 0;
}

/// <summary>Weights by name of term, by label, and by label and shape of the sample; what is not named weighs nothing.</summary>
internal sealed record JudgeMode
{
    /// <summary>Marks the last word of a header among the words.</summary>
    public const string Last = "$";

    private double[]? _terms;
    private FrozenDictionary<string, double[]>? _shapes;
    private FrozenDictionary<string, FrozenDictionary<string, double>>? _words;

    public required IReadOnlyDictionary<string, double> Terms { get; init; }

    public required IReadOnlyDictionary<string, double> Labels { get; init; }

    [JsonPropertyName("shapes")]
    public required IReadOnlyDictionary<string, Dictionary<string, double>> ByShape { get; init; }

    /// <summary>What single words of headers add to a label, by label and word; none where headers are not read.</summary>
    [JsonPropertyName("words")]
    public IReadOnlyDictionary<string, Dictionary<string, double>>? ByWord { get; init; }

    /// <summary>What all sums are multiplied by, so that the probabilities are as large as columns of tables that were not fitted turned out right; null for 1.</summary>
    public double? Sharpness { get; init; }

    /// <summary>The weighed sum of the terms.</summary>
    public double Sum(double[] terms)
    {
        _terms ??= [.. JudgeTerms.Names.Select(n => Terms.GetValueOrDefault(n))];
        double sum = 0;
        for (var i = 0; i < terms.Length; i++) sum += _terms[i] * terms[i];
        return sum;
    }

    /// <summary>What a label adds to it for a column of this shape and these words in its header.</summary>
    public double Leaning(string label, double[] shape, IReadOnlyList<string> words)
    {
        _shapes ??= ByShape.ToFrozenDictionary(static p => p.Key, static p => ShapeTerms.Names.Select(n => p.Value.GetValueOrDefault(n)).ToArray(), StringComparer.Ordinal);
        _words ??= (ByWord ?? new Dictionary<string, Dictionary<string, double>>()).ToFrozenDictionary(static p => p.Key, static p => p.Value.ToFrozenDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
        var sum = Labels.GetValueOrDefault(label);
        if (_words.TryGetValue(label, out var known)) sum += words.Sum(w => known.GetValueOrDefault(w));
        if (!_shapes.TryGetValue(label, out var weights)) return sum;
        for (var i = 0; i < shape.Length; i++) sum += weights[i] * shape[i];
        return sum;
    }
}
