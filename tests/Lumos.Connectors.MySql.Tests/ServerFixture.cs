using Lumos.Testing.Servers;
using MySqlConnector;

namespace Lumos.Connectors.MySql.Tests;

/// <summary>One server of each kind for the tests of a class, started when it is first asked for.</summary>
public sealed class ServerFixture : IDisposable
{
    private readonly Lazy<TemporaryMariaDb> _mariaDb = new(TemporaryMariaDb.Start);
    private readonly Lazy<TemporaryMySql> _mySql = new(TemporaryMySql.Start);
    private int _databases;

    internal ServerDatabases On(Server server) => server == Server.MariaDb
        ? new ServerDatabases(_mariaDb.Value.SocketPath, _mariaDb.Value.ConnectionString, NextName)
        : new ServerDatabases(_mySql.Value.SocketPath, _mySql.Value.ConnectionString, NextName);

    public void Dispose()
    {
        if (_mariaDb.IsValueCreated) _mariaDb.Value.Dispose();
        if (_mySql.IsValueCreated) _mySql.Value.Dispose();
    }

    private string NextName() => $"t{Interlocked.Increment(ref _databases)}";
}

/// <summary>Databases on a server. Each test takes one of its own.</summary>
internal sealed class ServerDatabases(string socket, string connectionString, Func<string> nextName)
{
    public string NewDatabase(string sql, string? name = null)
    {
        name ??= nextName();
        Execute("", $"CREATE DATABASE {name}");
        Execute(name, sql);
        return name;
    }

    public string LocationOf(string database) => $"mysql://root@/{database}?host={Uri.EscapeDataString(socket)}";

    public void Execute(string database, string sql)
    {
        using var connection = Open(database);
        using var command = new MySqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    public string Value(string database, string sql)
    {
        using var connection = Open(database);
        using var command = new MySqlCommand(sql, connection);
        return Convert.ToString(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture)!;
    }

    private MySqlConnection Open(string database)
    {
        var connection = new MySqlConnection(connectionString + (database.Length > 0 ? $";Database={database}" : "") + ";AllowUserVariables=true");
        connection.Open();
        return connection;
    }
}
