namespace Lumos.Core.Migration.Transform;

/// <summary>What can compute the rows of a table, as contracts and artifacts spell it.</summary>
internal static class TransformEngines
{
    /// <summary>The columnar executor of this process.</summary>
    public const string Columnar = "columnar";

    /// <summary>SQL of the embedded engine.</summary>
    public const string DuckDb = "duckdb";
}
