using Lumos.Abstractions;

namespace Lumos.Core.Domains;

/// <summary>What one domain of a ranking is judged by: its score by the formula and the evidence in it, and how each compares with the best of the ranking.</summary>
internal static class JudgeTerms
{
    private const double NamedInFull = 0.97;
    private static readonly string[] Broad = ["category", "code", "id.integer", "id.code", "measure.count", "measure.number", "money.amount", "text.title", "text.free", "text.description", "text.list", "geo.place"];

    private static readonly string[] OfNumbers = ["measure.", "money.amount", "geo.latitude", "geo.longitude", "person.age", "health.bmi", "time.year"];

    /// <summary>Names of the terms in the order of <see cref="Measure"/>.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "one", "score", "name", "named_in_full", "proof", "proven", "denied", "tested", "objection", "neighbours", "rare_name", "prior", "phrase", "name_and_proof", "name_but_denied", "name_lead", "proof_lead", "score_lead", "broad", "unit", "number_as_text",
    ];

    /// <summary>Measures a domain beside its rivals.</summary>
    /// <param name="score">The domain.</param>
    /// <param name="column">The column.</param>
    /// <param name="catalog">Where the weights of words are.</param>
    /// <param name="most">Highest name, proof and score of the ranking.</param>
    public static double[] Measure(DomainScore score, ColumnEvidence column, DomainCatalog catalog, (double Name, double Proof, double Score) most)
    {
        var name = score.Name ?? 0;
        var tested = score.Tried > 0;
        var denied = tested ? 1 - (double)score.Hits / score.Tried : 0;
        return
        [
            1,
            score.Score,
            name,
            name >= NamedInFull ? 1 : 0,
            score.Proof,
            score.Proven,
            denied,
            tested ? 1 : 0,
            score.Objection is null ? 0 : 1,
            column.Support.GetValueOrDefault(score.Entry.Label),
            name > 0 ? Rarity(score.Phrase, catalog) * name : 0,
            score.Entry.Definition.Prior * 10,
            name > 0 ? Math.Min(3, score.Phrase.AsSpan().Count(' ') + 1) / 3.0 : 0,
            name * score.Proof,
            name * denied,
            name - most.Name,
            score.Proof - most.Proof,
            score.Score - most.Score,
            Array.IndexOf(Broad, score.Entry.Label) >= 0 ? 1 : 0,
            score.Unit is not { } unit ? 0 : unit > 0 ? 1 : -1,
            column.Type.Kind == ColumnKind.Text && Array.Exists(OfNumbers, p => score.Entry.Label.StartsWith(p, StringComparison.Ordinal)) ? 1 : 0,
        ];
    }

    // The rarest word of the phrase: "iban" names one thing, "number" many.
    private static double Rarity(string phrase, DomainCatalog catalog)
    {
        double rarest = 0;
        foreach (var range in phrase.AsSpan().Split(' ')) rarest = Math.Max(rarest, catalog.WordWeights.GetValueOrDefault(phrase[range], 1));
        return rarest;
    }
}
