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
    private const int LeastOfFamily = 5;
    private const double Errors = 2.5;
    private const double Slack = 0.1;
    private const double MostUneven = 1.0;
    private const double SameUnit = 0.4;
    private const double MostSpread = 0.22;
    private const double MostOff = 0.16;
    private static readonly double[] Quantiles = [0.1, 0.25, 0.5, 0.75, 0.9];
    private static readonly Fraction[] Plain = [new(1, 100), new(100, 1), new(1, 1000), new(1000, 1), new(1, 12), new(12, 1), new(1, 60), new(60, 1), new(24, 1), new(1, 24), new(1, 7), new(7, 1), new(5, 2), new(2, 5), new(1, 1_000_000), new(1_000_000, 1), new(3600, 1), new(1, 3600)];

    /// <summary>The way to the target's magnitude; null when the values are in the same unit already, or nothing known explains the difference.</summary>
    /// <param name="number">The column as a number.</param>
    /// <param name="type">Its type.</param>
    /// <param name="values">Its values.</param>
    /// <param name="samples">Values of the target.</param>
    /// <param name="target">Type of the target.</param>
    /// <param name="from">Unit the source's header names.</param>
    /// <param name="to">Unit the target's header names.</param>
    /// <param name="family">Units of what the names say is measured; null when they do not say.</param>
    public static (Pipe Value, string Why)? Find(Pipe number, ColumnType type, IReadOnlyList<string> values, IReadOnlyList<string> samples, ColumnType target, string? from, string? to, IReadOnlyList<string>? family = null)
    {
        double[] source = Sorted(values), wanted = Sorted(samples);
        if (source.Length < LeastValues || wanted.Length < (family is null ? LeastValues : LeastOfFamily)) return null;
        var reading = new NumberReading(number, type, [], 0, []);
        if ((family is null || family.Contains("F")) && Shifted(source, wanted) is { } shifted) return Written(shifted.Factor, shifted.Offset, shifted);
        if (family is not null && OfFamily(source, wanted, family, from, to) is { } pair) return Written(pair.Factor, Fraction.Zero, pair);
        if (wanted.Length < LeastValues) return null;
        var ratios = Quantiles.Select(q => (Source: At(source, q), Target: At(wanted, q))).Where(static r => r.Source > 0 && r.Target > 0).ToList();
        if (ratios.Count < 3) return null;
        var logs = ratios.Select(static r => Math.Log(r.Target / r.Source)).Order().ToList();
        var middle = logs[logs.Count / 2];
        if (Math.Abs(middle) < SameUnit || logs[^1] - logs[0] > 2 * MostSpread) return null;
        var named = from is not null && to is not null ? UnitFactors.Between(from, to) : null;
        var factors = family is null ? UnitFactors.Known.Concat(Plain).Concat(named is null ? [] : [named.Factor]) : Pairs(family, from, to).Select(static p => p.Factor);
        if (!factors.Any()) return null;
        var best = factors.Where(static f => f > Fraction.Zero).MinBy(f => Math.Abs(Math.Log(Number(f)) - middle));
        return Math.Abs(Math.Log(Number(best)) - middle) <= MostOff ? Written(best, Fraction.Zero, UnitFactors.Find(best, Fraction.Zero, from, to)) : null;

        (Pipe, string)? Written(Fraction factor, Fraction offset, UnitFactors.UnitPair? unit)
        {
            var pipe = NumberWriter.Write(reading, new LinearFit.Line(factor, offset, 0), unit, target, target.Scale, target.Scale, false).FirstOrDefault();
            var how = unit is not null ? $"{unit.From} to {unit.To}" : string.Create(CultureInfo.InvariantCulture, $"a factor of {Number(factor):0.####}");
            return pipe is null ? null : (pipe, $"The target's sample values are of another magnitude all along: {how}.");
        }
    }

    private static UnitFactors.UnitPair? Shifted(double[] source, double[] wanted)
    {
        var ratios = Quantiles.Select(q => (Source: At(source, q), Target: At(wanted, q))).ToList();
        var wide = At(wanted, 0.9) - At(wanted, 0.1);
        return UnitFactors.Shifted.FirstOrDefault(unit =>
        {
            var (a, b) = (Number(unit.Factor), Number(unit.Offset));
            var off = ratios.Average(r => Math.Abs((a * r.Source) + b - r.Target));
            return wide > 0 && off < 0.2 * wide && ratios.Average(r => Math.Abs(r.Source - r.Target)) > 0.7 * wide;
        });
    }

    // Few samples vary by chance: a factor counts when the mean of the logarithms is as near it as samples of that size let expect, and not as near the same unit.
    private static UnitFactors.UnitPair? OfFamily(double[] source, double[] wanted, IReadOnlyList<string> family, string? from, string? to)
    {
        var (a, b) = (Logarithms(source), Logarithms(wanted));
        if (a.Count < LeastOfFamily || b.Count < LeastOfFamily || b.Spread > 0 && a.Spread > 0 && Math.Abs(Math.Log(a.Spread / b.Spread)) > MostUneven) return null;
        var step = b.Mean - a.Mean;
        var most = Errors * Math.Sqrt((a.Spread * a.Spread / a.Count) + (b.Spread * b.Spread / b.Count)) + Slack;
        var best = Pairs(family, from, to).MinBy(p => Math.Abs(Math.Log(Number(p.Factor)) - step));
        return best is not null && Math.Abs(step) > most && Math.Abs(Math.Log(Number(best.Factor)) - step) <= most ? best : null;
    }

    private static List<UnitFactors.UnitPair> Pairs(IReadOnlyList<string> family, string? from, string? to) =>
        [.. family.Where(f => from is null || f == from).SelectMany(f => family.Where(t => t != f && (to is null || t == to)).Select(t => UnitFactors.Between(f, t))).OfType<UnitFactors.UnitPair>().Where(static p => p.Offset == Fraction.Zero)];

    private static (double Mean, double Spread, int Count) Logarithms(double[] values)
    {
        var logs = values.Where(static v => v > 0).Select(static v => Math.Log(v)).ToList();
        if (logs.Count * 10 < values.Length * 8 || logs.Count < 2) return (0, 0, 0);
        var mean = logs.Average();
        return (mean, Math.Sqrt(logs.Sum(l => (l - mean) * (l - mean)) / (logs.Count - 1)), logs.Count);
    }

    private static double[] Sorted(IReadOnlyList<string> values) =>
        [.. values.Select(static v => double.TryParse(v, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var n) ? n : double.NaN).Where(double.IsFinite).Order()];

    private static double At(double[] sorted, double quantile) => sorted[(int)Math.Round(quantile * (sorted.Length - 1), MidpointRounding.AwayFromZero)];

    private static double Number(Fraction value) => (double)value.Numerator / (double)value.Denominator;
}
