using Lumos.Abstractions;
using Lumos.Core.Domains.Centroids;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Domains;

/// <summary>What is known about one column before anything is decided.</summary>
internal sealed class ColumnEvidence
{
    private const int MostValues = 400;
    private static readonly string[] NullTokens = ["", "na", "n/a", "null", "none", "nan", "-", "--", "?", "nil", "\\n", "#n/a", "unknown", "k.a.", "s/o", "n.d.", "(null)", "<null>", "[null]"];

    private bool? _flags;
    private bool? _digits;
    private bool? _dense;
    private bool? _lifetimes;
    private (double Given, double Family, double Place)? _sounds;

    private ColumnEvidence(HeaderWords header, HeaderWords table, ColumnType type)
    {
        Header = header;
        Table = table;
        Type = type;
    }

    /// <summary>Words of the header.</summary>
    public HeaderWords Header { get; }

    /// <summary>Words of the table's name.</summary>
    public HeaderWords Table { get; }

    /// <summary>Inferred type.</summary>
    public ColumnType Type { get; }

    /// <summary>Unit of measure found in the name.</summary>
    public string? Unit { get; init; }

    /// <summary>Different values with how often each occurs, most frequent first; empty without a sample.</summary>
    public IReadOnlyList<KeyValuePair<string, int>> Values { get; private init; } = [];

    /// <summary>Values that were looked at.</summary>
    public int ValueCount { get; private init; }

    /// <summary>Share of different values among those looked at.</summary>
    public double Distinctness => ValueCount == 0 ? 0 : (double)Values.Count / ValueCount;

    /// <summary>Whether the values are numbers that lie close together, as given out in turn, or no numbers at all.</summary>
    public bool IsDense => _dense ??= MeasureDensity();

    /// <summary>Whether the values are dates spread over decades that end long before the newest could be, as births do.</summary>
    public bool LooksLikeLifetimes => _lifetimes ??= MeasureYears();

    /// <summary>Share of values that sound like a given name, a family name and a place; noughts for numbers, sentences and the header alone.</summary>
    public (double Given, double Family, double Place) Sounds => _sounds ??= Sketch.Numeric > 0.1 || Sketch.WithDigit > 0.5 || Sketch.Words > 5 ? default : WordModel.Shares(Values.Select(static v => v.Key));

    /// <summary>The sample as a whole.</summary>
    public ColumnSketch Sketch { get; private init; } = ColumnSketch.Of([], 0);

    /// <summary>Centroid of the values.</summary>
    public TextVector? Vector { get; private init; }

    /// <summary>What an embedding model says in the place of <see cref="Vector"/>; null where none took part.</summary>
    public ColumnResemblance? Resemblance { get; init; }

    /// <summary>Roles the catalog found.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Words of the table and of the neighbouring headers.</summary>
    public IReadOnlySet<string> Context { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>What was gathered about every domain; kept so that a second ranking need not repeat it.</summary>
    internal List<DomainCandidate>? Candidates { get; set; }

    /// <summary>Whether the column says only yes and no, in words, letters or as 0 and 1.</summary>
    public bool OnlyFlags => _flags ??= MeasureFlags();

    /// <summary>Whether every value is digits and nothing else.</summary>
    public bool OnlyDigits => _digits ??= Values.Count > 0 && Values.All(static v => Checksums.AllDigits(v.Key));

    /// <summary>Whether every value is a number of seconds or milliseconds since 1970 that lies in this century or shortly before.</summary>
    public bool LooksLikeUnixTime => Sketch is { Numeric: >= 0.97, Whole: true } && (Sketch.Least >= 9e8 && Sketch.Most <= 2.1e9 || Sketch.Least >= 9e11 && Sketch.Most <= 2.1e12);

    /// <summary>Whether every value is eight to twelve digits written in groups with blanks, and hardly one occurs twice.</summary>
    public bool OnlySpacedDigits => Values.Count >= 4 && Distinctness > 0.9 && Values.All(static v => v.Key.Contains(' ') && BareText.CountDigits(v.Key) is >= 8 and <= 12 && !v.Key.AsSpan().ContainsAnyExcept(" 0123456789"));

    /// <summary>Whether nearly every value is written as the telephone numbers of some land are without blanks: a trunk zero in front, or the digits mobile numbers begin with.</summary>
    public bool OnlyBarePhones => Values.Count >= 3 && OnlyDigits && BarePhones.Are(Values);

    /// <summary>Whether every value starts with the same letter, as numbers behind a prefix do.</summary>
    public bool SharesFirstLetter => Values.Count >= 4 && char.IsLetter(Values[0].Key[0]) && Values.All(v => v.Key[0] == Values[0].Key[0]);

    /// <summary>What neighbouring columns say for domains of this one: label and how strongly, 0 to 1.</summary>
    public IReadOnlyDictionary<string, double> Support { get; set; } = new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>What <see cref="Surroundings"/> measured; noughts before it has.</summary>
    public IReadOnlyList<double> Around { get; set; } = new double[Surroundings.Names.Count];

    /// <summary>Domains the neighbours speak against.</summary>
    public IReadOnlySet<string> Against { get; set; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Collects the evidence. Values may be empty; NULL spellings are left out.</summary>
    public static ColumnEvidence Collect(string table, string column, ColumnType type, IReadOnlyList<string?> values, string? unit = null,
        IReadOnlyList<string>? roles = null, IReadOnlySet<string>? context = null, string? language = null, ColumnResemblance? resemblance = null)
    {
        Dictionary<string, int> counts = new(StringComparer.Ordinal);
        List<string> inOrder = new(Math.Min(values.Count, 4 * MostValues));
        var total = 0;
        var step = Math.Max(1, values.Count / (4 * MostValues));
        var fractions = AreWholeFractions(values);
        var missing = WordAmongNumbers(values);
        for (var i = 0; i < values.Count; i += step)
        {
            if (values[i]?.Trim() is not { } raw || raw == missing) continue;
            var value = fractions ? WithoutFraction(raw) : raw;
            if (value.Length < 10 && Array.IndexOf(NullTokens, TextFolding.Fold(value)) >= 0) continue;
            if (counts.TryGetValue(value, out var n)) counts[value] = n + 1;
            else if (counts.Count < MostValues) counts[value] = 1;
            else continue;
            inOrder.Add(value);
            total++;
        }

        var sketch = ColumnSketch.Of(inOrder, counts.Count);
        var ordered = counts.OrderByDescending(static p => p.Value).ThenBy(static p => p.Key, StringComparer.Ordinal).ToList();
        var header = HeaderWords.Parse(column, language).Among(context ?? new HashSet<string>());
        return new ColumnEvidence(header, HeaderWords.Parse(table), Narrowed(type, sketch, fractions))
        {
            Values = ordered,
            ValueCount = total,
            Sketch = sketch,
            Vector = ordered.Count == 0 ? null : TextVector.Of(ordered.Take(100).Select(static p => p.Key)),
            Resemblance = resemblance,
            Unit = unit,
            Roles = roles ?? [],
            Context = context ?? new HashSet<string>(StringComparer.Ordinal),
        };
    }

    // A text column whose values are all numbers, spellings of nothing aside, is judged as one of numbers.
    private static ColumnType Narrowed(ColumnType type, ColumnSketch sketch, bool fractions) =>
        type.Kind != ColumnKind.Text && !fractions || sketch.Count < 4 || sketch.Numeric < 1 || sketch.LeadingZero > 0 || sketch.Grouped ? type : sketch.Whole && sketch.Decimals == 0 ? ColumnType.Int64 : ColumnType.Decimal(38, Math.Min(20, sketch.Decimals));

    // The one word that stands again and again where the others are numbers says that there is none: "not available", in any language.
    private static string? WordAmongNumbers(IReadOnlyList<string?> values)
    {
        const int Often = 3, ShortestWord = 3;
        string? word = null;
        int words = 0, numbers = 0;
        foreach (var raw in values)
        {
            if (raw?.Trim() is not { Length: > 0 } value) continue;
            if (CodeShapes.TryNumber(value, out _)) numbers++;
            else if (value.Length < ShortestWord || BareText.CountDigits(value) > 0 || word is not null && value != word) return null;
            else (word, words) = (value, words + 1);
        }

        return words >= Often && numbers >= words / 4 && numbers >= Often ? word : null;
    }

    // "12.0", "7.0": whole numbers that passed through a table with gaps, where a program holds them as fractions. "12.00" is an amount.
    private static bool AreWholeFractions(IReadOnlyList<string?> values)
    {
        var any = false;
        foreach (var raw in values)
        {
            if (raw?.Trim() is not { Length: > 0 } value || value.Length < 10 && Array.IndexOf(NullTokens, TextFolding.Fold(value)) >= 0) continue;
            var whole = WithoutFraction(value);
            if (whole.Length == value.Length && value.Contains('.', StringComparison.Ordinal) || whole.Length > 18 || !Checksums.AllDigits(whole.AsSpan().TrimStart('-'))) return false;
            any |= whole.Length < value.Length;
        }

        return any;
    }

    private static string WithoutFraction(string value) => value.Length > 2 && value.EndsWith(".0", StringComparison.Ordinal) ? value[..^2] : value;

    private bool MeasureFlags()
    {
        if (Values.Count is 0 or > 8 || ValueCount < 4) return false;
        // "Yes", "YES" and "yes" are one word.
        var said = Values.Select(static v => TextFolding.Fold(v.Key)).Distinct(StringComparer.Ordinal).ToList();
        if (said.Count > 2) return false;
        // A column of one number or one letter says nothing; one word that means yes or no may.
        return said is [var only] ? only.Length > 1 && Array.Exists(TruthWords.Pairs, p => p.Contains(only)) : Array.Exists(TruthWords.Pairs, p => p.Contains(said[0]) && p.Contains(said[1]));
    }

    private bool MeasureDensity()
    {
        decimal least = decimal.MaxValue, most = decimal.MinValue;
        foreach (var (value, _) in Values)
        {
            if (value.Length > 18 || !long.TryParse(value, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var number)) return true;
            least = Math.Min(least, number);
            most = Math.Max(most, number);
        }

        return Values.Count > 0 && most - least <= 100m * ValueCount;
    }

    private bool MeasureYears()
    {
        List<int> years = [];
        foreach (var (value, count) in Values)
        {
            if (!DateShapes.TryYear(value, out var year)) return false;
            // Years of the Buddhist era.
            if (year is >= 2400 and <= 2600) year -= 543;
            for (var i = 0; i < count; i++) years.Add(year);
        }

        if (years.Count < 5) return false;
        years.Sort();
        // People long dead were born too, within a century or so.
        var historic = years[0] >= 1600 && years[^1] < 1950 && years[^1] - years[0] is >= 15 and <= 160;
        return historic || years[0] >= 1890 && years[^1] - years[0] >= 30 && years[years.Count / 2] <= 1992 && years[years.Count / 10] >= 1900;
    }
}
