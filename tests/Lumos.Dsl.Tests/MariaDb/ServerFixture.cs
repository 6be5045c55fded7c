using Lumos.Dsl.Vectors;
using MySqlConnector;

namespace Lumos.Dsl.Tests.MariaDb;

/// <summary>A server of MySQL's protocol, and a connection to a database of it.</summary>
public abstract class ServerFixture : IDisposable
{
    private readonly IDisposable _server;

    protected ServerFixture(IDisposable server, string connectionString)
    {
        _server = server;
        Connection = new MySqlConnection(connectionString + ";Default Command Timeout=60");
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
        GC.SuppressFinalize(this);
    }
}
