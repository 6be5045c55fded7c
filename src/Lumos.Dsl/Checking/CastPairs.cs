using Lumos.Abstractions;

namespace Lumos.Dsl.Checking;

/// <summary>Which type casts have one meaning on every engine.</summary>
internal static class CastPairs
{
    /// <summary>Whether <c>type_cast</c> exists between two kinds; a kind casts to itself, float64 is read from text and written to text, nothing else.</summary>
    public static bool IsAllowed(ColumnKind from, ColumnKind to) => (from, to) switch
    {
        (ColumnKind.Text, ColumnKind.Float64) or (ColumnKind.Float64, ColumnKind.Text) => true,
        (ColumnKind.Float64, _) or (_, ColumnKind.Float64) => false,
        (ColumnKind.Text, ColumnKind.Int64 or ColumnKind.Decimal or ColumnKind.Bool or ColumnKind.Date) => true,
        (ColumnKind.Int64, ColumnKind.Text or ColumnKind.Decimal or ColumnKind.Bool) => true,
        (ColumnKind.Decimal, ColumnKind.Text or ColumnKind.Int64) => true,
        (ColumnKind.Bool, ColumnKind.Text or ColumnKind.Int64) => true,
        (ColumnKind.Date, ColumnKind.Text) => true,
        _ => from == to,
    };

    /// <summary>What to write instead of a cast that does not exist; null when nothing would do.</summary>
    public static string? Alternative(ColumnKind from, ColumnKind to) => (from, to) switch
    {
        (ColumnKind.Text, ColumnKind.Timestamp) => "Use date_parse(\"YYYY-MM-DD HH:mm:ss\", target: timestamp).",
        (ColumnKind.Timestamp, ColumnKind.Text) => "Use date_format(\"YYYY-MM-DD HH:mm:ss\").",
        (ColumnKind.Timestamp, ColumnKind.Date) => "Use date_format(\"YYYY-MM-DD\") | type_cast(date).",
        (ColumnKind.Date, ColumnKind.Timestamp) => "Use date_format(\"YYYY-MM-DD\") | date_parse(\"YYYY-MM-DD\", target: timestamp).",
        (ColumnKind.Bool, ColumnKind.Decimal) => "Cast to int64 first.",
        (ColumnKind.Decimal, ColumnKind.Bool) => "Cast to int64 first.",
        (ColumnKind.Float64, _) or (_, ColumnKind.Float64) => "float64 may be carried, read from text and written to text, never computed with; read the source column as text or decimal.",
        _ => null,
    };
}
