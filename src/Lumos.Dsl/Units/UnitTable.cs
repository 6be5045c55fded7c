using Lumos.Dsl.Numbers;

namespace Lumos.Dsl.Units;

/// <summary>
/// The units plans may name: the short list of version 1, which comes first; common names such as <c>pound</c>, <c>mph</c> or <c>°C</c>; and every
/// case-sensitive UCUM code. Factors of the short list are definitions, not measurements: inch, foot, yard, mile and pound by the international
/// yard and pound agreement of 1959, the US gallon as 231 cubic inches, Celsius and Fahrenheit by their fixed points,
/// kib and mib by IEC 80000-13.
/// </summary>
public static class UnitTable
{
    private static readonly UnitOfMeasure[] Units =
    [
        Of("m", UnitDimension.Length, 1), Of("km", UnitDimension.Length, 1000), Of("cm", UnitDimension.Length, 1, 100), Of("mm", UnitDimension.Length, 1, 1000),
        Of("in", UnitDimension.Length, 254, 10_000), Of("ft", UnitDimension.Length, 3048, 10_000), Of("yd", UnitDimension.Length, 9144, 10_000),
        Of("mi", UnitDimension.Length, 1_609_344, 1000),
        Of("kg", UnitDimension.Mass, 1), Of("g", UnitDimension.Mass, 1, 1000), Of("t", UnitDimension.Mass, 1000),
        Of("lb", UnitDimension.Mass, 45_359_237, 100_000_000), Of("oz", UnitDimension.Mass, 45_359_237, 1_600_000_000),
        Of("l", UnitDimension.Volume, 1), Of("ml", UnitDimension.Volume, 1, 1000), Of("gal_us", UnitDimension.Volume, 3_785_411_784, 1_000_000_000),
        Of("s", UnitDimension.Time, 1), Of("min", UnitDimension.Time, 60), Of("h", UnitDimension.Time, 3600), Of("d", UnitDimension.Time, 86_400),
        Of("K", UnitDimension.Temperature, 1),
        new("C", UnitDimension.Temperature, new Rational(1, 1), new Rational(27_315, 100)),
        new("F", UnitDimension.Temperature, new Rational(5, 9), new Rational(45_967 * 5, 900)),
        Of("b", UnitDimension.Data, 1), Of("kb", UnitDimension.Data, 1000), Of("kib", UnitDimension.Data, 1024), Of("mib", UnitDimension.Data, 1_048_576),
    ];

    private static readonly Dictionary<string, UnitOfMeasure> ByCode = Units.ToDictionary(unit => unit.Code, StringComparer.Ordinal);

    /// <summary>The short list, by dimension.</summary>
    public static IReadOnlyList<UnitOfMeasure> All => Units;

    /// <summary>Spellings worth suggesting: the short list, common names, and the atoms of UCUM.</summary>
    internal static IEnumerable<string> Spellings => Units.Select(unit => unit.Code).Concat(UnitSpellings.All).Concat(UcumTable.Codes);

    /// <summary>The unit of a spelling, or null; case matters. What is both in the short list and in UCUM, such as <c>C</c>, is the short list's.</summary>
    public static UnitOfMeasure? Find(string code)
    {
        if (code is null) throw new ArgumentNullException(nameof(code));
        if (ByCode.TryGetValue(code, out var unit)) return unit;
        return UcumParser.Parse(UnitSpellings.CodeOf(code) ?? code, out _) is { } value ? UnitOfMeasure.Of(code, value) : null;
    }

    private static UnitOfMeasure Of(string code, UnitDimension dimension, long numerator, long denominator = 1)
        => new(code, dimension, new Rational(numerator, denominator), new Rational(0, 1));
}
