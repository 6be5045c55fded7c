namespace Lumos.Storage.Postgres;

/// <summary>Names in statements.</summary>
internal static class Sql
{
    /// <summary>A name in quotes.</summary>
    public static string Name(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
