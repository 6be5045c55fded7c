using System.Net;
using System.Net.Sockets;
using Lumos.Abstractions;
using Lumos.Connectors.Postgres.Tests.Targets;
using Lumos.Testing.Servers;

namespace Lumos.Connectors.Postgres.Tests.Connecting;

/// <summary>What goes wrong between Lumos and a server, in the words of the taxonomy.</summary>
[Collection(ServerTests.Name)]
public sealed class FailureTests(ServerFixture fixture)
{
    private static readonly TargetTable Table = TargetScript.Table("people", "id int64!, name text", "id");

    [Fact]
    public async Task Open_NobodyListens_IsTransient()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        taken.Stop();

        var error = await OpenFailsAsync($"postgres://lumos@127.0.0.1:{port}/x");

        Assert.Equal("DATABASE_UNREACHABLE", error.Reason);
        Assert.Equal(ErrorCode.TransientError, error.Code);
    }

    [Fact]
    public async Task Open_ServerNeverAnswers_IsATimeout()
    {
        using var mute = new TcpListener(IPAddress.Loopback, 0);
        mute.Start();

        var error = await OpenFailsAsync($"postgres://lumos@127.0.0.1:{((IPEndPoint)mute.LocalEndpoint).Port}/x?connect_timeout=1");

        Assert.Equal(ErrorCode.Timeout, error.Code);
        Assert.Contains("connect_timeout", error.Message, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task Open_NoSuchDatabase_SaysSo() => Assert.Equal("DATABASE_MISSING", (await OpenFailsAsync(fixture.NewDatabase().Location.Replace("/t", "/no_t", StringComparison.Ordinal))).Reason);

    [ServerFact]
    public async Task Open_NoSuchSchema_SaysHowToMakeIt()
    {
        var error = await OpenFailsAsync(fixture.NewDatabase().Location + "&schema=sales");

        Assert.Equal("DATABASE_SCHEMA_MISSING", error.Reason);
        Assert.Contains("CREATE SCHEMA \"sales\"", error.Message, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task Open_UnknownRole_IsAnAuthenticationFailure() =>
        Assert.Equal("DATABASE_AUTHENTICATION", (await OpenFailsAsync(fixture.NewDatabase().Location.Replace("lumos@", "nobody@", StringComparison.Ordinal))).Reason);

    [ServerFact]
    public async Task Open_Password_ComesFromTheFunction()
    {
        var database = fixture.NewDatabase();
        PostgresLogin? asked = null;
        var connector = new PostgresConnector(new PostgresOptions
        {
            Password = (login, _) =>
            {
                asked = login;
                return ValueTask.FromResult<string?>("obviously-fake");
            },
        });

        await using var target = await connector.OpenTargetAsync(new ConnectorRequest(database.Endpoint(), "job"));

        Assert.Equal("lumos", asked!.User);
        Assert.DoesNotContain("obviously-fake", target.Name, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task Check_RoleWithoutRights_SaysWhatToGrant()
    {
        var database = fixture.NewDatabase();
        database.Execute("DROP ROLE IF EXISTS intern; CREATE ROLE intern LOGIN");
        var connector = new PostgresConnector();
        var endpoint = database.Endpoint() with { Location = [database.Location.Replace("lumos@", "intern@", StringComparison.Ordinal)] };

        await using var target = await connector.OpenTargetAsync(new ConnectorRequest(endpoint, "job"));
        var error = await Assert.ThrowsAsync<LumosException>(async () => await target.CheckAsync(Table, TableLoad.Default));

        Assert.Equal("DATABASE_NOT_ALLOWED", error.Reason);
        Assert.Contains("GRANT CREATE ON DATABASE", error.Message, StringComparison.Ordinal);
        database.Execute($"GRANT CREATE ON DATABASE {new Npgsql.NpgsqlConnectionStringBuilder(database.ConnectionString).Database} TO intern; CREATE TABLE people (id bigint PRIMARY KEY, name text); INSERT INTO people VALUES (1, 'a')");
        error = await Assert.ThrowsAsync<LumosException>(async () => await target.CheckAsync(Table, TableLoad.Default));
        Assert.Equal("DATABASE_NOT_ALLOWED", error.Reason);
    }

    [ServerFact]
    public async Task Chunk_ServerDiesAndComesBack_ChunksAreGoneAndTheRunGoesOn()
    {
        using var server = TemporaryPostgres.Start();
        var database = new TestDatabase(server, "postgres");
        var script = new TargetScript(database);
        await using (var target = await script.OpenAsync())
        {
            await using var staging = await target.OpenStagingAsync("R1", TargetScript.Staging(Table));
            await staging.WriteChunkAsync(0, Batches.Stream(TargetScript.Rows(Table, 0, "1|a")));
            server.Kill();
            var error = await Assert.ThrowsAsync<LumosException>(async () => await staging.WriteChunkAsync(1, Batches.Stream(TargetScript.Rows(Table, 1, "2|b"))));
            Assert.True(error.IsTransient, error.ToString());
            Assert.True((await Assert.ThrowsAsync<LumosException>(async () => await target.DescribeAsync("people"))).IsTransient);
        }

        server.Restart();
        await using (var target = await script.OpenAsync())
        {
            await using (var staging = await target.OpenStagingAsync("R1", TargetScript.Staging(Table)))
            {
                Assert.Empty(await staging.GetChunksAsync());
                await staging.WriteChunkAsync(0, Batches.Stream(TargetScript.Rows(Table, 0, "1|a")));
                await staging.WriteChunkAsync(1, Batches.Stream(TargetScript.Rows(Table, 1, "2|b")));
            }

            await TargetScript.PromoteAsync(target, "R1", "job", (Table, TableLoad.Default, []));
        }

        server.Restart();
        Assert.Equal(["1|a", "2|b"], database.Rows("SELECT * FROM people ORDER BY id"));
    }

    [ServerFact]
    public async Task Chunk_ConnectionIsCutInTheMiddle_IsTransientAndLeavesNothing()
    {
        var database = fixture.NewDatabase();
        using var proxy = SocketProxy.To(fixture.Server.SocketFolder);
        var endpoint = database.Endpoint() with { Location = [database.Location.Replace(Uri.EscapeDataString(fixture.Server.SocketFolder), Uri.EscapeDataString(proxy.Folder), StringComparison.Ordinal)] };
        await using var target = await new PostgresConnector().OpenTargetAsync(new ConnectorRequest(endpoint, "job"));
        await using var staging = await target.OpenStagingAsync("R1", TargetScript.Staging(Table));

        var error = await Assert.ThrowsAsync<LumosException>(async () => await staging.WriteChunkAsync(0, Cut()));

        Assert.Equal("DATABASE_CONNECTION_LOST", error.Reason);
        Assert.True(error.IsTransient);
        await using var again = await new PostgresConnector().OpenTargetAsync(new ConnectorRequest(endpoint, "job"));
        await using var staging2 = await again.OpenStagingAsync("R1", TargetScript.Staging(Table));
        Assert.Empty(await staging2.GetChunksAsync());

        async IAsyncEnumerable<ColumnBatch> Cut()
        {
            for (var i = 0; i < 4; i++)
            {
                await Task.Yield();
                if (i == 2) proxy.CutAll();
                yield return TargetScript.Rows(Table, i * 5000L, [.. Enumerable.Range(0, 5000).Select(n => FormattableString.Invariant($"{i * 5000 + n}|{new string('x', 100)}"))]);
            }
        }
    }

    [ServerFact]
    public async Task Chunk_RowFitsOnNoPage_SaysWhichLimitThatIs()
    {
        var wide = TargetScript.Table("wide", string.Join(", ", Enumerable.Range(0, 1200).Select(static at => $"c{at} int64")));
        await using var target = await new TargetScript(fixture.NewDatabase()).OpenAsync();
        await using var staging = await target.OpenStagingAsync("R1", TargetScript.Staging(wide));

        var error = await Assert.ThrowsAsync<LumosException>(async () => await staging.WriteChunkAsync(0, Batches.Stream(TargetScript.Rows(wide, 0, string.Join('|', Enumerable.Repeat("1", 1200))))));

        Assert.Equal("DATABASE_LIMIT", error.Reason);
        Assert.Equal(ErrorCode.DeterministicFailure, error.Code);
    }

    private static async Task<LumosException> OpenFailsAsync(string location) => await Assert.ThrowsAsync<LumosException>(
        async () => await new PostgresConnector().OpenTargetAsync(new ConnectorRequest(new RunEndpoint { Source = new EndpointSource("sql"), Location = [location] }, "job")));
}
