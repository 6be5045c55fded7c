using Lumos.Abstractions;
using Lumos.Dsl.Fluent;
using Lumos.Dsl.Model;

namespace Lumos.Core.Mapping.Synthesis;

/// <summary>Numbers rounded, or moved by a power of ten, as pieces of a text.</summary>
internal static class NumberPieces
{
    private static readonly int[] Steps = [2, 3, 4, 5, 6, 10, 12, 15, 20, 25, 30, 50, 100, 200, 250, 500, 1000, 5000, 10_000, 100_000];
    private static readonly (Fraction Factor, int Cost)[] Factors = [(Fraction.One, 0), (new(1, 1000), 8), (new(1, 100), 8), (new(100, 1), 8), (new(1000, 1), 8)];

    /// <summary>Pieces of the working set.</summary>
    public static IEnumerable<Piece> Of(LearningTask task, int[] working, IReadOnlyList<string> targets)
    {
        if (!targets.All(static t => t.Any(char.IsAsciiDigit))) yield break;
        foreach (var column in task.Columns)
        {
            foreach (var reading in column.Numbers(task).Concat(column.PartNumbers(task)))
            {
                foreach (var piece in Bands(reading, working, targets)) yield return piece;
                foreach (var (factor, cost) in Factors)
                {
                    for (var scale = 0; scale <= 3; scale++)
                    {
                        if (factor == Fraction.One && scale == reading.Type.Scale && reading.Type.Kind == ColumnKind.Int64) continue;
                        string?[] texts = [.. working.Select(i => reading.Values[i] is { } n ? (n * factor).Round(scale).ToText(scale) : null)];
                        // Most are in no target: they need no pipeline.
                        if (texts.Zip(targets).Any(static p => p.First is { } text && !p.Second.Contains(text, StringComparison.Ordinal))) continue;
                        var type = scale == 0 ? ColumnType.Int64 : ColumnType.Decimal(18, scale);
                        if (NumberWriter.Write(reading, new LinearFit.Line(factor, Fraction.Zero, 0), null, type, scale, scale, false).FirstOrDefault() is not { } pipe) continue;
                        yield return new Piece(texts, reading.Cost + cost + 12, column.Name, false, () => pipe.TypeCast(ColumnType.Text));
                    }
                }
            }
        }
    }

    // The band a number is in: 42 is in 40 to 49.
    private static IEnumerable<Piece> Bands(NumberReading reading, int[] working, IReadOnlyList<string> targets)
    {
        Fraction?[] downs = [.. working.Select(i => reading.Values[i] is { } n && n >= Fraction.Zero ? Down(n) : (Fraction?)null)];
        if (downs.All(static d => d is null)) yield break;
        if (reading.Type != ColumnType.Int64)
        {
            foreach (var (offset, cost) in ((int, int)[])[(0, 18), (1, 22)])
            {
                string?[] whole = [.. downs.Select(d => d is { } n ? (n + new Fraction(offset, 1)).ToText(0) : null)];
                if (whole.Zip(targets).Any(static p => p.First is { } text && !p.Second.Contains(text, StringComparison.Ordinal))) continue;
                var shift = offset;
                yield return new Piece(whole, reading.Cost + cost, reading.Columns[0].Name, false, () => Shifted(RoundingSketches.Down(reading), shift).TypeCast(ColumnType.Text));
            }
        }

        foreach (var step in Steps)
        {
            foreach (var offset in (int[])[0, 1, step - 1, step])
            {
                if (offset == 1 && step == 2) continue;
                string?[] texts = [.. downs.Select(d => d is { } n ? (Down(n / new Fraction(step, 1)) * new Fraction(step, 1) + new Fraction(offset, 1)).ToText(0) : null)];
                if (texts.Zip(targets).Any(static p => p.First is { } text && !p.Second.Contains(text, StringComparison.Ordinal))) continue;
                var (size, shift) = (step, offset);
                yield return new Piece(texts, reading.Cost + 8 + (offset == 0 ? 0 : 2), reading.Columns[0].Name, false, () => Band(reading, size, shift).TypeCast(ColumnType.Text));
            }
        }
    }

    private static Pipe Band(NumberReading reading, int step, int offset)
    {
        var whole = RoundingSketches.Down(reading);
        var size = NumberWriter.Constant(new Fraction(step, 1)).Pipe;
        return Shifted(whole.SafeMath(MathFunction.Sub, whole.SafeMath(MathFunction.Mod, size, ColumnType.Int64, onZero: ZeroRule.Error), ColumnType.Int64), offset);
    }

    private static Pipe Shifted(Pipe number, int offset) => offset == 0 ? number : number.SafeMath(MathFunction.Add, NumberWriter.Constant(new Fraction(offset, 1)).Pipe, ColumnType.Int64);

    private static Fraction Down(Fraction value) => new(System.Numerics.BigInteger.Divide(value.Numerator, value.Denominator), 1);
}
