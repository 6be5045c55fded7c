using Lumos.Abstractions;
using Lumos.Testing.Servers;
using Npgsql;

namespace Lumos.Connectors.Postgres.Tests;

/// <summary>One server for the tests of this assembly. Each test takes a database of its own.</summary>
public sealed class ServerFixture : IDisposable
{
    private int _databases;

    public TemporaryPostgres Server { get; } = TemporaryPostgres.Start("wal_level=logical", "max_replication_slots=40");

    public TestDatabase NewDatabase()
    {
        var name = $"t{Interlocked.Increment(ref _databases)}";
        using var admin = new NpgsqlConnection(Server.ConnectionString);
        admin.Open();
        using var command = new NpgsqlCommand($"CREATE DATABASE {name}", admin);
        command.ExecuteNonQuery();
        return new TestDatabase(Server, name);
    }

    public void Dispose() => Server.Dispose();
}

/// <summary>Tests that share the server.</summary>
[CollectionDefinition(Name)]
public sealed class ServerTests : ICollectionFixture<ServerFixture>
{
    public const string Name = "PostgreSQL";
}

/// <summary>A database of one test.</summary>
public sealed class TestDatabase(TemporaryPostgres server, string name)
{
    public string Location => $"postgres://lumos@/{name}?host={Uri.EscapeDataString(server.SocketFolder)}";

    public string ConnectionString => new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = name }.ConnectionString;

    public RunEndpoint Endpoint(string more = "") => new() { Source = new EndpointSource("sql"), Location = [Location + more] };

    public void Execute(string sql)
    {
        using var connection = Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    /// <summary>Rows of a query as text, columns with a bar between them, NULL as nothing.</summary>
    public List<string> Rows(string sql)
    {
        using var connection = Open();
        using var command = new NpgsqlCommand("SET timezone = 'UTC'; SET datestyle = 'ISO'; " + sql, connection) { AllResultTypesAreUnknown = true };
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read()) rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : reader.GetString(i))));
        return rows;
    }

    public string Value(string sql) => Rows(sql) is [var only] ? only : throw new InvalidOperationException($"'{sql}' did not give one row.");

    public NpgsqlConnection Open()
    {
        var connection = new NpgsqlConnection(ConnectionString);
        connection.Open();
        return connection;
    }
}
