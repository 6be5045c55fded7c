using Lumos.Abstractions;
using Lumos.Dsl.Fluent;
using Lumos.Dsl.Model;

namespace Lumos.Core.Mapping.Synthesis;

/// <summary>Numbers a row has: columns, years of dates, sums, differences, products and quotients of two columns, and a price with a percentage.</summary>
internal static class NumberFeatures
{
    /// <summary>Features, smallest first.</summary>
    public static IEnumerable<NumberReading> Of(LearningTask task, int most)
    {
        List<NumberReading> single = [];
        foreach (var column in task.Columns)
        {
            foreach (var reading in NumberReadings.Of(task, column))
            {
                single.Add(reading);
                yield return reading;
            }

            foreach (var date in DateReadings.Of(column.Values).Where(static d => !d.IsNumber).Take(2))
            {
                foreach (var (token, cost) in ((string, int)[])[("YYYY", 30), ("MM", 32), ("DD", 32)])
                {
                    var pipe = date.Apply(column.Pipe).DateFormat(token).TypeCast(ColumnType.Int64);
                    if (ExampleCheck.Run(pipe.Expression, task) is not { } values) continue;
                    var year = new NumberReading(pipe, ColumnType.Int64, [.. values.Select(static v => v is long n ? new Fraction(n, 1) : (Fraction?)null)], cost, [column]);
                    if (token == "YYYY") single.Add(year);
                    yield return year;
                }
            }
        }

        // Readings of one column by two conventions do not go together.
        var inputs = single.Take(most).ToList();
        foreach (var a in inputs)
        {
            foreach (var b in inputs)
            {
                if (ReferenceEquals(a, b) || a.Columns[0] == b.Columns[0]) continue;
                var ordered = inputs.IndexOf(a) < inputs.IndexOf(b);
                var scale = Math.Max(a.Type.Scale, b.Type.Scale);
                if (ordered)
                {
                    yield return Combined(a, b, MathFunction.Mul, Math.Min(12, a.Type.Scale + b.Type.Scale), static (x, y) => x * y);
                    yield return Combined(a, b, MathFunction.Add, scale, static (x, y) => x + y);
                }

                yield return Combined(a, b, MathFunction.Sub, scale, static (x, y) => x - y);
                yield return Combined(a, b, MathFunction.Div, 9, static (x, y) => y == Fraction.Zero ? null : x / y);
                foreach (var share in Shares(a, b)) yield return share;
            }
        }

        for (var i = 0; i < Math.Min(8, inputs.Count); i++)
        {
            for (var j = i + 1; j < Math.Min(8, inputs.Count); j++)
            {
                for (var k = j + 1; k < Math.Min(8, inputs.Count); k++)
                {
                    var (a, b, c) = (inputs[i], inputs[j], inputs[k]);
                    if (a.Columns[0] == b.Columns[0] || b.Columns[0] == c.Columns[0] || a.Columns[0] == c.Columns[0]) continue;
                    var sum = Combined(a, b, MathFunction.Add, Math.Max(a.Type.Scale, b.Type.Scale), static (x, y) => x + y);
                    yield return Combined(sum, c, MathFunction.Add, Math.Max(sum.Type.Scale, c.Type.Scale), static (x, y) => x + y);
                    yield return Combined(sum, c, MathFunction.Sub, Math.Max(sum.Type.Scale, c.Type.Scale), static (x, y) => x - y);
                    var product = Combined(a, b, MathFunction.Mul, Math.Min(12, a.Type.Scale + b.Type.Scale), static (x, y) => x * y);
                    yield return Combined(product, c, MathFunction.Mul, Math.Min(12, product.Type.Scale + c.Type.Scale), static (x, y) => x * y);
                    foreach (var (x, y, z) in ((NumberReading, NumberReading, NumberReading)[])[(a, b, c), (a, c, b), (b, c, a)])
                    {
                        var whole = Combined(x, y, MathFunction.Mul, Math.Min(12, x.Type.Scale + y.Type.Scale), static (p, q) => p * q);
                        yield return Combined(whole, z, MathFunction.Sub, Math.Max(whole.Type.Scale, z.Type.Scale), static (p, q) => p - q);
                        yield return Combined(whole, z, MathFunction.Add, Math.Max(whole.Type.Scale, z.Type.Scale), static (p, q) => p + q);
                        foreach (var share in Shares(whole, z)) yield return share;
                    }
                }
            }
        }
    }

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
