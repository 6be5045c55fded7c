using System.Collections.Frozen;
using System.Globalization;
using Lumos.Abstractions;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Mapping;

/// <summary>How well a source column and a target column correspond, before any transform is thought of.</summary>
internal sealed class ColumnSimilarity
{
    private const double NameCounts = 0.55;
    private const double DomainCounts = 0.3;
    private const double DescriptionCounts = 0.8;
    private const double SameDomainSuffices = 0.62;

    // Labels many columns of one table share: agreeing on one of them says little.
    private static readonly FrozenSet<string> Common = FrozenSet.ToFrozenSet(
    [
        "id.integer", "id.code", "category", "code", "measure.number", "measure.count", "time.date", "time.datetime", "text.free", "text.title", "text.description", "text.list", "flag.boolean", "money.amount", "unknown", "measure.length", "measure.weight",
        "time.duration", "measure.percentage", "org.name",
    ]);

    private static readonly FrozenDictionary<string, string> Families = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["geo.country"] = "country", ["geo.country_code"] = "country", ["person.full_name"] = "name", ["person.name"] = "name", ["id.integer"] = "id", ["id.code"] = "id", ["id.uuid"] = "id", ["id.sku"] = "id", ["time.date"] = "date", ["time.datetime"] = "date",
        ["measure.weight"] = "weight", ["person.weight"] = "weight", ["measure.length"] = "length", ["person.height"] = "length", ["geo.region"] = "region", ["geo.region_code"] = "region", ["money.currency_code"] = "currency", ["money.currency_name"] = "currency",
        ["geo.city"] = "place", ["geo.locality"] = "place", ["geo.municipality"] = "place", ["geo.place"] = "place", ["text.free"] = "text", ["text.description"] = "text", ["geo.street_address"] = "address", ["geo.full_address"] = "address", ["measure.count"] = "number",
        ["measure.number"] = "number", ["money.amount"] = "number", ["lang.code"] = "language", ["lang.name"] = "language", ["text.title"] = "title", ["person.gender"] = "gender",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly IReadOnlySet<string> _subject;

    /// <summary>Prepares for one pair of tables; words of their names count little.</summary>
    public ColumnSimilarity(CatalogTable source, TargetTable target)
    {
        HashSet<string> subject = new(StringComparer.Ordinal);
        foreach (var word in HeaderWords.Parse(source.Name).Words.Concat(HeaderWords.Parse(target.Name).Words)) subject.Add(WordMatching.Canon(word));
        _subject = subject;
    }

    /// <summary>0 to 1, with the reasons.</summary>
    public double Score(SourceColumn source, TargetColumnProfile target, List<string> reasons)
    {
        var name = NameScore(source, target, out var how);
        var domain = DomainScore(source, target, out var label);
        var score = (NameCounts * name + DomainCounts * domain) / (NameCounts + DomainCounts);
        if (label is not null && !Common.Contains(label)) score = Math.Max(score, SameDomainSuffices * domain + 0.3 * name);
        if (name >= 0.97) score = Math.Max(score, 0.85);
        if (Contradict(source, target)) score *= 0.7;
        if (name > 0) reasons.Add(string.Create(CultureInfo.InvariantCulture, $"'{source.Name}' {how} ({name:0.00})."));
        if (label is not null) reasons.Add(string.Create(CultureInfo.InvariantCulture, $"Both are {label} ({domain:0.00})."));
        return Math.Min(1, score);
    }

    /// <summary>Whether the names share a word that is neither generic nor the subject, such as <c>birth</c>.</summary>
    public bool SharesTellingWord(SourceColumn source, TargetColumnProfile target) =>
        source.Words.Words.Any(w => target.Words.Words.Contains(w) && WordMatching.IsTelling(w, _subject));

    private double NameScore(SourceColumn source, TargetColumnProfile target, out string how)
    {
        how = "reads like the target's name";
        var sourceWords = WithoutUnit(source.Words.Words, source.Column.Unit ?? UnitNames.InName(source.Name));
        var targetWords = WithoutUnit(target.Words.Words, target.Unit);
        if (string.Join(' ', source.Words.Words) == string.Join(' ', target.Words.Words))
        {
            how = "says the same as the target's name";
            return 1;
        }

        var name = WordMatching.Similarity(sourceWords, targetWords, _subject);
        if (target.Description.Words.Count == 0) return name;
        var described = DescriptionCounts * WordMatching.Coverage(sourceWords, target.Description.Words, _subject);
        if (described <= name) return name;
        how = "occurs in the target's description";
        return described;
    }

    private static double DomainScore(SourceColumn source, TargetColumnProfile target, out string? label)
    {
        label = null;
        if (source.Domain is not { Band: not ConfidenceBand.Low } assigned) return 0;
        var sure = assigned.Band == ConfidenceBand.High ? 1 : 0.75;
        double best = 0;
        foreach (var meaning in target.Meanings)
        {
            double same = meaning.Label == assigned.Domain ? 1 : Families.TryGetValue(meaning.Label, out var f) && f == Families.GetValueOrDefault(assigned.Domain) ? 0.85 : 0;
            var score = same * meaning.Score * sure * (Common.Contains(assigned.Domain) ? 0.6 : 1);
            if (score <= best) continue;
            best = score;
            label = assigned.Domain;
        }

        return best;
    }

    // Two certain and telling meanings that differ speak against a pair.
    private static bool Contradict(SourceColumn source, TargetColumnProfile target) =>
        source.Domain is { Band: ConfidenceBand.High } assigned && !Common.Contains(assigned.Domain)
        && target.Meanings is [{ Score: >= 0.82 } first, ..] && !Common.Contains(first.Label) && target.Means(assigned.Domain) == 0
        && Families.GetValueOrDefault(first.Label, "a") != Families.GetValueOrDefault(assigned.Domain, "b");

    private static IReadOnlyList<string> WithoutUnit(IReadOnlyList<string> words, string? unit) =>
        unit is not null && words.Count > 1 && UnitNames.Of(words[^1]) is not null ? [.. words.Take(words.Count - 1)] : words;
}
