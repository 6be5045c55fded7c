using System.Collections.Frozen;

namespace Lumos.Core.Domains;

/// <summary>
/// Checks of a whole column, by the names a catalog entry may give in <c>sketch</c>: how far the distribution of the values alone
/// suggests the domain, 0 to 1. They speak for the broad domains (counts, amounts, categories, titles) that no single value can prove.
/// </summary>
internal static class SketchTests
{
    private static readonly FrozenDictionary<string, Func<ColumnSketch, double>> Tests = new Dictionary<string, Func<ColumnSketch, double>>(StringComparer.Ordinal)
    {
        ["flag"] = static s => IsWhole(s) && s.Distinct == 2 && s.Least == 0 && s.Most == 1 && s.Count >= 6 ? 0.72 : 0,
        ["integer_key"] = IntegerKey,
        ["count"] = Count,
        ["number"] = static s => s.Numeric < 0.9 ? 0 : s.Whole ? s.Least < 0 ? 0.46 : 0.4 : 0.5,
        ["amount"] = Amount,
        ["year"] = static s => IsWhole(s) && s.Least >= 1700 && s.Most <= 2100 && s.Most - s.Least <= 320 && s.Length is { Shortest: 4 or 6, Longest: <= 6 } ? s.Least >= 1850 && s.Median >= 1900 ? 0.74 : 0.6 : 0,
        ["age"] = static s => IsWhole(s) && s.Least >= 0 && s.Most <= 110 && s.Most >= 50 && s.Median is >= 18 and <= 62 && s.Distinct is >= 15 && s.Most - s.Least >= 25 ? 0.43 : 0,
        ["percentage"] = Percentage,
        ["rating"] = static s => s.Numeric >= 0.95 && s.Least >= 0 && s.Most <= 10 && s.Decimals <= 1 && !s.Whole && s.Median >= 0.5 * s.Most && s.Distinct <= 50 && s.Count >= 8 ? 0.52 : 0,
        ["latitude"] = static s => Coordinate(s, 90),
        ["longitude"] = static s => Coordinate(s, 180) * (s.Most > 90 || s.Least < -90 ? 1.1 : 0.97),
        ["projected"] = static s => s.Numeric >= 0.97 && s.Least >= 50_000 && s.Most < 10_000_000 && s.Most - s.Least < 0.35 * s.Most && s.Distinctness > 0.6 && !s.Rising ? 0.47 : 0,
        ["angle"] = static s => IsWhole(s) && s.Least >= 0 && s.Most is <= 360 and >= 300 && s.Distinct is >= 8 and <= 40 && s.Median % 5 == 0 ? 0.55 : 0,
        ["port"] = static s => IsWhole(s) && s.Least >= 1 && s.Most is > 5000 and <= 65535 && s.Median >= 22 && s.Distinctness < 0.9 ? 0.38 : 0,
        ["ip_integer"] = static s => IsWhole(s) && s.Median > 16_777_216 && s.Most is > 2_000_000_000 and <= 4_294_967_295 && s.Least >= 0 && s.Most > 4 * Math.Max(1, s.Least) ? 0.66 : 0,
        ["unix_time"] = static s => IsWhole(s) && (s.Least >= 9e8 && s.Most <= 2.1e9 || s.Least >= 9e11 && s.Most <= 2.1e12) && s.Length.Shortest == s.Length.Longest ? 0.55 : 0,
        ["postal_number"] = static s => IsWhole(s) && s.Least >= 0 && s.Length.Longest is 4 or 5 && s.Decimals == 0 && !s.Rising ? s.LeadingZero > 0 ? 0.56 : s.Length.Shortest == s.Length.Longest ? s.Length.Longest == 5 ? 0.5 : 0.36 : 0.3 : 0,
        ["category"] = Category,
        ["code"] = Code,
        ["code_key"] = CodeKey,
        ["title"] = Title,
        ["long_text"] = LongText,
        ["person_name"] = static s => s.Numeric == 0 && s.WithDigit < 0.04 && s.Words is >= 1.8 and <= 3.6 && s.MeanLength is >= 8 and <= 26 && s.Distinctness > 0.6 && s.LowerStart < 0.2 ? 0.46 : 0,
        ["address"] = static s => s.Numeric < 0.05 && s.DigitStart > 0.7 && s.WithLetter > 0.97 && s.Words is >= 2.2 and <= 7 && s.MeanLength is >= 9 and <= 45 && s.Distinctness > 0.4 ? 0.6 : 0,
        ["description"] = static s => s.Numeric > 0.2 || s.Words < 3 || s.MeanLength < 18 ? 0 : s.Words >= 6 ? 0.6 : 0.45,
        ["none"] = static _ => 0,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>A check by name.</summary>
    /// <exception cref="ArgumentException">There is no such check.</exception>
    public static Func<ColumnSketch, double> Get(string name) => Tests.TryGetValue(name, out var test) ? test : throw new ArgumentException($"There is no sketch '{name}'.", nameof(name));

    /// <summary>Names of the checks, in order.</summary>
    public static IEnumerable<string> Names => Tests.Keys.Order(StringComparer.Ordinal);

    private static bool IsWhole(ColumnSketch s) => s.Numeric >= 0.97 && s.Whole;

    // Numbers given out in turn rise or lie close together and do not repeat; a reference to them repeats within the same bounds.
    private static double IntegerKey(ColumnSketch s)
    {
        if (!IsWhole(s) || s.Least < 0 || s.Decimals > 0) return 0;
        var span = s.Most - s.Least + 1;
        if (s.Unique && s.Count >= 6) return s.Rising ? 0.78 : span <= 20.0 * s.Count ? 0.68 : s.Length.Shortest == s.Length.Longest && s.Length.Shortest >= 5 ? 0.6 : 0.5;
        if (s.Distinctness > 0.97 && s.Length.Shortest >= 5) return 0.52;
        if (s.Distinctness >= 0.15 && s.Distinct >= 25 && s.Most >= 20 && span <= 12.0 * s.Distinct && s.Median > s.Least + 0.15 * span && s.Median < s.Least + 0.75 * span && (s.Least <= 3 || s.Least >= 100 && s.Most < 4 * s.Least)) return 0.47;
        return s.Length.Shortest >= 6 && s.Length.Shortest == s.Length.Longest && s.Distinct > 5 ? 0.5 : 0.1;
    }

    // Counts are whole, start near nought and have a long tail.
    private static double Count(ColumnSketch s)
    {
        if (s.Numeric < 0.95 || !s.Whole || s.LeadingZero > 0.02) return 0;
        var skew = s.Median > s.Least ? s.Mean / Math.Max(1e-9, s.Median) : 9;
        // Months, days and hours fill their range evenly.
        if (s.Least is 0 or 1 && (s.Most == 12 && s.Distinct >= 10 || s.Most is 30 or 31 && s.Distinct >= 24 || s.Most == 23 && s.Distinct >= 18)) return 0.3;
        if (s.Most <= 20) return s.Distinct <= 2 ? 0.3 : 0.47;
        if (skew > 1.35 && s.Most > 4 * Math.Max(1, s.Median)) return 0.56;
        return s.Least is >= 0 and <= 2 ? 0.44 : 0.36;
    }

    private static double Amount(ColumnSketch s)
    {
        if (s.Numeric < 0.95 || s.Whole && s.Decimals == 0) return s.Numeric >= 0.95 && s.Median >= 1000 && s.Distinctness > 0.3 && s.LeadingZero == 0 && s.Mean > 1.1 * s.Median && !s.Rising ? 0.34 : 0;
        if (s.Decimals > 2) return s.Decimals <= 4 && s.Most > 100 ? 0.34 : 0.12;
        if (s.Decimals == 1) return s.Most >= 1000 ? 0.46 : 0.22;
        if (s.Most - s.Least < 12 && s.Most < 60) return s.Most > 3 * Math.Max(0.5, s.Median) ? 0.44 : 0.3;
        return s.Most >= 100 ? 0.66 : 0.54;
    }

    private static double Percentage(ColumnSketch s)
    {
        if (s.Numeric < 0.95 || s.Whole || s.Least < 0) return 0;
        if (s.Most <= 1 && s.Decimals >= 2) return s.Decimals >= 3 ? 0.54 : 0.46;
        return s.Most is <= 100.0001 and > 40 && s.Decimals <= 2 ? 0.4 : 0;
    }

    // Geographic degrees carry at least three decimals; fewer are rounded and say little.
    private static double Coordinate(ColumnSketch s, double bound)
    {
        if (s.Numeric < 0.95 || s.Whole || s.Least < -bound || s.Most > bound || s.Decimals < 2) return 0;
        return s.Decimals >= 4 && s.Distinctness > 0.2 ? s.Median is > 1.5 or < -1.5 ? 0.58 : 0.4 : s.Decimals == 3 ? 0.42 : 0.2;
    }

    private static double Category(ColumnSketch s)
    {
        if (s.Numeric > 0.5 || s.Words > 6 || s.MeanLength < 2 || s.Count < 6) return s.Numeric > 0.95 && s.Whole && s.Distinct <= 8 && s.Count >= 40 && s.Most <= 12 ? 0.36 : 0;
        var enough = Math.Min(1, s.Count / 12.0);
        if (s.Distinct <= 12 && s.Distinctness <= 0.34) return 0.66 * enough;
        return s.Distinctness <= 0.12 ? 0.6 : s.Distinctness <= 0.3 ? 0.52 : s.Distinctness <= 0.6 ? 0.4 : 0.12;
    }

    private static double Code(ColumnSketch s)
    {
        if (s.WithBlank > 0.1 || s.Length.Longest > 12) return 0;
        if (s.Numeric > 0.95) return s.LeadingZero > 0.1 && s.Length.Shortest == s.Length.Longest ? 0.56 : 0.2;
        if (s.Upper < 0.85) return s.WithDigit > 0.5 && s.Distinctness < 0.6 ? 0.45 : 0.15;
        return s.Length.Longest <= 4 ? 0.56 : s.WithDigit > 0.5 ? 0.55 : s.Length.Longest <= 8 ? 0.44 : 0.3;
    }

    private static double CodeKey(ColumnSketch s)
    {
        if (s.Numeric > 0.6 || s.WithBlank > 0.3 || s.Distinctness < 0.5 || s.MeanLength is < 3 or > 48) return 0;
        if (s.WithDigit > 0.9) return s.Distinctness > 0.9 ? 0.62 : 0.5;
        return s.WithDigit > 0.4 ? 0.48 : s.Upper > 0.95 && s.Distinctness > 0.95 && s.WithBlank == 0 ? 0.46 : 0.1;
    }

    private static double LongText(ColumnSketch s)
    {
        if (s.Numeric > 0.2) return 0;
        if (s.Words >= 8 && s.MeanLength >= 24) return s.Sentences < 0.3 && s.Words <= 16 && s.LowerStart < 0.3 ? 0.5 : 0.68;
        if (s.Words >= 4 && s.MeanLength >= 24) return 0.5;
        return s.Words >= 1.8 && s.LowerStart > 0.6 && s.Distinctness > 0.7 && s.WithLetter > 0.95 ? 0.5 : 0;
    }

    private static double Title(ColumnSketch s)
    {
        if (s.Numeric > 0.3 || s.WithLetter < 0.9 || s.Words is < 1.2 or > 14) return s.WithLetter >= 0.9 && s.Words >= 1 && s.Distinctness > 0.8 && s.WithDigit < 0.5 && s.MeanLength >= 4 ? 0.34 : 0;
        var fit = s.Distinctness > 0.6 ? s.Words <= 8 ? 0.52 : s.Sentences < 0.3 ? 0.54 : 0.42 : s.Distinctness > 0.25 ? 0.42 : 0.2;
        return s.LowerStart > 0.6 && s.WithDigit > 0.3 || s.DigitStart > 0.6 ? fit * 0.7 : fit;
    }
}
