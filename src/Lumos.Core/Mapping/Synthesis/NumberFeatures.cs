using Lumos.Abstractions;
using Lumos.Dsl.Fluent;
using Lumos.Dsl.Model;

namespace Lumos.Core.Mapping.Synthesis;

/// <summary>Numbers a row has: columns, years of dates, sums, differences, products and quotients of two columns, and a price with a percentage.</summary>
internal static class NumberFeatures
{
    private const int MostColumns = 12;
    private const int MostOfThree = 8;

    /// <summary>Numbers of one column.</summary>
    public static IReadOnlyList<NumberReading> OfOne(LearningTask task)
    {
        List<NumberReading> found = [];
        foreach (var column in task.Columns)
        {
            found.AddRange(column.Numbers(task));
            found.AddRange(column.PartNumbers(task));
            foreach (var date in column.Dates.Take(2))
            {
                foreach (var (token, cost) in ((string, int)[])[("YYYY", 24), ("MM", 32), ("DD", 32)])
                {
                    var pipe = date.Apply(column.Pipe).DateFormat(token).TypeCast(ColumnType.Int64);
                    if (ExampleCheck.Run(pipe.Expression, task) is not { } values) continue;
                    found.Add(new NumberReading(pipe, ColumnType.Int64, [.. values.Select(static v => v is long n ? new Fraction(n, 1) : (Fraction?)null)], cost, [column]) { IsPart = true });
                }
            }
        }

        return found;
    }

    /// <summary>Numbers of two columns.</summary>
    public static IEnumerable<NumberReading> OfTwo(IReadOnlyList<NumberReading> single)
    {
        var inputs = single.Take(MostColumns).ToList();
        foreach (var a in inputs)
        {
            foreach (var b in inputs)
            {
                // Readings of one column by two conventions do not go together.
                if (ReferenceEquals(a, b) || a.Columns[0] == b.Columns[0]) continue;
                var scale = Math.Max(a.Type.Scale, b.Type.Scale);
                if (inputs.IndexOf(a) < inputs.IndexOf(b))
                {
                    if (a.Whole is not null && a.Whole == b.Whole)
                    {
                        foreach (var number in NumberParts.Bases) yield return Mixed(a, b, number);
                    }

                    yield return Product(a, b);
                    yield return Combined(a, b, MathFunction.Add, scale, static (x, y) => x + y);
                }

                // Hours and minutes, feet and inches, euros and cents in columns of their own: the second never reaches the base.
                if (a.Whole is null && b.Whole is null && a.Type == ColumnType.Int64 && b.Type == ColumnType.Int64)
                {
                    foreach (var number in NumberParts.Bases.Where(n => b.Values.All(v => v is null || v >= Fraction.Zero && v < new Fraction(n, 1)))) yield return Mixed(a, b, number);
                }

                yield return Combined(a, b, MathFunction.Sub, scale, static (x, y) => x - y);
                yield return Combined(a, b, MathFunction.Div, 9, static (x, y) => y == Fraction.Zero ? null : x / y);
                if (a.Whole is null && b.Whole is null) yield return Combined(a, Product(b, b), MathFunction.Div, 9, static (x, y) => y == Fraction.Zero ? null : x / y);
                foreach (var share in Shares(a, b)) yield return share;
            }
        }
    }

    /// <summary>Numbers of three columns.</summary>
    public static IEnumerable<NumberReading> OfThree(IReadOnlyList<NumberReading> single)
    {
        var inputs = single.Take(MostOfThree).ToList();
        for (var i = 0; i < inputs.Count; i++)
        {
            for (var j = i + 1; j < inputs.Count; j++)
            {
                for (var k = j + 1; k < inputs.Count; k++)
                {
                    var (a, b, c) = (inputs[i], inputs[j], inputs[k]);
                    if (a.Columns[0] == b.Columns[0] || b.Columns[0] == c.Columns[0] || a.Columns[0] == c.Columns[0]) continue;
                    if (a.Whole is not null && a.Whole == b.Whole && b.Whole == c.Whole) yield return Mixed(Mixed(a, b, 60), c, 60);
                    var sum = Combined(a, b, MathFunction.Add, Math.Max(a.Type.Scale, b.Type.Scale), static (x, y) => x + y);
                    yield return Combined(sum, c, MathFunction.Add, Math.Max(sum.Type.Scale, c.Type.Scale), static (x, y) => x + y);
                    yield return Product(Product(a, b), c);
                    foreach (var (x, y, z) in ((NumberReading, NumberReading, NumberReading)[])[(a, b, c), (a, c, b), (b, c, a)])
                    {
                        var total = Combined(x, y, MathFunction.Add, Math.Max(x.Type.Scale, y.Type.Scale), static (p, q) => p + q);
                        yield return Combined(total, z, MathFunction.Sub, Math.Max(total.Type.Scale, z.Type.Scale), static (p, q) => p - q);
                        var whole = Product(x, y);
                        yield return Combined(whole, z, MathFunction.Sub, Math.Max(whole.Type.Scale, z.Type.Scale), static (p, q) => p - q);
                        yield return Combined(whole, z, MathFunction.Add, Math.Max(whole.Type.Scale, z.Type.Scale), static (p, q) => p + q);
                        foreach (var share in Shares(whole, z)) yield return share;
                    }
                }
            }
        }
    }

    // 5 hours 30 are 5 * 60 + 30.
    private static NumberReading Mixed(NumberReading a, NumberReading b, int number)
    {
        var constant = new NumberReading(Pipe.Text(number.ToString(System.Globalization.CultureInfo.InvariantCulture)).TypeCast(ColumnType.Int64), ColumnType.Int64, [.. a.Values.Select(v => v is null ? (Fraction?)null : new Fraction(number, 1))], 0, []);
        var whole = Combined(a, constant, MathFunction.Mul, a.Type.Scale, static (x, y) => x * y);
        return Combined(whole, b, MathFunction.Add, Math.Max(a.Type.Scale, b.Type.Scale), static (x, y) => x + y) with { Cost = a.Cost + b.Cost + 18 };
    }

    private static NumberReading Product(NumberReading a, NumberReading b) => Combined(a, b, MathFunction.Mul, Math.Min(12, a.Type.Scale + b.Type.Scale), static (x, y) => x * y);

    // A times one plus or minus B, B as a share or in percent.
    private static IEnumerable<NumberReading> Shares(NumberReading a, NumberReading b)
    {
        foreach (var (whole, text) in ((Fraction, string)[])[(Fraction.One, "1"), (new Fraction(100, 1), "100")])
        {
            var constant = new NumberReading(Pipe.Text(text).TypeCast(ColumnType.Int64), ColumnType.Int64, [.. b.Values.Select(v => v is null ? (Fraction?)null : whole)], 2, []);
            foreach (var function in (MathFunction[])[MathFunction.Add, MathFunction.Sub])
            {
                var factor = Combined(constant, b, function, b.Type.Scale, function == MathFunction.Add ? static (x, y) => x + y : static (x, y) => x - y);
                yield return Combined(a, factor, MathFunction.Mul, Math.Min(12, a.Type.Scale + factor.Type.Scale), static (x, y) => x * y) with { Cost = a.Cost + b.Cost + 24 };
            }
        }
    }

    private static NumberReading Combined(NumberReading a, NumberReading b, MathFunction function, int scale, Func<Fraction, Fraction, Fraction?> compute)
    {
        var values = new Fraction?[a.Values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if (a.Values[i] is { } x && b.Values[i] is { } y) values[i] = compute(x, y);
        }

        var type = function != MathFunction.Div && a.Type == ColumnType.Int64 && b.Type == ColumnType.Int64 ? ColumnType.Int64 : ColumnType.Decimal(18, scale);
        var pipe = a.Pipe.SafeMath(function, b.Pipe, type, onZero: function == MathFunction.Div ? ZeroRule.Null : null);
        return new NumberReading(pipe, type, values, a.Cost + b.Cost + 16, [.. a.Columns.Concat(b.Columns).Distinct()]);
    }
}
