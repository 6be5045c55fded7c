using System.Text.Json;
using Lumos.Core.Supervision;
using Lumos.Testing.Servers;
using Npgsql;

namespace Lumos.EndToEnd;

/// <summary>
/// Runs into a PostgreSQL server: killed (SIGKILL) at every place of migration, with the server itself killed on the way, and each time resumed to the
/// rows of a run nobody disturbed.
/// </summary>
public sealed class PostgresTests(PostgresTests.Fixture fixture) : IClassFixture<PostgresTests.Fixture>
{
    public static TheoryData<string> Places => new(FailpointNames.All.SkipWhile(place => place != FailpointNames.MigrationStarted));

    [ServerTheory]
    [MemberData(nameof(Places))]
    public async Task Resume_AfterKillAtAnyPlace_EndsInTheSameRows(string place)
    {
        var database = fixture.NewDatabase();
        using var sample = new SampleRun("shop");
        PointAt(sample, database);
        var killed = await LumosProcess.RunAsync(sample.Folder, new Dictionary<string, string> { ["LUMOS_FAILPOINT"] = place }, "run", "contract.yaml", "--yes", "--quiet");
        Assert.True(killed.ExitCode is not (0 or 1 or 2 or 3), $"'{place}' was not reached: {killed}");

        var resumed = await LumosProcess.RunAsync(sample.Folder, "resume", "--yes", "--json", "--quiet");

        Assert.True(resumed.ExitCode == 0, $"resume after '{place}': {resumed}");
        Assert.Equal(await fixture.Undisturbed.Value, fixture.Result(database, resumed));
        Assert.Equal("0", fixture.Value(database, "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'lumos\\_staging%'"));
    }

    [ServerFact]
    public async Task Resume_AfterTheServerDied_EndsInTheSameRows()
    {
        using var own = new Fixture();
        var database = own.NewDatabase();
        using var sample = new SampleRun("shop");
        own.PointSampleAt(sample, database);
        using var run = LumosProcess.Start(sample.Folder, new Dictionary<string, string> { ["LUMOS_FAILPOINT"] = "hold@" + FailpointNames.BeforeValidation }, "run", "contract.yaml", "--yes", "--quiet");
        await LumosProcess.WaitForLineAsync(run, "held at ");
        own.Server.Kill();
        run.Kill();
        await LumosProcess.EndAsync(run);

        var down = await LumosProcess.RunAsync(sample.Folder, "resume", "--yes", "--quiet");
        own.Server.Restart();
        var resumed = await LumosProcess.RunAsync(sample.Folder, "resume", "--yes", "--json", "--quiet");

        Assert.True(down.ExitCode != 0 && (down.Error + down.Output).Contains("server", StringComparison.Ordinal), down.ToString());
        Assert.True(resumed.ExitCode == 0, resumed.ToString());
        Assert.Equal(await fixture.Undisturbed.Value, own.Result(database, resumed));
    }

    [ServerFact]
    public async Task Run_FromDatabaseToDatabase_ShortForm_MovesTheRows()
    {
        var (from, to) = (fixture.NewDatabase(), fixture.NewDatabase());
        fixture.Value(from, "CREATE TABLE people (id integer PRIMARY KEY, name text NOT NULL, born date); INSERT INTO people SELECT n, 'Name ' || n, date '1990-01-01' + n FROM generate_series(1, 50) AS n");
        var folder = Directory.CreateTempSubdirectory("lumos-short-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "target.sql"), "CREATE TABLE people (id bigint PRIMARY KEY, name text NOT NULL, born date)");

            var run = await LumosProcess.RunAsync(folder, "run", "--from", fixture.Location(from), "--to", "target.sql", "--out", fixture.Location(to), "--yes", "--quiet");

            Assert.True(run.ExitCode == 0, run.ToString());
            Assert.Equal(fixture.Value(from, "SELECT string_agg(p::text, ';' ORDER BY id) FROM people AS p"), fixture.Value(to, "SELECT string_agg(p::text, ';' ORDER BY id) FROM people AS p"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [ServerFact]
    public async Task Doctor_Location_SaysWhetherItAnswers()
    {
        var folder = Directory.CreateTempSubdirectory("lumos-doctor-").FullName;
        try
        {
            var good = await LumosProcess.RunAsync(folder, "doctor", fixture.Location(fixture.NewDatabase()));
            var missing = await LumosProcess.RunAsync(folder, "doctor", fixture.Location("nowhere"));
            var secret = await LumosProcess.RunAsync(folder, "doctor", "postgres://me:fakepassword@db/x");

            Assert.Contains("answers: PostgreSQL, no table to read", good.Output, StringComparison.Ordinal);
            Assert.Contains("There is no such database", missing.Output, StringComparison.Ordinal);
            Assert.NotEqual(0, missing.ExitCode);
            Assert.Contains("holds a password", secret.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("fakepassword", secret.Output + secret.Error, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private void PointAt(SampleRun sample, string database) => fixture.PointSampleAt(sample, database);

    /// <summary>A server, and what a run nobody disturbed leaves.</summary>
    public sealed class Fixture : IDisposable
    {
        private int _databases;

        public Fixture() => Undisturbed = new Lazy<Task<string>>(UndisturbedAsync);

        public TemporaryPostgres Server { get; } = TemporaryPostgres.Start();

        public Lazy<Task<string>> Undisturbed { get; }

        public string NewDatabase()
        {
            var name = $"e{Interlocked.Increment(ref _databases)}";
            Value("postgres", $"CREATE DATABASE {name}");
            return name;
        }

        public string? Value(string database, string sql)
        {
            using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Server.ConnectionString) { Database = database }.ConnectionString);
            connection.Open();
            using var command = new NpgsqlCommand(sql, connection);
            return command.ExecuteScalar()?.ToString();
        }

        public string Location(string database) => $"postgres://lumos@/{database}?host={Uri.EscapeDataString(Server.SocketFolder)}";

        /// <summary>Lets the sample's contract write into a database.</summary>
        internal void PointSampleAt(SampleRun sample, string database)
        {
            var contract = Path.Combine(sample.Folder, "contract.yaml");
            var text = File.ReadAllText(contract);
            File.WriteAllText(contract, text.Replace($"location: out/{sample.Name}.duckdb", $"location: \"{Location(database)}\"", StringComparison.Ordinal));
        }

        /// <summary>Tables as text and everything the run says about them.</summary>
        internal string Result(string database, ProcessResult run)
        {
            using var summary = JsonDocument.Parse(run.Output);
            var rows = Value(database, "SELECT (SELECT string_agg(o::text, E'\\n' ORDER BY order_id) FROM orders AS o) || (SELECT string_agg(l::text, E'\\n' ORDER BY order_id, line_no) FROM order_lines AS l)");
            return rows + summary.RootElement.GetProperty("tables").GetRawText();
        }

        public void Dispose() => Server.Dispose();

        private async Task<string> UndisturbedAsync()
        {
            var database = NewDatabase();
            using var sample = new SampleRun("shop");
            PointSampleAt(sample, database);
            var run = await LumosProcess.RunAsync(sample.Folder, "run", "contract.yaml", "--yes", "--json", "--quiet");
            Assert.True(run.ExitCode == 0, run.ToString());
            return Result(database, run);
        }
    }
}
