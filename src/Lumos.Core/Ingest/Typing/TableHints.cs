namespace Lumos.Core.Ingest.Typing;

/// <summary>What the other columns of a table show about how it is written; used when a column cannot decide by itself.</summary>
/// <param name="DayFirst">Order of day and month; null when no column shows it.</param>
/// <param name="DayFirstFrom">Column that shows it.</param>
/// <param name="DecimalComma">Decimal mark; null when no column shows it.</param>
/// <param name="DecimalFrom">Column that shows it.</param>
internal sealed record TableHints(bool? DayFirst, string? DayFirstFrom, bool? DecimalComma, string? DecimalFrom)
{
    /// <summary>No column shows anything.</summary>
    public static TableHints None { get; } = new(null, null, null, null);
}
