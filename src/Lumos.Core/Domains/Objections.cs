using Lumos.Core.Vocabulary;

namespace Lumos.Core.Domains;

/// <summary>What the values of a column say against a domain, whatever its header is called: a score factor below 1 and the reason.</summary>
internal static class Objections
{
    /// <summary>The objection of neighbouring columns.</summary>
    public const string Neighbours = "its neighbours speak against it";

    private const int Enough = 6;
    private const int FewTexts = 3;
    private const int LongestJob = 60;
    private const int UuidLength = 36;
    private const int HexColour = 7;
    private const int OldestAge = 125;
    private const int LongestPlate = 12;
    private static readonly string[] OfMoments = ["time", "date", "datetime", "timestamp", "at"];
    private static readonly string[] SaidByFlags = ["flag.boolean", "person.vital_status"];
    private static readonly string[] NamesOfThings = ["geo.place", "geo.locality", "geo.county", "geo.municipality", "geo.street_name", "text.title", "org.name", "org.brand", "person.full_name"];

    /// <summary>The strongest objection; factor 1 and no reason when there is none.</summary>
    /// <param name="candidate">The domain with what its header and values said.</param>
    /// <param name="column">The column.</param>
    /// <param name="organisations">Share of values that are certainly names of organisations.</param>
    public static (double Factor, string? Reason) Of(DomainCandidate candidate, ColumnEvidence column, double organisations)
    {
        var s = column.Sketch;
        if (column.Against.Contains(candidate.Entry.Label)) return (0.5, Neighbours);
        var label = candidate.Entry.Label;
        if (label == "flag.boolean" && s.Numeric > 0.9 && s.Count > 0 && (s.Distinct == 1 && candidate.Name < 0.9 || s.Distinct > 2)) return (0.5, "its numbers are no pair");
        if (label is "person.first_name" or "person.last_name" && s.WithDigit > 0.8 && candidate.Name < 0.5) return (0.4, "its values are numbered");
        if (label is "person.full_name" or "person.name" or "person.first_name" or "person.last_name" && AreNumbered(column)) return (0.4, "its values are one word with a letter or a number");
        if (label == "person.job_title" && s.Count >= FewTexts && s.MeanLength > LongestJob) return (0.5, "its values are sentences");
        if (s.Count < Enough) return (1, null);
        if (column.OnlyFlags && candidate.Proven < 0.5 && Array.IndexOf(SaidByFlags, label) < 0) return (0.6, "its values only say yes or no");
        if (s.Length is { Shortest: UuidLength, Longest: UuidLength } && label is "id.code" or "code" or "id.integer" && NetworkShapes.IsUuid(column.Values[0].Key)) return (0.5, "its values are UUIDs");
        return label switch
        {
            "flag.boolean" when !column.OnlyFlags => (candidate.Name >= 0.9 ? 0.9 : 0.7, "its values are no pair of yes and no"),
            "category" when s.MeanLength > 45 => (0.7, "its values are sentences"),
            "category" when s.Count >= 20 && s.Distinctness > (s.Numeric > 0.9 ? 0.4 : 0.7) => (0.75, "nearly every value is different"),
            "measure.count" or "measure.number" when s.LeadingZero > 0.05 && s.Whole => (0.6, "its numbers have leading zeros"),
            "org.name" when s.MeanLength > 70 || s.Sentences > 0.5 && s.Words > 8 => (0.65, "its values are sentences"),
            "person.full_name" or "person.name" or "person.name_list" when organisations >= 0.2 && organisations > 0.8 * candidate.Proven => (0.65, "its values name organisations"),
            "person.full_name" or "person.name" when s.Upper > 0.7 && s.WithBlank < 0.3 && s.MeanLength < 7 && candidate.Proven < 0.5 && column.Values.Take(Enough).All(static v => v.Key.All(char.IsAscii)) => (0.5, "its values are abbreviations"),
            "person.age" when s.Numeric > 0.9 && s.Most > OldestAge => (0.4, "nobody is so old"),
            "vehicle.plate" when s.Length.Shortest > LongestPlate => (0.5, "its values are too long for a plate"),
            "person.first_name" or "person.last_name" or "person.maiden_name" when s.Upper > 0.9 && s.Length.Longest <= 3 => (0.5, "its values are codes"),
            "geo.region" when candidate.Proven < 0.5 && s.Upper > 0.9 && s.WithDigit == 0 && s.Length.Longest <= 3 => (0.75, "its values are codes"),
            "category" or "lang.name" or "lang.code" when s.Listed > 0.5 && s.Distinct >= 3 => (0.75, "its values are lists"),
            "geo.full_address" when candidate.Proven < 0.1 && s.WithDigit < 0.5 => (0.7, "its values hold no numbers"),
            "geo.unit" when column.Values.All(static v => v.Key.Length == HexColour && v.Key[0] == '#') => (0.3, "its values are colours"),
            "person.first_name" or "person.last_name" or "person.full_name" when s.Distinct <= 3 && (s.Count >= 20 || s.Distinct == 1) && candidate.Name < 0.5 => (0.6, "few words repeat"),
            "time.year_range" when column.Values.All(static v => v.Key.Length == 7 && string.CompareOrdinal(v.Key, 5, "12", 0, 2) <= 0) => (0.4, "its values are months"),
            "code.airline" when s.Length.Shortest >= 4 => (0.4, "airlines have two or three letters"),
            "text.free" or "text.description" or "text.title" when s.Listed > 0.7 && s.Sentences < 0.2 && HoldsShortEntries(column) => (0.6, "its values are lists"),
            "code.icd10" when candidate.Name < 0.5 && !column.Values.Any(static v => v.Key.Contains('.', StringComparison.Ordinal)) => (0.6, "none of its codes has a point"),
            "code.icd10" when candidate.Name < 0.5 && column.SharesFirstLetter && s.Distinctness > 0.1 => (0.5, "its values are numbered behind one letter"),
            "person.full_name" or "person.name" or "person.last_name" or "person.first_name" when s.WithBlank < 0.05 && s.MeanLength > 16 => (0.5, "its values are keys"),
            "person.job_title" or "health.condition" or "geo.city" or "geo.county" when s.MeanLength <= 2.5 && candidate.Proven < 0.5 => (0.5, "its values are letters or codes"),
            "person.first_name" or "person.last_name" when s.Words >= 2.7 && s.WithDigit < 0.1 => (0.5, "its values are whole names"),
            "person.full_name" or "person.name" when s.WithDigit > 0.3 && candidate.Proven < 0.7 => (0.6, "its values are numbered"),
            "person.first_name" or "person.last_name" or "person.maiden_name" when s.WithDigit > 0.8 => (0.4, "its values are numbered"),
            "id.integer" or "measure.count" or "measure.number" when column.LooksLikeUnixTime && column.Header.Words.Any(static w => Array.IndexOf(OfMoments, w) >= 0) => (0.5, "its values count seconds since 1970"),
            "structured.key_values" or "text.list" when column.Values[0].Key.StartsWith("http", StringComparison.OrdinalIgnoreCase) => (0.4, "its values are addresses of the web"),
            "person.gender" when candidate.Name < 0.5 && s.Length.Shortest == 1 && s.Length.Longest <= 3 && !HasBothSexes(column) => (0.6, "its letters are no pair of genders"),
            "person.marital_status" when candidate.Name < 0.5 && s.Length.Longest == 1 && s.Distinct < 3 => (0.6, "two letters are no marital status"),
            "contact.phone" when candidate.Name < 0.5 && s.WithBlank == 0 && column.OnlyDigits && !column.OnlyBarePhones => (0.5, "digits alone are no telephone number"),
            _ => Shape(candidate, s),
        };
    }

    // Lists have entries of a word or two, sentences have clauses.
    private static bool HoldsShortEntries(ColumnEvidence column)
    {
        int entries = 0, words = 0;
        foreach (var (value, _) in column.Values.Take(30))
        {
            foreach (var range in value.AsSpan().SplitAny(",;|"))
            {
                var entry = value.AsSpan()[range].Trim();
                if (entry.Length == 0) continue;
                entries++;
                words += 1 + entry.Count(' ');
            }
        }

        return words <= 2.4 * entries;
    }

    // "Agent A", "agent b", "Team 3": one word again and again, told apart by what stands behind it.
    private static bool AreNumbered(ColumnEvidence column)
    {
        const int Fewest = 2, LongestMark = 2;
        string? first = null;
        HashSet<string> marks = new(StringComparer.Ordinal);
        foreach (var (value, _) in column.Values)
        {
            var folded = TextFolding.Fold(value);
            var blank = folded.LastIndexOf(' ');
            if (blank < 1 || folded.Length - blank - 1 > LongestMark || (first ??= folded[..blank]) != folded[..blank]) return false;
            marks.Add(folded[(blank + 1)..]);
        }

        return marks.Count >= Fewest;
    }

    // Male beside female, woman, girl and their like; man (homme, hombre) beside them.
    private static bool HasBothSexes(ColumnEvidence column)
    {
        var letters = column.Values.Select(static v => char.ToLowerInvariant(v.Key[0])).ToHashSet();
        return letters.Contains('m') && letters.Overlaps("fwkhzžжn") || letters.Contains('h') && letters.Overlaps("fd") || letters.Contains('ж') || letters.Contains('l') && letters.Contains('p') || letters.Overlaps("男女");
    }

    private static (double Factor, string? Reason) Shape(DomainCandidate candidate, ColumnSketch s)
    {
        var entry = candidate.Entry;
        if (!entry.TestsValues && entry.Definition.Types is ["text"] && s.Numeric > 0.9) return (0.6, "its values are numbers");
        if (candidate.Proven < 0.3 && s.Numeric < 0.1 && s.Upper > 0.95 && s.WithBlank < 0.02 && s.Length.Longest <= 4 && Array.IndexOf(NamesOfThings, entry.Label) >= 0) return (0.75, "its values are codes");
        return entry.TestsByList && s.Distinct == 1 && candidate.Name < 0.5 ? (0.8, "one value repeated proves little") : (1, null);
    }
}
