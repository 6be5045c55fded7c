using System.Globalization;
using Lumos.Abstractions;
using Lumos.Core.TargetSchemas;
using Lumos.Dsl.DuckDb;

namespace Lumos.Core.Migration;

/// <summary>The one printer of names and texts for the embedded engine's SQL in this folder.</summary>
internal static class EngineSql
{
    /// <summary>A quoted identifier.</summary>
    public static string Name(string name) => Quote(name, '"');

    /// <summary>A text literal.</summary>
    public static string Text(string text) => Quote(text, '\'');

    /// <summary>A text literal, or NULL.</summary>
    public static string TextOrNull(string? text) => text is null ? "NULL" : Text(text);

    /// <summary>A whole number.</summary>
    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Quoted identifiers with commas between them.</summary>
    public static string Names(IEnumerable<string> names, string prefix = "") => string.Join(", ", names.Select(name => prefix + Name(name)));

    /// <summary>The columns of a table to read, cast to its types: what is there may be wider.</summary>
    public static string ReadColumns(TargetTable table) => string.Join(", ", table.Columns.Select(column => $"CAST({Name(column.Name)} AS {DuckDbTypes.NameOf(column.Type)})"));

    /// <summary>Type of a column of a table that is made.</summary>
    public static string TypeOf(TargetColumn column) => EngineTable.TypeOf(column);

    /// <summary>SQL that is true of values that fit a declared width, and NULL of NULL.</summary>
    public static string Fits(string value, ColumnWidth width) => (width.IsText, width.Size) switch
    {
        (true, var most) => $"length({value}) <= {Number(most)}{(width.IsFixed ? $" AND NOT ends_with({value}, ' ')" : "")}",
        (false, 16) => $"{value} BETWEEN {Number(short.MinValue)} AND {Number(short.MaxValue)}",
        _ => $"{value} BETWEEN {Number(int.MinValue)} AND {Number(int.MaxValue)}",
    };

    private static string Quote(string text, char quote)
    {
        if (text.Contains('\0', StringComparison.Ordinal)) throw new ArgumentException("U+0000 cannot stand in SQL text.", nameof(text));
        return quote + text.Replace(quote.ToString(), new string(quote, 2), StringComparison.Ordinal) + quote;
    }
}
