namespace Lumos.Dsl.Sql;

/// <summary>How engines are spelled on the command line and in messages.</summary>
public static class SqlEngineNames
{
    private static readonly string[] Names = ["duckdb", "postgres", "sqlite", "mariadb", "mysql", "clickhouse", "spark", "trino", "snowflake", "bigquery", "sqlserver"];

    /// <summary>Every name, in the order of <see cref="SqlEngine"/>.</summary>
    public static IReadOnlyList<string> All => Names;

    /// <summary>The name of an engine, such as <c>postgres</c>.</summary>
    public static string NameOf(SqlEngine engine) => Names[(int)engine];

    /// <summary>The engine of a name; false when there is none.</summary>
    public static bool TryParse(string name, out SqlEngine engine)
    {
        var index = Array.IndexOf(Names, name);
        engine = (SqlEngine)Math.Max(index, 0);
        return index >= 0;
    }
}
