using Lumos.Abstractions;

namespace Lumos.Core.Mapping.Synthesis;

/// <summary>Numbers rounded, or moved by a power of ten, as pieces of a text.</summary>
internal static class NumberPieces
{
    private static readonly (Fraction Factor, int Cost)[] Factors = [(Fraction.One, 0), (new(1, 1000), 8), (new(1, 100), 8), (new(100, 1), 8), (new(1000, 1), 8)];

    /// <summary>Pieces of the working set.</summary>
    public static IEnumerable<Piece> Of(LearningTask task, int[] working, IReadOnlyList<string> targets)
    {
        if (!targets.All(static t => t.Any(char.IsAsciiDigit))) yield break;
        foreach (var column in task.Columns)
        {
            foreach (var reading in column.Numbers(task))
            {
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
}
