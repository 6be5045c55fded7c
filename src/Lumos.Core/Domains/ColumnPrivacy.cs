using System.Globalization;
using Lumos.Abstractions;
using Lumos.Core.Supervision;

namespace Lumos.Core.Domains;

/// <summary>How personal a column is, from what its own header and values say and from what the domains it may have weigh, neighbours included.</summary>
internal static class ColumnPrivacy
{
    private const double LikelyPersonal = 0.5;
    private const double LikelyUnnamed = 0.65;
    private const double LikelyQuasi = 0.6;
    private const double HardlyPersonal = 0.05;
    private const double HardlyAPerson = 0.12;

    /// <summary>Stands for a long number that every person of a table has for oneself, whichever it is.</summary>
    public const string OwnNumber = "id.national";

    /// <summary>Stands for what is of organisations in a table that holds nobody.</summary>
    public const string OfOrganisations = "org.name";

    /// <summary>Stands for a table that neither names persons nor speaks of them.</summary>
    public const string OfNobody = "unknown";

    /// <summary>Stands for a table of which each row is another person.</summary>
    public const string OfPersons = "person";

    /// <summary>Stands for days on which the persons of a table may have been born.</summary>
    public const string BirthDate = "person.birth_date";

    /// <summary>Stands for names of persons that no list holds.</summary>
    public const string Name = "person.name";

    /// <summary>Stands for telephone numbers that only their table tells.</summary>
    public const string Phone = "contact.phone";

    private static readonly string[] LaterBelieved = ["geo.", "vehicle.", "id."];
    private static readonly string[] NameLabels = ["person.first_name", "person.last_name", "person.full_name", "person.name", "person.maiden_name"];

    /// <summary>The decision.</summary>
    /// <param name="mask">What the column by itself says.</param>
    /// <param name="ranked">Its domains with the probability of each.</param>
    /// <param name="band">How sure the first of them is.</param>
    /// <param name="ofPersons">What the table as a whole says it is of the persons in its rows; null for nothing.</param>
    public static ColumnMask Decide(ColumnMask mask, IReadOnlyList<DomainScore> ranked, ConfidenceBand band, string? ofPersons = null)
    {
        var decided = ByDomains(mask, ranked, band);
        if (ofPersons == OfPersons)
        {
            // Where somebody lives tells them apart from the others, whatever the headers beside it are called.
            var code = ranked.Count > 0 && ranked[0].Entry.Label is "geo.postal_code" or "geo.house_number" && ranked[0].Probability >= LikelyQuasi;
            return decided.Grade == PiiGrade.None && code ? Raise(mask, ranked[0], PiiGrade.Quasi, ranked[0].Probability) : decided;
        }

        if (ofPersons == OfOrganisations) return decided.Label is "geo.street_address" or "geo.full_address" or "contact.phone" or "geo.postal_code" or "geo.city" or "text.free" ? new ColumnMask(null, PiiGrade.None, [.. decided.Evidence, "but it is an organisation's: nobody stands in the table"]) : decided;
        if (ofPersons == OfNobody)
        {
            if (decided.Grade == PiiGrade.Quasi && mask.Grade == PiiGrade.None) return mask;
            return decided.Label is "geo.street_address" or "geo.full_address" ? new ColumnMask(null, PiiGrade.None, [.. decided.Evidence, "but nobody stands in the table"]) : decided;
        }

        if (ofPersons is null || decided.Grade != PiiGrade.None) return decided;
        if (ofPersons == BirthDate) return new ColumnMask(ofPersons, PiiGrade.Quasi, [.. decided.Evidence, "days over decades, one for each person of the table"]);
        if (ofPersons == Name) return new ColumnMask(ofPersons, PiiGrade.Direct, [.. decided.Evidence, "written as names are, beside the names of the table"]);
        if (ofPersons == Phone) return new ColumnMask(ofPersons, PiiGrade.Direct, [.. decided.Evidence, "numbers with a trunk zero in front, beside the persons of the table"]);
        return new ColumnMask(ofPersons, PiiGrade.Direct, [.. decided.Evidence, ofPersons == OwnNumber ? "a long number that each person of the table has for oneself" : "a word of letters and digits that each person of the table has for oneself"]);
    }

    private static ColumnMask ByDomains(ColumnMask mask, IReadOnlyList<DomainScore> ranked, ConfidenceBand band)
    {
        if (ranked.Count == 0 || mask.Grade == PiiGrade.Direct && Array.IndexOf(NameLabels, mask.Label) < 0) return mask;
        double direct = 0, quasi = 0;
        DomainScore? likeliest = null;
        foreach (var score in ranked)
        {
            // What the values speak against by themselves may be likelier than all else and is still not enough.
            if (score.Probability <= 0 || score.Entry.Pii == PiiGrade.None || score.Objection is not null) continue;
            if (score.Entry.Pii == PiiGrade.Direct) direct += score.Probability;
            else if (SpeaksOfPersons(score.Entry.Label)) quasi += score.Probability;
            else continue;
            if (likeliest is null || score.Entry.Pii > likeliest.Entry.Pii || score.Entry.Pii == likeliest.Entry.Pii && score.Probability > likeliest.Probability) likeliest = score;
        }

        // A given name or a family name: which of the two it is need not be known.
        // A plate, an address or a number of identity is taken for a person's later than a name, a telephone or an account.
        var needed = likeliest is null || likeliest.Name >= LikelyUnnamed || !Array.Exists(LaterBelieved, p => likeliest.Entry.Label.StartsWith(p, StringComparison.Ordinal)) ? LikelyPersonal : LikelyUnnamed;
        if (direct >= needed && mask.Grade != PiiGrade.Direct) return Raise(mask, likeliest!, PiiGrade.Direct, direct);
        if (mask.Grade == PiiGrade.Direct && band == ConfidenceBand.High && ranked[0].Entry.Pii == PiiGrade.None && direct + quasi <= (ranked[0].Entry.Label == OfOrganisations ? HardlyAPerson : HardlyPersonal))
        {
            return new ColumnMask(null, PiiGrade.None, [.. mask.Evidence, $"but it is '{ranked[0].Entry.Label}', which is of no person"]);
        }

        return mask.Grade == PiiGrade.None && direct + quasi >= LikelyQuasi ? Raise(mask, likeliest!, PiiGrade.Quasi, direct + quasi) : mask;
    }

    // A place is personal beside a person only, which the column's own rules ask for.
    private static bool SpeaksOfPersons(string label) => label.StartsWith("person.", StringComparison.Ordinal) || label.StartsWith("health.", StringComparison.Ordinal);

    private static ColumnMask Raise(ColumnMask mask, DomainScore likeliest, PiiGrade grade, double probability) =>
        new(likeliest.Entry.Label, grade, [.. mask.Evidence, string.Create(CultureInfo.InvariantCulture, $"'{likeliest.Entry.Label}' or another personal kind by {probability:0.00}")]);
}
