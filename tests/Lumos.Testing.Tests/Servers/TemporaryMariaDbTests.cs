using Lumos.Dsl.Tests.Sql;
using Lumos.Testing.Servers;
using MySqlConnector;

namespace Lumos.Testing.Tests.Servers;

public sealed class TemporaryMariaDbTests
{
    [ServerFact(Server.MariaDb)]
    public void Start_QueryStop_AnswersAndLeavesNothing()
    {
        string socket;
        using (var server = TemporaryMariaDb.Start())
        {
            socket = server.SocketPath;
            using var connection = new MySqlConnection(server.ConnectionString);
            connection.Open();
            using var command = new MySqlCommand("SELECT 'á' = 'A', @@time_zone, CAST(version() AS CHAR)", connection);
            using var reader = command.ExecuteReader();
            Assert.True(reader.Read());
            Assert.Equal(1, reader.GetInt32(0));
            Assert.Equal("+05:30", reader.GetString(1));
            Assert.Contains("MariaDB", reader.GetString(2), StringComparison.Ordinal);
        }

        Assert.False(Directory.Exists(Path.GetDirectoryName(Path.GetDirectoryName(socket))));
    }
}
