using System.Globalization;

namespace Lumos.Core.Supervision.Incremental;

/// <summary>How far behind the highest value of the last run reading begins again: a stretch of time, or a number.</summary>
/// <param name="Time">Stretch of time; null for a number.</param>
/// <param name="Number">Number; null for a stretch of time.</param>
internal readonly record struct Overlap(TimeSpan? Time, Watermark? Number)
{
    /// <summary>What may be written.</summary>
    public const string Form = "a time such as 30s, 5m, 2h or 1d, or a number for a column of numbers";

    /// <summary>Reads one; null when it is none.</summary>
    public static Overlap? Parse(string text)
    {
        var unit = text.Length == 0 ? default : text[^1];
        if (unit is not ('s' or 'm' or 'h' or 'd')) return Watermark.Parse(text) is { Kind: Abstractions.ColumnKind.Decimal } number && !number.IsBelow(new Watermark(Abstractions.ColumnKind.Decimal, 0)) ? new Overlap(null, number) : null;
        if (!int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return null;
        return new Overlap(unit switch { 's' => TimeSpan.FromSeconds(count), 'm' => TimeSpan.FromMinutes(count), 'h' => TimeSpan.FromHours(count), _ => TimeSpan.FromDays(Math.Min(count, 3_000_000)) }, null);
    }
}
