using Lumos.Abstractions;
using Lumos.Dsl.Model;

namespace Lumos.Core.Mapping.Synthesis;

/// <summary>Numbers that stand in one text: hours and minutes, feet and inches, two sides, the ends of a range.</summary>
internal static class NumberParts
{
    private const int MostParts = 4;
    private const int Longest = 15;

    /// <summary>Bases in which a part counts the next: minutes, inches, ounces.</summary>
    public static IReadOnlyList<int> Bases { get; } = [60, 12, 16, 24, 7, 100, 1000];

    /// <summary>The numbers of a column whose every text holds the same number of them, two to four; empty otherwise.</summary>
    public static IEnumerable<NumberReading> Of(LearningTask task, LearningColumn column)
    {
        var present = column.Values.Where(static v => !string.IsNullOrEmpty(v)).ToList();
        if (present.Count == 0 || Count(present[0]!) is not (> 1 and <= MostParts and var count) || !present.All(v => Count(v!) == count)) yield break;
        var decimals = present.Exists(static v => HasDecimals(v!));
        var (one, other) = decimals ? (@"\d+(?:\.\d+)?", @"[^\d.]") : (@"\d+", @"[^\d]");
        for (var k = 1; k <= count; k++)
        {
            var pattern = k == 1 ? one : $"^{other}*(?:{one}{other}+){{{k - 1}}}({one})";
            var text = column.Pipe.RegexExtract(pattern, k == 1 ? 0 : 1);
            if (ExampleCheck.Run(text.Expression, task) is not { } values) yield break;
            string?[] parts = [.. values.Select(static v => v as string)];
            if (parts.All(static p => p is null) || parts.Any(static p => p?.Length > Longest)) continue;
            var scale = parts.Max(static p => p is null || !p.Contains('.', StringComparison.Ordinal) ? 0 : p.Length - p.IndexOf('.', StringComparison.Ordinal) - 1);
            var type = scale == 0 ? ColumnType.Int64 : ColumnType.Decimal(18, Math.Min(scale, 9));
            var part = new LearningColumn(column.Name, text.Expression, parts);
            yield return new NumberReading(text.TypeCast(type), type, [.. parts.Select(static p => p is null ? null : Fraction.TryParse(p))], 16 + 2 * k, [part]) { IsPart = true, Whole = column };
        }
    }

    private static int Count(string text)
    {
        var count = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAsciiDigit(text[i])) continue;
            count++;
            while (i < text.Length && (char.IsAsciiDigit(text[i]) || text[i] == '.' && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1]))) i++;
        }

        return count;
    }

    private static bool HasDecimals(string text)
    {
        for (var i = 1; i + 1 < text.Length; i++)
        {
            if (text[i] == '.' && char.IsAsciiDigit(text[i - 1]) && char.IsAsciiDigit(text[i + 1])) return true;
        }

        return false;
    }
}
