using System.Collections.Frozen;
using Lumos.Abstractions;

namespace Lumos.Core.Mapping.Matching;

/// <summary>Whether what a source column means is what a target column means.</summary>
internal static class MeaningAgreement
{
    private const double CertainTarget = 0.82;
    private const double LeastAgreement = 0.6;

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

    /// <summary>How far the meanings of both agree, 0 to 1, and which meaning that is.</summary>
    public static double Of(SourceColumn source, TargetColumnProfile target, out string? label)
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

    /// <summary>Whether agreeing on a meaning tells columns of one table apart.</summary>
    public static bool IsTelling(string? label) => label is not null && !Common.Contains(label);

    /// <summary>Whether what the source means is certain and telling, and the target means something else: a postal code with its city is no postal code.</summary>
    public static bool Contradict(SourceColumn source, TargetColumnProfile target)
    {
        if (source.Domain is not { Band: ConfidenceBand.High } assigned || Common.Contains(assigned.Domain) || target.Meanings is not [{ Score: >= CertainTarget } first, ..]) return false;
        var family = Families.GetValueOrDefault(assigned.Domain);
        return !target.Meanings.Any(meaning => meaning.Score >= LeastAgreement * first.Score
            && (meaning.Label == assigned.Domain || (family is not null && Families.GetValueOrDefault(meaning.Label) == family) || (IsIdentity(meaning.Label) && IsIdentity(assigned.Domain))));
    }

    /// <summary>Whether the values of a source column are of a form nothing else has, so that they are never what a contradicting name asks for.</summary>
    public static bool IsForm(SourceColumn source) => source.Domain is { Domain: "id.uuid" or "contact.email" or "web.url" or "net.ip" or "net.mac" or "opaque.hash" or "bank.iban" };

    // A national number is known by its country or not at all.
    private static bool IsIdentity(string label) => label.StartsWith("id.", StringComparison.Ordinal);
}
