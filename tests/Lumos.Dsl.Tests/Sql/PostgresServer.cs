using Lumos.Dsl.Vectors;
using Lumos.Testing.Servers;
using Npgsql;

namespace Lumos.Dsl.Tests.Sql;

/// <summary>One PostgreSQL server for the tests of this assembly, and one connection to it.</summary>
public sealed class PostgresServer : IDisposable
{
    private readonly TemporaryPostgres _server = TemporaryPostgres.Start();

    public PostgresServer()
    {
        Connection = new NpgsqlConnection(_server.ConnectionString + ";Command Timeout=60");
        Connection.Open();
    }

    public NpgsqlConnection Connection { get; }

    public RunSql Run => SqlRows.Over(Connection);

    public void Dispose()
    {
        Connection.Dispose();
        _server.Dispose();
    }

    public string? Scalar(string sql) => Run(sql, default) is [[var value, ..], ..] ? value : null;
}

/// <summary>Tests that share the server; they run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class PostgresTests : ICollectionFixture<PostgresServer>
{
    public const string Name = "PostgreSQL";
}
