using Lumos.Abstractions;
using Lumos.Dsl.Sql;
using Lumos.Dsl.Vectors;
using Lumos.DuckDb;
using Lumos.Testing.Servers;
using MySqlConnector;
using Npgsql;

namespace Lumos.Host.Cli;

/// <summary>A backend to hold against vectors, and what must be closed after it: a connection, a server started for the purpose.</summary>
internal sealed class VectorBackend : IDisposable
{
    private readonly Stack<IDisposable> _open = new();

    private VectorBackend()
    {
    }

    /// <summary>Names on the command line.</summary>
    public static string[] Names { get; } = ["interpreter", "generated", "columnar", "duckdb", "postgres", "sqlite", "mariadb", "mysql", "clickhouse"];

    /// <summary>The backend.</summary>
    public IVectorBackend Backend { get; private set; } = null!;

    /// <summary>Opens a backend.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="connection">Where an existing server or file is; null for one of its own, which ends with this object.</param>
    /// <exception cref="LumosException"><c>BACKEND_UNAVAILABLE</c>: it is not installed, does not start or does not answer.</exception>
    public static VectorBackend Open(string name, string? connection)
    {
        var opened = new VectorBackend();
        try
        {
            opened.Backend = name switch
            {
                "duckdb" => new DuckDbBackend(opened.Keep(DuckDb(connection ?? "Data Source=:memory:"))),
                "generated" => new GeneratedBackend(),
                "columnar" => new ColumnarBackend(),
                "postgres" => new SqlVectorBackend(SqlEngine.Postgres, SqlRows.Over(opened.Keep(Postgres(connection ?? opened.Keep(TemporaryPostgres.Start()).ConnectionString)))),
                "mariadb" => new SqlVectorBackend(SqlEngine.MariaDb, SqlRows.Over(opened.Keep(MySql(connection ?? opened.Keep(TemporaryMariaDb.Start()).ConnectionString)))),
                "mysql" => new SqlVectorBackend(SqlEngine.MySql, SqlRows.Over(opened.Keep(MySql(connection ?? opened.Keep(TemporaryMySql.Start()).ConnectionString)))),
                "clickhouse" => ClickHouse(opened.Keep(EmbeddedClickHouse.Start(connection))),
                "sqlite" => Sqlite(opened.Keep(SqliteDatabase.Open(connection ?? ":memory:"))),
                _ => new InterpreterBackend(),
            };
            return opened;
        }
        catch (Exception error) when (error is InvalidOperationException or NpgsqlException or MySqlException or DuckDbException or ArgumentException)
        {
            opened.Dispose();
            throw new LumosException(ErrorCode.DeterministicFailure, "BACKEND_UNAVAILABLE", $"Backend {name} cannot be reached: {error.Message}", null, "Install it, or name a running one with --connection.", error);
        }
    }

    /// <summary>Closes the connection and stops the server started for it.</summary>
    public void Dispose()
    {
        while (_open.TryPop(out var resource)) resource.Dispose();
    }

    private T Keep<T>(T resource)
        where T : IDisposable
    {
        _open.Push(resource);
        return resource;
    }

    private static SqlVectorBackend Sqlite(SqliteDatabase database) => new(SqlEngine.Sqlite, (sql, _) => database.Query(sql));

    private static SqlVectorBackend ClickHouse(EmbeddedClickHouse engine) => new(SqlEngine.ClickHouse, (sql, _) => [.. engine.Query(sql).Select(row => row.ToArray())]);

    private static MySqlConnection MySql(string connectionString)
    {
        var connection = new MySqlConnection(connectionString);
        connection.Open();
        return connection;
    }

    private static DuckDbConnection DuckDb(string connectionString)
    {
        var connection = new DuckDbConnection(connectionString);
        connection.Open();
        return connection;
    }

    private static NpgsqlConnection Postgres(string connectionString)
    {
        var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        return connection;
    }
}
