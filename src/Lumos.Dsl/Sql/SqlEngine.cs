namespace Lumos.Dsl.Sql;

/// <summary>Engines plans are compiled for.</summary>
public enum SqlEngine
{
    /// <summary>DuckDB 1.5.</summary>
    DuckDb,

    /// <summary>PostgreSQL 15 and newer.</summary>
    Postgres,

    /// <summary>SQLite 3.40 and newer, plain SQL.</summary>
    Sqlite,

    /// <summary>MariaDB 10.11 and newer.</summary>
    MariaDb,

    /// <summary>MySQL 8.</summary>
    MySql,

    /// <summary>ClickHouse.</summary>
    ClickHouse,

    /// <summary>Apache Spark SQL.</summary>
    SparkSql,

    /// <summary>Trino.</summary>
    Trino,

    /// <summary>Snowflake.</summary>
    Snowflake,

    /// <summary>Google BigQuery.</summary>
    BigQuery,

    /// <summary>Microsoft SQL Server.</summary>
    SqlServer,
}
