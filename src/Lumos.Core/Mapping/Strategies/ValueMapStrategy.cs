using System.Globalization;
using Lumos.Abstractions;
using Lumos.Core.Vocabulary;
using Lumos.Dsl.Fluent;
using Lumos.Dsl.Model;

namespace Lumos.Core.Mapping.Strategies;

/// <summary>
/// Maps spellings to the codes a target allows. Keys come from the target's enum, its description and closed lists (countries, yes and
/// no, genders), never from cells, so a plan holds no value of the source.
/// </summary>
internal static class ValueMapStrategy
{
    private const double LeastCoverage = 0.5;
    private static readonly int Gender = ColumnTerms.Default.IdOf("gender");
    private static readonly (string Digit, string Word)[] GenderDigits = [("1", "male"), ("2", "female"), ("0", "unknown"), ("9", "unknown")];

    private static readonly string[][] Groups =
    [
        ["male", "m", "man", "männlich", "homme", "h", "hombre", "masculino", "masculin", "uomo", "maschio", "macho", "varón", "mężczyzna", "mann", "mies", "erkek", "muž", "мужской", "муж", "м", "άνδρας", "laki-laki", "nam", "férfi", "男", "男性", "남", "남자", "남성", "ذكر", "זכר", "ชาย", "पुरुष", "مرد"],
        ["female", "f", "woman", "weiblich", "w", "femme", "mujer", "femenino", "féminin", "feminino", "donna", "femmina", "v", "vrouw", "hembra", "kobieta", "k", "kvinna", "kvinne", "kvinde", "nainen", "kadın", "žena", "женский", "жен", "ж", "γυναίκα", "perempuan", "nữ", "nő", "女", "女性", "여", "여자", "여성", "أنثى", "נקבה", "หญิง", "महिला", "زن"],
        ["other", "o", "x", "d", "divers", "diverse", "nonbinary", "non-binary"],
        TruthWords.Yes, TruthWords.No,
        .. WordLists.ReadLines("value_words.txt").Select(static line => line.Split(", ")),
    ];

    // Forms of address tell the gender of who is addressed; as codes of their own they mean other things.
    private static readonly (string[] Male, string[] Female) Titles =
    (
        ["mr", "mr.", "mister", "herr", "hr", "hr.", "monsieur", "m.", "sr", "sr.", "señor", "sig", "sig.", "signor", "dhr", "dhr.", "de heer", "pan", "senhor"],
        ["mrs", "mrs.", "ms", "ms.", "miss", "frau", "fr.", "madame", "mme", "mme.", "mlle", "mlle.", "sra", "sra.", "señora", "srta", "srta.", "sig.ra", "signora", "mevr", "mevr.", "mw", "mw.", "mevrouw", "pani", "senhora", "fru"]
    );

    // Signs of one letter that vehicles bear abroad, and addresses in front of the postal code (UN list of distinguishing signs); no two are of one country, none is an ISO code.
    private static readonly (string Word, string Code)[] Signs =
        [("a", "AT"), ("b", "BE"), ("d", "DE"), ("e", "ES"), ("f", "FR"), ("h", "HU"), ("i", "IT"), ("l", "LU"), ("m", "MT"), ("n", "NO"), ("p", "PT"), ("s", "SE")];

    /// <summary>A map into the target's enum; null when none is needed or possible.</summary>
    public static Conversion? Find(SourceColumn source, TargetColumnProfile target, IReadOnlyList<string> codes)
    {
        if (source.Type.Kind is not (ColumnKind.Text or ColumnKind.Int64 or ColumnKind.Bool)) return null;
        var exact = Share(source.Sample, codes.Contains);
        if (source.Sample.Count > 0 && exact == 1) return Finish(Pipe.From(source.Text), target, "rename", 1, "All sample values are codes of the target.");
        var entries = Entries(codes, target, source);
        var keys = entries.Select(static e => e.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var (word, code) in OfGender(source.Sample, codes)) Add(entries, keys, word, code);
        foreach (var (word, code) in OfTitles(codes)) Add(entries, keys, word, code);
        foreach (var (value, code) in CodeMatching.Find(source, [.. codes.SelectMany(c => Labels(c, target))], keys)) Add(entries, keys, value, code);
        foreach (var (word, code) in OppositeCodes.Find(source.Sample, codes)) Add(entries, keys, word, code);
        return Mapped(source, target, entries, keys);
    }

    /// <summary>What the two words of a column that says yes or no become, as the sample spells them.</summary>
    /// <param name="values">Sample.</param>
    /// <param name="pair">The words, folded.</param>
    /// <param name="isTurned">Whether yes becomes false.</param>
    public static IReadOnlyList<KeyValuePair<string, string?>> TruthEntries(IReadOnlyList<string> values, (string Yes, string No) pair, bool isTurned)
    {
        var (yes, no) = isTurned ? ("false", "true") : ("true", "false");
        List<KeyValuePair<string, string?>> words = [];
        foreach (var value in values.Select(static v => v.ToLowerInvariant()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)) words.Add(new(value, TextFolding.Fold(value) == pair.Yes ? yes : no));

        // The sample may show one of the two only.
        foreach (var (word, truth) in new[] { (pair.Yes, yes), (pair.No, no) })
        {
            if (!words.Exists(w => w.Key == word)) words.Add(new(word, truth));
        }

        return words;
    }

    /// <summary>A map into the codes of a standard the target's name speaks of, such as the concept of a gender; null for none.</summary>
    public static Conversion? ToKnownCode(SourceColumn source, TargetColumnProfile target)
    {
        if (source.Type.Kind is not (ColumnKind.Text or ColumnKind.Int64) || KnownCodes.For(target) is not { } known) return null;
        List<KeyValuePair<string, string?>> entries = [];
        HashSet<string> keys = new(StringComparer.Ordinal);
        foreach (var (spelling, code) in known.Spellings(target.Column.Enum)) Add(entries, keys, spelling, code);
        // The digits of ISO/IEC 5218 are everybody's: the header must say what they are of.
        if (source.Reading.Says(Gender) && AreDigitsOfGender(source.Sample))
        {
            foreach (var (digit, word) in GenderDigits) if (known.CodeOf(word) is { } code) Add(entries, keys, digit, code);
        }

        return source.Sample.Count > 0 && Share(source.Sample, v => known.Codes.Any(c => c.Code == v)) == 1 ? null : Mapped(source, target, entries, keys);
    }

    private static bool AreDigitsOfGender(IReadOnlyList<string> values) => values.Contains("1") && values.Contains("2") && values.All(static v => v is "0" or "1" or "2" or "9");

    // Titles, and the digits of ISO/IEC 5218, where the codes are those of gender.
    private static IEnumerable<(string Word, string Code)> OfGender(IReadOnlyList<string> values, IReadOnlyList<string> codes)
    {
        var male = codes.FirstOrDefault(static c => Array.IndexOf(Groups[0], c.ToLowerInvariant()) >= 0);
        var female = codes.FirstOrDefault(static c => Array.IndexOf(Groups[1], c.ToLowerInvariant()) >= 0);
        if (male is null || female is null) yield break;
        foreach (var title in Titles.Male) yield return (title, male);
        foreach (var title in Titles.Female) yield return (title, female);
        if (!AreDigitsOfGender(values)) yield break;
        yield return ("1", male);
        yield return ("2", female);
        if (codes.FirstOrDefault(static c => c.ToLowerInvariant() is "unknown" or "u" or "unk" or "not known" or "other" or "x") is not { } unknown) yield break;
        yield return ("0", unknown);
        yield return ("9", unknown);
    }

    // Forms of address of other languages, where the codes are forms of address. A lady whose form does not say whether she is married is Ms.
    private static IEnumerable<(string Word, string Code)> OfTitles(IReadOnlyList<string> codes)
    {
        if (codes.FirstOrDefault(static c => Array.IndexOf(Titles.Male, c.ToLowerInvariant()) >= 0) is not { } male) yield break;
        if ((codes.FirstOrDefault(static c => c.ToLowerInvariant() is "ms" or "ms.") ?? codes.FirstOrDefault(static c => Array.IndexOf(Titles.Female, c.ToLowerInvariant()) >= 0)) is not { } female) yield break;
        foreach (var title in Titles.Male) yield return (title, male);
        foreach (var title in Titles.Female) yield return (title, female);
    }

    private static Conversion? Mapped(SourceColumn source, TargetColumnProfile target, List<KeyValuePair<string, string?>> entries, HashSet<string> keys)
    {
        var coverage = source.Sample.Count == 0 ? 0.8 : Share(source.Sample, v => keys.Contains(v.ToLowerInvariant()));
        if (coverage < LeastCoverage) return null;
        var pipe = Pipe.From(source.Text).Case(CaseMode.Lower).MapDict(entries, MissingRule.Error);
        var why = source.Sample.Count == 0 ? "Known spellings become the target's codes." : string.Create(CultureInfo.InvariantCulture, $"{coverage:P0} of the sample are known spellings of the target's codes.");
        return Finish(pipe, target, "value_map", coverage, why);
    }

    private static IEnumerable<(string Code, string Label)> Labels(string code, TargetColumnProfile target)
    {
        yield return (code, code);
        if (Described(code, target.Column.Description) is { } label) yield return (code, label);
    }

    /// <summary>A map from country names and codes to ISO alpha-2; null when the column already holds codes.</summary>
    public static Conversion? ToCountryCode(SourceColumn source, TargetColumnProfile target)
    {
        if (source.Type.Kind != ColumnKind.Text || !source.Is("geo.country", "geo.country_code")) return null;
        if (source.Sample.Count > 0 && Share(source.Sample, WordLists.CountryCodes.Contains) >= 0.98) return null;
        if (source.Sample.Count == 0 && source.Is("geo.country_code")) return null;
        var coverage = source.Sample.Count == 0 ? 0.8 : Share(source.Sample, static v => WordLists.Countries.ToAlpha2(v) is not null || Array.Exists(Signs, s => s.Word == v.ToLowerInvariant()));
        if (coverage < LeastCoverage) return null;
        List<KeyValuePair<string, string?>> entries = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (var code in WordLists.CountryCodes.Order(StringComparer.Ordinal)) AddCountry(entries, seen, code, code);
        foreach (var (sign, code) in Signs) Add(entries, seen, sign, code);
        return Finish(Pipe.From(source.Text).Case(CaseMode.Lower).MapDict(entries, MissingRule.Error), target, "value_map", coverage, "Country names become ISO 3166-1 codes.");
    }

    /// <summary>Words for yes and no.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> BooleanEntries() =>
        TruthWords.Yes.Select(static w => new KeyValuePair<string, string?>(w, "true")).Concat(TruthWords.No.Select(static w => new KeyValuePair<string, string?>(w, "false")));

    private static Conversion? Finish(Pipe pipe, TargetColumnProfile target, string strategy, double fit, string why) => target.Column.Type.Kind switch
    {
        ColumnKind.Text => new(pipe, strategy, fit, why),
        ColumnKind.Int64 or ColumnKind.Decimal or ColumnKind.Bool => new(pipe.TypeCast(target.Column.Type, wide: WideDecimals.Any(target.Column.Type)), strategy, fit, why),
        _ => null,
    };

    private static List<KeyValuePair<string, string?>> Entries(IReadOnlyList<string> codes, TargetColumnProfile target, SourceColumn source)
    {
        List<KeyValuePair<string, string?>> entries = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        // The codes themselves come first, so that no synonym of one can shadow another.
        foreach (var code in codes) Add(entries, seen, code, code);
        // Mr and Ms are Mauritania and Montserrat as well.
        var countries = codes.All(static c => WordLists.Countries.ToAlpha2(c) is not null) && !OfTitles(codes).Any();
        foreach (var code in codes)
        {
            if (countries) AddCountry(entries, seen, WordLists.Countries.ToAlpha2(code)!, code);
            if (countries && Array.Find(Signs, s => s.Code == WordLists.Countries.ToAlpha2(code)) is { Word: { } sign }) Add(entries, seen, sign, code);
            if (Described(code, target.Column.Description) is { } label)
            {
                Add(entries, seen, label, code);
                AddGroup(entries, seen, label, code, codes);
            }

            AddGroup(entries, seen, code, code, codes);
        }

        if (Initials(codes, source)) foreach (var code in codes) Add(entries, seen, code[..1], code);
        return entries;
    }

    private static void AddGroup(List<KeyValuePair<string, string?>> entries, HashSet<string> seen, string word, string code, IReadOnlyList<string> codes)
    {
        var lower = word.ToLowerInvariant();
        // "f" is female beside "m" and false beside "t": the other codes decide.
        foreach (var group in Groups)
        {
            if (Array.IndexOf(group, lower) < 0 || lower.Length == 1 && !Partner(group, codes)) continue;
            foreach (var synonym in group) Add(entries, seen, synonym, code);
            return;
        }
    }

    private static bool Partner(string[] group, IReadOnlyList<string> codes)
    {
        var others = group == Groups[0] ? Groups[1] : group == Groups[1] ? Groups[0] : group == TruthWords.Yes ? TruthWords.No : group == TruthWords.No ? TruthWords.Yes : null;
        return others is not null && codes.Any(c => Array.IndexOf(others, c.ToLowerInvariant()) >= 0 && Array.IndexOf(group, c.ToLowerInvariant()) < 0);
    }

    private static bool Initials(IReadOnlyList<string> codes, SourceColumn source) =>
        source.Sample.Count > 0 && codes.All(static c => c.Length > 1 && char.IsLetter(c[0]))
        && codes.Select(static c => char.ToLowerInvariant(c[0])).Distinct().Count() == codes.Count
        && Share(source.Sample, static v => v.Length == 1) >= 0.9;

    /// <summary>The word after a code in a description: "8507 male, 8532 female", "G = gold"; null for none.</summary>
    public static string? Described(string code, string? description)
    {
        if (description is null || code.Length < 1) return null;
        var at = description.IndexOf(code, StringComparison.Ordinal);
        if (at < 0 || at > 0 && char.IsLetterOrDigit(description[at - 1])) return null;
        var rest = description.AsSpan(at + code.Length).TrimStart(" =:-(\"'");
        if (rest.Length == description.Length - at - code.Length) return null;
        var end = rest.IndexOfAny(",;.)");
        var label = (end < 0 ? rest : rest[..end]).Trim();
        return label.Length is > 1 and <= 40 && char.IsLetter(label[0]) ? label.ToString() : null;
    }

    private static void AddCountry(List<KeyValuePair<string, string?>> entries, HashSet<string> seen, string alpha2, string code)
    {
        foreach (var spelling in WordLists.Countries.SpellingsOf(alpha2))
        {
            Add(entries, seen, spelling, code);
            Add(entries, seen, TextFolding.Fold(spelling), code);
        }
    }

    private static void Add(List<KeyValuePair<string, string?>> entries, HashSet<string> seen, string key, string code)
    {
        var lower = key.ToLowerInvariant();
        if (seen.Add(lower)) entries.Add(new KeyValuePair<string, string?>(lower, code));
    }

    private static double Share(IReadOnlyList<string> sample, Func<string, bool> test) => sample.Count == 0 ? 0 : (double)sample.Count(test) / sample.Count;
}
