using System.Globalization;
using System.Text;
using Lumos.Abstractions;

namespace Lumos.Core.Supervision;

/// <summary>What a target column asks of a value beside what its pipeline promises, the same for every stage that asks; the codes are those of quarantined rows.</summary>
internal static class ColumnBreaks
{
    /// <summary>A column that must hold a value has none.</summary>
    public const string Null = "NULL_VIOLATION";

    /// <summary>The value is not in the column's code list.</summary>
    public const string Enum = "ENUM_VIOLATION";

    /// <summary>The text is longer than the column is declared.</summary>
    public const string Length = "LENGTH_VIOLATION";

    /// <summary>The whole number is outside the range the column is declared with.</summary>
    public const string Range = "RANGE_VIOLATION";

    /// <summary>The code of a value that does not fit a declared width.</summary>
    public static string CodeOf(ColumnWidth width) => width.IsText ? Length : Range;

    /// <summary>The reason for which a value would send its row to quarantine though its pipeline gives it; null when it would not.</summary>
    /// <param name="column">The column.</param>
    /// <param name="text">The value in its canonical text; null for NULL.</param>
    /// <param name="isRequired">Whether the column must hold a value.</param>
    public static string? Of(TargetColumn column, string? text, bool isRequired) => text switch
    {
        null => isRequired ? Null : null,
        _ when IsNoCode(column, text) => Enum,
        _ when IsTooWide(column, text) => CodeOf(column.Width!.Value),
        _ => null,
    };

    /// <summary>Whether a value is outside the column's code list. NULL is not.</summary>
    public static bool IsNoCode(TargetColumn column, string? text) => text is not null && column.Enum is { Count: > 0 } allowed && !allowed.Contains(text, StringComparer.Ordinal);

    /// <summary>Whether a value does not fit the width the column is declared with. NULL does.</summary>
    public static bool IsTooWide(TargetColumn column, string? text) => text is not null && column.Width is { } width && !(width.IsText
        ? width.Holds(Encoding.UTF8.GetBytes(text))
        : !long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) || width.Holds(number));
}
