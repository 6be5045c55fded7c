using System.Globalization;
using Lumos.Abstractions;

namespace Lumos.Core.Evaluation.Mapping;

/// <summary>When a produced cell is the expected one: the same text, or the same number, truth or moment where the target's type is one. NULL is the empty cell.</summary>
internal static class CellComparison
{
    private static readonly string[] Moments = ["yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFF", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ss.FFFFFF", "yyyy-MM-ddTHH:mm:ssZ"];

    public static bool Same(string? given, string? expected, ColumnType type)
    {
        given = string.IsNullOrEmpty(given) ? null : given;
        expected = string.IsNullOrEmpty(expected) ? null : expected;
        if (given is null || expected is null) return given == expected;
        if (given == expected) return true;
        return type.Kind switch
        {
            ColumnKind.Int64 or ColumnKind.Decimal => Number(given) is { } a && Number(expected) is { } b && a == b,
            ColumnKind.Float64 => double.TryParse(given, NumberStyles.Float, CultureInfo.InvariantCulture, out var x) && double.TryParse(expected, NumberStyles.Float, CultureInfo.InvariantCulture, out var y) && Math.Abs(x - y) <= 1e-9 * Math.Max(1, Math.Abs(y)),
            ColumnKind.Bool => Truth(given) is { } a && Truth(expected) is { } b && a == b,
            ColumnKind.Date or ColumnKind.Timestamp => Moment(given) is { } a && Moment(expected) is { } b && a == b,
            _ => false,
        };
    }

    private static decimal? Number(string text) => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static bool? Truth(string text) => text.ToLowerInvariant() switch { "true" or "1" or "t" or "yes" => true, "false" or "0" or "f" or "no" => false, _ => null };

    private static DateTime? Moment(string text) => DateTime.TryParseExact(text, Moments, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) ? moment : null;
}
