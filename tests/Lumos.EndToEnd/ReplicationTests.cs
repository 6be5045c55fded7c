using Lumos.Core.Supervision;
using Lumos.Testing.Servers;
using Npgsql;

namespace Lumos.EndToEnd;

/// <summary>Runs that read a server's log of changes, killed (SIGKILL) on the way, each resumed to the rows of the source.</summary>
public sealed class ReplicationTests
{
    private static readonly (string Place, string Change)[] Kills =
    [
        (FailpointNames.IngestBeforeLedger, "INSERT INTO orders SELECT n, 'note ' || n, n / 10.0 FROM generate_series(1, 300) AS n"),
        (FailpointNames.AfterPromotion, "UPDATE orders SET amount = amount + 1 WHERE id % 7 = 0; DELETE FROM orders WHERE id % 11 = 0; UPDATE orders SET id = id + 1000 WHERE id < 10"),
        (FailpointNames.BeforeConfirmation, "DELETE FROM orders WHERE id = 15; INSERT INTO orders VALUES (15, 'back', 5); UPDATE orders SET note = repeat('long ', 3000) WHERE id = 16"),
    ];

    private const string Position = "SELECT confirmed_flush_lsn::text FROM pg_replication_slots";

    [ServerFact]
    public async Task Run_KilledAtPlaceAfterPlace_MissesNothingAndTakesNothingTwice()
    {
        using var server = TemporaryPostgres.Start("wal_level=logical");
        var folder = Directory.CreateTempSubdirectory("lumos-log-").FullName;
        try
        {
            Value(server, "CREATE TABLE orders (id bigint PRIMARY KEY, note text, amount numeric(10,2)); CREATE DATABASE target");
            await File.WriteAllTextAsync(Path.Combine(folder, "target.sql"), "CREATE TABLE orders (id bigint PRIMARY KEY, note text, amount decimal(10,2))");
            var from = $"postgres://lumos@/postgres?host={Uri.EscapeDataString(server.SocketFolder)}&table=orders";
            string[] run =
            [
                "run", "--from", from, "--to", "target.sql", "--out", $"postgres://lumos@/target?host={Uri.EscapeDataString(server.SocketFolder)}",
                "--load", "upsert, delete missing", "--incremental", "orders=logical_replication", "--yes",
            ];

            // What is killed is resumed, and the changes made after it read are the next one's.
            foreach (var (place, change) in Kills)
            {
                Value(server, change);
                var before = Value(server, Position);
                var killed = await LumosProcess.RunAsync(folder, new Dictionary<string, string> { ["LUMOS_FAILPOINT"] = place }, run);
                Assert.True(killed.ExitCode is not (0 or 1 or 2 or 3), $"'{place}' was not reached: {killed}");
                if (before is not null) Assert.Equal(before, Value(server, Position));
                var expected = Rows(server);
                Value(server, "INSERT INTO orders VALUES (5000, 'later', 0) ON CONFLICT (id) DO UPDATE SET amount = orders.amount + 1");

                var resumed = await LumosProcess.RunAsync(folder, "resume", "--yes");

                Assert.True(resumed.ExitCode == 0, $"resume after '{place}': {resumed}");
                Assert.Equal(place == FailpointNames.IngestBeforeLedger ? Rows(server) : expected, Rows(server, "target"));
                Assert.NotEqual(before, Value(server, Position));
                Assert.Equal(place == FailpointNames.BeforeConfirmation, resumed.Output.Contains("completed before", StringComparison.Ordinal));
            }

            await DropAsync(server, folder, from, run);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // What is left when nobody reads any more, and how to begin again.
    private static async Task DropAsync(TemporaryPostgres server, string folder, string from, string[] run)
    {
        var slot = Value(server, "SELECT slot_name::text FROM pg_replication_slots")!;
        var listed = await LumosProcess.RunAsync(folder, "replication", "list", from);
        var doctor = await LumosProcess.RunAsync(folder, "doctor", from);
        Value(server, "DELETE FROM orders WHERE id = 5000");
        var dropped = await LumosProcess.RunAsync(folder, "replication", "drop", from, slot);
        var status = await LumosProcess.RunAsync(folder, "status");
        var plan = await LumosProcess.RunAsync(folder, ["plan", .. run[1..^1]]);
        var again = await LumosProcess.RunAsync(folder, run);

        Assert.StartsWith($"{slot}  waiting  ", listed.Output, StringComparison.Ordinal);
        Assert.Contains($"publication {slot}  run ", listed.Output, StringComparison.Ordinal);
        Assert.Contains($"slot     {slot}  waiting", doctor.Output, StringComparison.Ordinal);
        Assert.True(dropped.ExitCode == 0 && dropped.Output.StartsWith($"{slot} is dropped; ", StringComparison.Ordinal), dropped.ToString());
        Assert.Equal("0", Value(server, $"SELECT count(*) FROM pg_publication WHERE pubname = '{slot}'"));
        Assert.Contains($"; orders by logical replication (slot {slot}, ", status.Output, StringComparison.Ordinal);
        Assert.Matches("\nslot     lumos_[0-9a-z]+: the server keeps its log for it ", plan.Output);
        Assert.Contains(" whole to ", again.Output, StringComparison.Ordinal);
        Assert.Equal(Rows(server), Rows(server, "target"));
    }

    private static string? Rows(TemporaryPostgres server, string database = "postgres") => Value(server, "SELECT string_agg(o::text, E'\\n' ORDER BY id) FROM orders AS o", database);

    private static string? Value(TemporaryPostgres server, string sql, string database = "postgres")
    {
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = database }.ConnectionString);
        connection.Open();
        string? value = null;
        foreach (var statement in sql.Split("; "))
        {
            using var command = new NpgsqlCommand(statement, connection);
            value = command.ExecuteScalar()?.ToString();
        }

        return value;
    }
}
