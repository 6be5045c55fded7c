using Lumos.Dsl.Sql.BigQuery;
using Lumos.Dsl.Sql.ClickHouse;
using Lumos.Dsl.Sql.DuckDb;
using Lumos.Dsl.Sql.MariaDb;
using Lumos.Dsl.Sql.Postgres;
using Lumos.Dsl.Sql.Snowflake;
using Lumos.Dsl.Sql.Spark;
using Lumos.Dsl.Sql.Sqlite;
using Lumos.Dsl.Sql.SqlServer;
using Lumos.Dsl.Sql.Trino;

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
        new SparkDialect(),
        new TrinoDialect(),
        new SnowflakeDialect(),
        new BigQueryDialect(),
        new SqlServerDialect(),
    }.ToDictionary(dialect => dialect.Engine);

    /// <summary>The dialect of an engine, or null when nobody wrote it yet.</summary>
    public static SqlDialect? Find(SqlEngine engine) => ByEngine.GetValueOrDefault(engine);
}
