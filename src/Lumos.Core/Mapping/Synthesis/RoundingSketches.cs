using Lumos.Abstractions;
using Lumos.Dsl.Fluent;
using Lumos.Dsl.Model;

namespace Lumos.Core.Mapping.Synthesis;

/// <summary>Numbers rounded to steps, down or up, and numbers whose sign stands in a code beside them.</summary>
internal static class RoundingSketches
{
    private const int LeastPairs = 3;
    private const int MostSigns = 4;
    private static readonly int[] PartSizes = [12, 60, 24, 7, 365, 30, 52, 10, 100, 1000, 3600, 1024];
    private static readonly Fraction[] RoundSteps = [new(1000, 1), new(500, 1), new(100, 1), new(50, 1), new(25, 1), new(20, 1), new(15, 1), new(10, 1), new(5, 1), new(1, 2), new(1, 4), new(1, 20), new(1, 5)];

    /// <summary>Pipelines that explain the numbers of the examples, with their numbers not yet written as text.</summary>
    public static IEnumerable<(Pipe Number, int Cost)> Find(LearningTask task, NumberReading x, IReadOnlyList<Fraction?> wanted)
    {
        var pairs = task.Train.Where(i => x.Values[i] is not null && wanted[i] is not null).Select(i => (X: x.Values[i]!.Value, Y: wanted[i]!.Value)).ToList();
        if (pairs.Count < LeastPairs || pairs.TrueForAll(static p => p.X == p.Y)) yield break;
        foreach (var (pipe, cost) in Whole(task, x, pairs)) yield return (pipe, cost);
        foreach (var pipe in FullParts(task, x, pairs)) yield return (pipe, x.Cost + 14);
        foreach (var step in RoundSteps)
        {
            if (pairs.Exists(p => !(p.Y / step).IsWhole)) continue;
            var type = TypeOf(task, Math.Max(0, step.Scale));
            if (pairs.TrueForAll(p => (p.X / step).Round(0) * step == p.Y))
            {
                var whole = x.Pipe.SafeMath(MathFunction.Div, NumberWriter.Constant(step).Pipe, ColumnType.Int64, onZero: ZeroRule.Error);
                yield return (whole.SafeMath(MathFunction.Mul, NumberWriter.Constant(step).Pipe, type), x.Cost + 16);
            }
            else if (x.Type == ColumnType.Int64 && step.IsWhole && pairs.TrueForAll(static p => p.X >= Fraction.Zero))
            {
                var rest = x.Pipe.SafeMath(MathFunction.Mod, NumberWriter.Constant(step).Pipe, ColumnType.Int64, onZero: ZeroRule.Error);
                var down = pairs.TrueForAll(p => p.Y <= p.X && p.X - p.Y < step);
                if (down) yield return (x.Pipe.SafeMath(MathFunction.Sub, rest, type), x.Cost + 18);
                if (down || !pairs.TrueForAll(p => p.Y >= p.X && p.Y - p.X < step)) continue;
                var above = x.Pipe.SafeMath(MathFunction.Add, NumberWriter.Constant(step - Fraction.One).Pipe, ColumnType.Int64);
                yield return (above.SafeMath(MathFunction.Sub, above.SafeMath(MathFunction.Mod, NumberWriter.Constant(step).Pipe, ColumnType.Int64, onZero: ZeroRule.Error), type), x.Cost + 22);
            }
        }
    }

    // How often something goes in whole: full years of months, full dozens.
    private static IEnumerable<Pipe> FullParts(LearningTask task, NumberReading x, List<(Fraction X, Fraction Y)> pairs)
    {
        if (x.Type != ColumnType.Int64 || pairs.Exists(static p => !p.Y.IsWhole || p.X < Fraction.Zero) || pairs.TrueForAll(static p => p.Y == Fraction.Zero)) yield break;
        foreach (var size in PartSizes)
        {
            var part = new Fraction(size, 1);
            if (!pairs.TrueForAll(p => p.Y * part <= p.X && p.X < (p.Y + Fraction.One) * part) || pairs.TrueForAll(p => p.X == p.Y * part)) continue;
            var constant = NumberWriter.Constant(part).Pipe;
            var full = x.Pipe.SafeMath(MathFunction.Sub, x.Pipe.SafeMath(MathFunction.Mod, constant, ColumnType.Int64, onZero: ZeroRule.Error), ColumnType.Int64);
            yield return full.SafeMath(MathFunction.Div, constant, TypeOf(task, 0), onZero: ZeroRule.Error);
        }
    }

    /// <summary>The number rounded down to whole numbers, for one that has no other decimals.</summary>
    public static Pipe Down(NumberReading x) => x.Type == ColumnType.Int64 ? x.Pipe : x.Pipe.SafeMath(MathFunction.Sub, NumberWriter.Constant(Lift(x.Type.Scale, 0)).Pipe, ColumnType.Decimal(18, x.Type.Scale + 1)).TypeCast(ColumnType.Int64, Rounding.HalfAway);

    /// <summary>Numbers whose sign is told by a code in another column or behind the number, as in 12.50 DR.</summary>
    public static IEnumerable<(Pipe Number, int Cost)> Signed(LearningTask task, NumberReading x, IReadOnlyList<Fraction?> wanted)
    {
        var rows = task.Train.Where(i => x.Values[i] is not null && wanted[i] is not null).ToList();
        var hundred = new Fraction(100, 1);
        if (x.Type == ColumnType.Int64 && rows.Count >= LeastPairs && rows.TrueForAll(i => x.Values[i]! == wanted[i]! * hundred || x.Values[i]! == Fraction.Zero - wanted[i]! * hundred))
        {
            // Cents with a sign of their own: first the amount, then the sign.
            var amount = x with { Pipe = x.Pipe.SafeMath(MathFunction.Div, NumberWriter.Constant(hundred).Pipe, ColumnType.Decimal(18, 2), onZero: ZeroRule.Error), Type = ColumnType.Decimal(18, 2), Values = [.. x.Values.Select(v => v is { } n ? n / hundred : (Fraction?)null)], Cost = x.Cost + 8 };
            if (!rows.TrueForAll(i => x.Values[i]! == Fraction.Zero)) foreach (var signed in Signed(task, amount, wanted)) yield return signed;
            yield break;
        }

        bool Turned(int i) => x.Values[i]! != wanted[i]!;
        if (rows.Count < LeastPairs || !rows.Exists(Turned) || rows.TrueForAll(Turned) || rows.Exists(i => Turned(i) && Fraction.Zero - x.Values[i]!.Value != wanted[i]!.Value)) yield break;
        foreach (var (keys, pipe, cost) in Keys(task, x))
        {
            var signs = rows.GroupBy(i => keys[i] ?? "", StringComparer.Ordinal).ToList();
            if (signs.Count is < 2 or > MostSigns || signs.Exists(static g => g.Key.Length == 0) || signs.Exists(g => g.Where(i => wanted[i]! != Fraction.Zero).Select(Turned).Distinct().Count() > 1)) continue;
            var sign = pipe.MapDict(signs.OrderBy(static g => g.Key, StringComparer.Ordinal).Select(g => new KeyValuePair<string, string?>(g.Key, g.Any(Turned) ? "-" : "")), MissingRule.Error);
            // Of a number that may be negative itself the sign is turned by a factor.
            var factor = pipe.MapDict(signs.OrderBy(static g => g.Key, StringComparer.Ordinal).Select(g => new KeyValuePair<string, string?>(g.Key, g.Any(Turned) ? "-1" : "1")), MissingRule.Error).TypeCast(ColumnType.Int64);
            var type = TypeOf(task, x.Type.Scale);
            yield return rows.Exists(i => x.Values[i]! < Fraction.Zero) ? (x.Pipe.SafeMath(MathFunction.Mul, factor, type), x.Cost + cost + 18)
                : (Pipe.Concat(NullRule.Propagate, "", sign, x.Pipe.TypeCast(ColumnType.Text)).TypeCast(type), x.Cost + cost + 16);
        }
    }

    private static IEnumerable<(string?[] Keys, Pipe Pipe, int Cost)> Keys(LearningTask task, NumberReading x)
    {
        foreach (var column in task.Columns)
        {
            if (!x.Columns.Contains(column)) yield return (column.Values, column.Pipe, 0);
            else if (ExampleCheck.Run(column.Pipe.RegexExtract("[A-Za-z]+").Expression, task) is { } letters) yield return ([.. letters.Select(static v => v as string)], column.Pipe.RegexExtract("[A-Za-z]+"), 6);
        }
    }

    // 2.00 less 0.495 is 1.505, and 2; 2.99 less 0.495 is 2.495, and 2.
    private static IEnumerable<(Pipe Pipe, int Cost)> Whole(LearningTask task, NumberReading x, List<(Fraction X, Fraction Y)> pairs)
    {
        for (var scale = 0; scale < x.Type.Scale; scale++)
        {
            var unit = new Fraction(1, System.Numerics.BigInteger.Pow(10, scale));
            if (pairs.Exists(p => !(p.Y / unit).IsWhole)) continue;
            var type = TypeOf(task, scale);
            var lift = NumberWriter.Constant(Lift(x.Type.Scale, scale)).Pipe;
            if (pairs.TrueForAll(p => p.Y <= p.X && p.X - p.Y < unit)) yield return (x.Pipe.SafeMath(MathFunction.Sub, lift, ColumnType.Decimal(18, x.Type.Scale + 1)).TypeCast(type, Rounding.HalfAway), x.Cost + 9);
            if (pairs.TrueForAll(p => p.Y >= p.X && p.Y - p.X < unit)) yield return (x.Pipe.SafeMath(MathFunction.Add, lift, ColumnType.Decimal(18, x.Type.Scale + 1)).TypeCast(type, Rounding.HalfAway), x.Cost + 9);
            yield break;
        }
    }

    // Half a unit of the result less half a unit of the number.
    private static Fraction Lift(int from, int to) => new Fraction(1, 2 * System.Numerics.BigInteger.Pow(10, to)) - new Fraction(1, 2 * System.Numerics.BigInteger.Pow(10, from));

    private static ColumnType TypeOf(LearningTask task, int scale) => task.Type.Kind != ColumnKind.Text ? task.Type : scale == 0 ? ColumnType.Int64 : ColumnType.Decimal(18, scale);
}
