using Lumos.Dsl.Vectors;
using Lumos.Testing.Servers;
using MySqlConnector;

namespace Lumos.Dsl.Tests.MariaDb;

/// <summary>The one MariaDB server of this assembly, and a connection to it.</summary>
public sealed class MariaDbFixture : IDisposable
{
    private readonly TemporaryMariaDb _server = TemporaryMariaDb.Start();

    public MariaDbFixture()
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
public sealed class MariaDbCollection : ICollectionFixture<MariaDbFixture>
{
    public const string Name = "MariaDb";
}
