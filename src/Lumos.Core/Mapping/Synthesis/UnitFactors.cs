using Lumos.Dsl.Units;

namespace Lumos.Core.Mapping.Synthesis;

/// <summary>Factors between everyday units, exact, as the unit table of the language has them.</summary>
internal static class UnitFactors
{
    private static readonly string[][] Families =
    [
        ["mm", "cm", "m", "km", "in", "ft", "yd", "mi"], ["g", "kg", "t", "lb", "oz"], ["ml", "l", "gal_us"], ["s", "min", "h", "d", "weeks", "months", "years"], ["C", "F", "K"],
        ["m2", "ha", "acre", "km2"], ["km/h", "mph", "m/s"], ["kWh", "MJ", "kJ", "kcal"], ["mmHg", "kPa", "bar", "psi"], ["b", "kb", "kib", "mib"],
    ];

    private static readonly List<UnitPair> Pairs = Read();

    /// <summary>A conversion <c>y = x * Factor + Offset</c>.</summary>
    /// <param name="From">Unit of x.</param>
    /// <param name="To">Unit of y.</param>
    /// <param name="Factor">Exact factor.</param>
    /// <param name="Offset">Exact offset.</param>
    internal sealed record UnitPair(string From, string To, Fraction Factor, Fraction Offset)
    {
        /// <summary>Whether the numbers alone say that it is this conversion: no power of ten, no small whole number.</summary>
        public bool IsTelling => Offset != Fraction.Zero || !(Plain(Factor.Numerator) && Plain(Factor.Denominator));

        private static bool Plain(System.Numerics.BigInteger number) => number < 100 || number.ToString(System.Globalization.CultureInfo.InvariantCulture).TrimEnd('0').Length <= 2 || number == 1024 || number == 1048576;
    }

    /// <summary>Factors worth trying first.</summary>
    public static IReadOnlyList<Fraction> Known { get; } = [.. Pairs.Where(static p => p.IsTelling).Select(static p => p.Factor).Distinct()];

    /// <summary>Conversions with an offset: temperatures.</summary>
    public static IReadOnlyList<UnitPair> Shifted { get; } = [.. Pairs.Where(static p => p.Offset != Fraction.Zero)];

    /// <summary>The conversion a line is; null when it is none. Units that are known must be the ones.</summary>
    public static UnitPair? Find(Fraction factor, Fraction offset, string? from, string? to)
    {
        if (from is not null && to is not null && Between(from, to) is { } named && named.Factor == factor && named.Offset == offset) return named;
        return Pairs.FirstOrDefault(p => p.Factor == factor && p.Offset == offset && p.IsTelling && (from is null || p.From == from) && (to is null || p.To == to));
    }

    /// <summary>The conversion between two spellings; null when there is none.</summary>
    public static UnitPair? Between(string from, string to)
    {
        if (from == to || UnitTable.Find(from) is not { } a || UnitTable.Find(to) is not { } b || !a.ConvertsTo(b)) return null;
        var size = new Fraction(b.ExactFactor.Numerator, b.ExactFactor.Denominator);
        var factor = new Fraction(a.ExactFactor.Numerator, a.ExactFactor.Denominator) / size;
        var offset = (new Fraction(a.ExactOffset.Numerator, a.ExactOffset.Denominator) - new Fraction(b.ExactOffset.Numerator, b.ExactOffset.Denominator)) / size;
        return new UnitPair(from, to, factor, offset);
    }

    private static List<UnitPair> Read() =>
        [.. Families.SelectMany(static f => f.SelectMany(from => f.Select(to => Between(from, to)))).OfType<UnitPair>()];
}
