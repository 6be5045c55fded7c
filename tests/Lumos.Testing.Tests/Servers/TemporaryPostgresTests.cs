using Lumos.Dsl.Tests.Sql;
using Lumos.Testing.Servers;
using Npgsql;

namespace Lumos.Testing.Tests.Servers;

public sealed class TemporaryPostgresTests
{
    [ServerFact(Server.Postgres)]
    public void Start_QueryStop_AnswersAndLeavesNothing()
    {
        string folder;
        using (var server = TemporaryPostgres.Start())
        {
            folder = new NpgsqlConnectionStringBuilder(server.ConnectionString).Host!;
            using var connection = new NpgsqlConnection(server.ConnectionString);
            connection.Open();
            using var command = new NpgsqlCommand("SELECT current_setting('TimeZone'), CAST(current_setting('server_version_num') AS integer)", connection);
            using var reader = command.ExecuteReader();
            Assert.True(reader.Read());
            Assert.Equal("Pacific/Apia", reader.GetString(0));
            Assert.InRange(reader.GetInt32(1), 150_000, int.MaxValue);
        }

        Assert.False(Directory.Exists(folder));
    }
}
