namespace Lumos.DuckDb;

/// <summary>Quoting for SQL text. The only two places where a name or a text becomes part of a statement.</summary>
internal static class SqlText
{
    internal static string Identifier(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    internal static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
