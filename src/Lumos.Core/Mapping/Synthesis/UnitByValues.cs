using System.Globalization;
using Lumos.Abstractions;
using Lumos.Dsl.Fluent;

namespace Lumos.Core.Mapping.Synthesis;

/// <summary>
/// The factor between a column and the target's sample values, by their distributions: when the quantiles differ by one known factor all along, the values
/// are in another unit, whatever the headers say.
/// </summary>
internal static class UnitByValues
{
    private const int LeastValues = 8;
    private const double SameUnit = 0.4;
    private const double MostSpread = 0.22;
    private const double MostOff = 0.16;
    private static readonly double[] Quantiles = [0.1, 0.25, 0.5, 0.75, 0.9];
    private static readonly Fraction[] Plain = [new(1, 100), new(100, 1), new(1, 1000), new(1000, 1), new(1, 12), new(12, 1), new(1, 60), new(60, 1), new(24, 1), new(1, 24), new(1, 7), new(7, 1), new(5, 2), new(2, 5), new(1, 1_000_000), new(1_000_000, 1), new(3600, 1), new(1, 3600)];

    /// <summary>Ways to the target's magnitude; null when the values are in the same unit already, or nothing known explains the difference.</summary>
    /// <param name="number">The column as a number.</param>
    /// <param name="type">Its type.</param>
    /// <param name="values">Its values.</param>
    /// <param name="samples">Values of the target.</param>
    /// <param name="target">Type of the target.</param>
    /// <param name="from">Unit the source's header names.</param>
    /// <param name="to">Unit the target's header names.</param>
    public static (Pipe Value, string Why)? Find(Pipe number, ColumnType type, IReadOnlyList<string> values, IReadOnlyList<string> samples, ColumnType target, string? from, string? to)
    {
        double[] source = Sorted(values), wanted = Sorted(samples);
        if (source.Length < LeastValues || wanted.Length < LeastValues) return null;
        var ratios = Quantiles.Select(q => (Source: At(source, q), Target: At(wanted, q))).ToList();
        var reading = new NumberReading(number, type, [], 0, []);
        var wide = At(wanted, 0.9) - At(wanted, 0.1);
        foreach (var shifted in UnitFactors.Shifted)
        {
            var (a, b) = (Number(shifted.Factor), Number(shifted.Offset));
            var off = ratios.Average(r => Math.Abs((a * r.Source) + b - r.Target));
            if (wide > 0 && off < 0.2 * wide && ratios.Average(r => Math.Abs(r.Source - r.Target)) > 0.7 * wide) return Written(shifted.Factor, shifted.Offset, shifted);
        }

        if (ratios.Exists(static r => r.Source <= 0 || r.Target <= 0)) ratios.RemoveAll(static r => r.Source <= 0 || r.Target <= 0);
        if (ratios.Count < 3) return null;
        var logs = ratios.Select(static r => Math.Log(r.Target / r.Source)).Order().ToList();
        var middle = logs[logs.Count / 2];
        if (Math.Abs(middle) < SameUnit || logs[^1] - logs[0] > 2 * MostSpread) return null;
        var named = from is not null && to is not null ? UnitFactors.Between(from, to) : null;
        var best = UnitFactors.Known.Concat(Plain).Concat(named is null ? [] : [named.Factor]).Where(static f => f > Fraction.Zero).MinBy(f => Math.Abs(Math.Log(Number(f)) - middle));
        return Math.Abs(Math.Log(Number(best)) - middle) <= MostOff ? Written(best, Fraction.Zero, UnitFactors.Find(best, Fraction.Zero, from, to)) : null;

        (Pipe, string)? Written(Fraction factor, Fraction offset, UnitFactors.UnitPair? unit)
        {
            var pipe = NumberWriter.Write(reading, new LinearFit.Line(factor, offset, 0), unit, target, target.Scale, target.Scale, false).FirstOrDefault();
            var how = unit is not null ? $"{unit.From} to {unit.To}" : string.Create(CultureInfo.InvariantCulture, $"a factor of {Number(factor):0.####}");
            return pipe is null ? null : (pipe, $"The target's sample values are of another magnitude all along: {how}.");
        }
    }

    private static double[] Sorted(IReadOnlyList<string> values) =>
        [.. values.Select(static v => double.TryParse(v, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var n) ? n : double.NaN).Where(double.IsFinite).Order()];

    private static double At(double[] sorted, double quantile) => sorted[(int)Math.Round(quantile * (sorted.Length - 1), MidpointRounding.AwayFromZero)];

    private static double Number(Fraction value) => (double)value.Numerator / (double)value.Denominator;
}
