using Lumos.Abstractions;
using Lumos.Dsl.Fluent;
using Lumos.Dsl.Model;

namespace Lumos.Core.Mapping.Synthesis;

/// <summary>Pipelines to numbers: reading, rounding, factors and offsets, units, and arithmetic of two or three columns.</summary>
internal static class NumberSketches
{
    /// <summary>Pipelines that explain the numbers of the examples.</summary>
    /// <param name="task">Examples.</param>
    /// <param name="columns">How many columns they read: 1 to 3.</param>
    public static IEnumerable<Sketch> Find(LearningTask task, int columns)
    {
        List<Fraction?> wanted = [];
        HashSet<int> places = [];
        var scale = 0;
        foreach (var target in task.Targets)
        {
            var text = target?.Trim();
            var number = text is null ? null : Fraction.TryParse(text);
            if (text is not null && number is null && task.Type.Kind == ColumnKind.Text) yield break;
            wanted.Add(number);
            if (number is not { } value) continue;
            var point = text!.IndexOf('.', StringComparison.Ordinal);
            places.Add(point < 0 ? 0 : text.Length - point - 1);
            scale = Math.Max(scale, value.Scale);
        }

        // Decimals that are computed, and those that are written: 12.70 may be 12.7 with a zero.
        var written = places.Count == 0 ? 0 : places.Max();
        var ragged = places.Count > 1;
        if (written > 12 || wanted.TrueForAll(static w => w is null)) yield break;
        if (task.Type.Kind == ColumnKind.Decimal) scale = Math.Min(scale, task.Type.Scale);
        if (task.Type.Kind == ColumnKind.Int64) scale = 0;
        if (ragged) written = scale;
        var single = NumberFeatures.OfOne(task);
        foreach (var feature in columns switch { 1 => single, 2 => NumberFeatures.OfTwo(single), _ => NumberFeatures.OfThree(single) })
        {
            foreach (var sketch in Fit(task, feature, wanted, scale, written, ragged)) yield return sketch;
        }
    }

    private static IEnumerable<Sketch> Fit(LearningTask task, NumberReading feature, List<Fraction?> wanted, int scale, int written, bool ragged)
    {
        var single = feature.Columns.Count == 1;
        // An error in the data must not spoil the line: all examples first, then every other one.
        if (!single && !MayFit(task, feature, wanted, scale)) yield break;
        if (single)
        {
            foreach (var (number, cost) in RoundingSketches.Find(task, feature, wanted).Concat(RoundingSketches.Signed(task, feature, wanted)))
            {
                foreach (var pipe in Written(number, task)) yield return new Sketch(pipe.Expression, cost + (task.Type.Kind == ColumnKind.Text ? 10 : 0), "derive");
            }
        }

        for (var attempt = 0; attempt < (task.Tolerance > 0 ? 4 : 1); attempt++)
        {
            List<Fraction> x = [], y = [];
            foreach (var i in task.Train)
            {
                if (feature.Values[i] is not { } a || wanted[i] is not { } b || attempt > 0 && i / 2 % 3 != attempt - 1) continue;
                x.Add(a);
                y.Add(b);
            }

            if (x.Count == 0) yield break;
            var any = false;
            foreach (var line in LinearFit.Find(x, y, scale, single, UnitFactors.Known))
            {
                any = true;
                var unit = single ? UnitFactors.Find(line.Factor, line.Offset, feature.Columns[0].Unit, task.Unit) : null;
                foreach (var pipe in NumberWriter.Write(feature, line, unit, task.Type, scale, written, ragged))
                {
                    yield return new Sketch(pipe.Expression, feature.Cost + line.Cost + (feature.IsPart && scale < feature.Type.Scale ? 12 : 0) + (unit is null ? 0 : -4) + (task.Type.Kind != ColumnKind.Text ? 0 : ragged ? 14 : 8), KindOf(feature, line, single));
                }
            }

            if (any) yield break;
        }
    }

    // Most combinations of columns fail on the first rows.
    private static bool MayFit(LearningTask task, NumberReading feature, List<Fraction?> wanted, int scale)
    {
        List<Fraction> x = [], y = [];
        foreach (var i in task.Train)
        {
            if (feature.Values[i] is not { } a || wanted[i] is not { } b) continue;
            x.Add(a);
            y.Add(b);
            if (x.Count == 4) break;
        }

        return x.Count > 0 && (task.Tolerance > 0 || LinearFit.Find(x, y, scale, false, []).Any());
    }

    private static IEnumerable<Pipe> Written(Pipe number, LearningTask task)
    {
        if (task.Type.Kind != ColumnKind.Text)
        {
            yield return number;
            yield break;
        }

        yield return number.TypeCast(ColumnType.Text);
        for (var scale = 1; scale <= 4; scale++) yield return number.TypeCast(ColumnType.Decimal(18, scale)).TypeCast(ColumnType.Text);
        yield return number.TypeCast(ColumnType.Text).Trim(TrimSide.Right, TrimSet.Of("0")).Trim(TrimSide.Right, TrimSet.Of("."));
    }

    private static string KindOf(NumberReading feature, LinearFit.Line line, bool single) => single
        ? line.Offset == Fraction.Zero ? line.Factor == Fraction.One ? feature.IsPart ? "decompose" : "cast" : IsScale(line.Factor) ? "unit" : "derive" : UnitFactors.Find(line.Factor, line.Offset, null, null) is not null ? "unit" : "derive"
        : "derive";

    // Units and scales differ by a known factor, or by one of few digits either way; 1.19 adds a tax.
    private static bool IsScale(Fraction factor)
    {
        if (UnitFactors.Known.Contains(factor) || UnitFactors.Find(factor, Fraction.Zero, null, null) is not null) return true;
        var large = factor > Fraction.One ? factor : Fraction.One / factor;
        return large.Denominator == 1 || large >= new Fraction(3, 2) && large.Denominator <= 6;
    }
}
