using Lumos.Dsl.Vectors;
using Lumos.Testing.Servers;
using MySqlConnector;

namespace Lumos.Dsl.Tests.MySql;

/// <summary>The one MariaDB server of this assembly, and a connection to it.</summary>
public sealed class MySqlFixture : IDisposable
{
    private readonly TemporaryMySql _server = TemporaryMySql.Start();

    public MySqlFixture()
    {
        Connection = new MySqlConnection(_server.ConnectionString + ";Default Command Timeout=60");
        Connection.Open();
        Run("CREATE DATABASE attacked", default);
        Run("USE attacked", default);
    }

    public MySqlConnection Connection { get; }

    public RunSql Run => SqlRows.Over(Connection);

    public void Dispose()
    {
        Connection.Dispose();
        _server.Dispose();
    }
}

[CollectionDefinition(Name)]
public sealed class MySqlCollection : ICollectionFixture<MySqlFixture>
{
    public const string Name = "MySql";
}
