using Lumos.Abstractions;
using Lumos.Dsl.Fluent;
using Lumos.Dsl.Model;

namespace Lumos.Core.Mapping.Synthesis;

/// <summary>Pipelines to numbers: reading, rounding, factors and offsets, units, and arithmetic of two or three columns.</summary>
internal static class NumberSketches
{
    private static readonly Fraction[] RoundSteps = [new(1000, 1), new(500, 1), new(100, 1), new(50, 1), new(20, 1), new(10, 1), new(5, 1), new(1, 2), new(1, 4), new(1, 20), new(1, 5)];

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
        if (single) foreach (var sketch in Steps(task, feature, wanted)) yield return sketch;
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
                    yield return new Sketch(pipe.Expression, feature.Cost + line.Cost + (unit is null ? 0 : -4) + (task.Type.Kind != ColumnKind.Text ? 0 : ragged ? 14 : 8), KindOf(feature, line, single));
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

    // Rounded to fives, tens, halves: the step is a power of ten, or two or five of one.
    private static IEnumerable<Sketch> Steps(LearningTask task, NumberReading x, List<Fraction?> wanted)
    {
        var pairs = task.Train.Where(i => x.Values[i] is not null && wanted[i] is not null).Select(i => (X: x.Values[i]!.Value, Y: wanted[i]!.Value)).ToList();
        if (pairs.Count < 3 || pairs.TrueForAll(static p => p.X == p.Y)) yield break;
        foreach (var step in RoundSteps)
        {
            if (pairs.Exists(p => !(p.Y / step).IsWhole)) continue;
            var scale = Math.Max(0, step.Scale);
            var type = task.Type.Kind == ColumnKind.Text ? scale == 0 ? ColumnType.Int64 : ColumnType.Decimal(18, scale) : task.Type;
            if (pairs.TrueForAll(p => (p.X / step).Round(0) * step == p.Y))
            {
                var whole = x.Pipe.SafeMath(MathFunction.Div, NumberWriter.Constant(step).Pipe, ColumnType.Int64, onZero: ZeroRule.Error);
                foreach (var pipe in Written(whole.SafeMath(MathFunction.Mul, NumberWriter.Constant(step).Pipe, type), task)) yield return new Sketch(pipe.Expression, x.Cost + 16, "derive");
            }
            else if (x.Type == ColumnType.Int64 && step.IsWhole && pairs.TrueForAll(p => p.X >= Fraction.Zero && p.Y <= p.X && p.X - p.Y < step))
            {
                var rest = x.Pipe.SafeMath(MathFunction.Mod, NumberWriter.Constant(step).Pipe, ColumnType.Int64, onZero: ZeroRule.Error);
                foreach (var pipe in Written(x.Pipe.SafeMath(MathFunction.Sub, rest, type), task)) yield return new Sketch(pipe.Expression, x.Cost + 18, "derive");
            }
        }
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
        ? line.Offset == Fraction.Zero ? line.Factor == Fraction.One ? feature.IsPart ? "decompose" : "cast" : "unit" : UnitFactors.Find(line.Factor, line.Offset, null, null) is not null ? "unit" : "derive"
        : "derive";
}
