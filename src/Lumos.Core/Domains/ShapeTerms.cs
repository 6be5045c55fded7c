namespace Lumos.Core.Domains;

/// <summary>The sample of a column as a few numbers between -1 and 1 that do not depend on what it is about: kind, size, spread and spelling of its values, and its <see cref="Surroundings"/>.</summary>
internal static class ShapeTerms
{
    /// <summary>Names of the terms in the order of <see cref="Measure"/>.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "numeric", "whole", "decimals_1", "decimals_2", "decimals_3", "decimals_5", "negative", "within_1", "within_100", "median_size", "most_size", "spread", "skewed", "leading_zero", "rising", "unique",
        "few", "distinctness", "same_length", "length", "words", "long_words", "with_digit", "with_blank", "upper", "lower_start", "digit_start", "sentences", "listed", "whole_unique", "few_whole", "round", "given_sound", "family_sound", "place_sound", .. Surroundings.Names, .. TypeHints.Names,
    ];

    /// <summary>Measures a column; all noughts for the sample when it is empty.</summary>
    public static double[] Measure(ColumnEvidence column) => [.. Sample(column.Sketch), .. Sounds(column), .. column.Around, .. TypeHints.Measure(column.Type)];

    private static double[] Sounds(ColumnEvidence column) => column.Sketch.Count == 0 ? [0, 0, 0] : [column.Sounds.Given, column.Sounds.Family, column.Sounds.Place];

    private static double[] Sample(ColumnSketch s)
    {
        if (s.Count == 0) return new double[OfSample];
        var numbers = s.Numeric > 0.9;
        var whole = numbers && s.Whole;
        return
        [
            s.Numeric,
            Is(whole),
            Is(numbers && !s.Whole && s.Decimals == 1),
            Is(numbers && !s.Whole && s.Decimals == 2),
            Is(numbers && !s.Whole && s.Decimals is 3 or 4),
            Is(numbers && !s.Whole && s.Decimals >= 5),
            Is(numbers && s.Least < 0),
            Is(numbers && s.Least >= 0 && s.Most <= 1),
            Is(numbers && s.Most is > 1 and <= 100),
            numbers ? Size(s.Median) : 0,
            numbers ? Size(s.Most) : 0,
            numbers ? Size(s.Most - s.Least) - Size(s.Median) : 0,
            numbers && s.Median > 0 ? Math.Clamp(s.Mean / s.Median - 1, 0, 2) / 2 : 0,
            s.LeadingZero,
            Is(s.Rising && s.Distinct > 2),
            Is(s.Unique),
            Math.Min(1, 4.0 / Math.Max(1, s.Distinct)),
            s.Distinctness,
            Is(s.Length.Shortest == s.Length.Longest),
            Math.Min(1, s.MeanLength / 40),
            Math.Min(1, s.Words / 8),
            Is(s.Words >= 4),
            s.WithDigit,
            s.WithBlank,
            s.Upper,
            s.LowerStart,
            s.DigitStart,
            s.Sentences,
            s.Listed,
            whole ? s.Distinctness : 0,
            whole ? Math.Min(1, 4.0 / Math.Max(1, s.Distinct)) : 0,
            Is(whole && s.Median >= 50 && s.Median % 10 == 0),
        ];
    }

    private const int OfSample = 32;

    private static double Is(bool value) => value ? 1 : 0;

    // Powers of ten, six of them to 1.
    private static double Size(double number) => Math.Min(1, Math.Log10(1 + Math.Abs(number)) / 6);
}
