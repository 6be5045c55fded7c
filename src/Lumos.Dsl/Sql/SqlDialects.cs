using Lumos.Dsl.Sql.ClickHouse;
using Lumos.Dsl.Sql.DuckDb;
using Lumos.Dsl.Sql.MariaDb;
using Lumos.Dsl.Sql.Postgres;
using Lumos.Dsl.Sql.Sqlite;

namespace Lumos.Dsl.Sql;

/// <summary>The dialects there are. A new one is added here and nowhere else.</summary>
internal static class SqlDialects
{
    private static readonly Dictionary<SqlEngine, SqlDialect> ByEngine = new SqlDialect[]
    {
        new DuckDbDialect(),
        new PostgresDialect(),
        new SqliteDialect(),
        new MariaDbDialect(),
        new MySqlDialect(),
        new ClickHouseDialect(),
    }.ToDictionary(dialect => dialect.Engine);

    /// <summary>The dialect of an engine, or null when nobody wrote it yet.</summary>
    public static SqlDialect? Find(SqlEngine engine) => ByEngine.GetValueOrDefault(engine);
}
