using Lumos.Abstractions;
using Lumos.Core.Tests.State;
using Lumos.Dsl.Tests.Sql;
using Lumos.Testing.Servers;
using Npgsql;

namespace Lumos.Storage.Postgres.Tests;

[Collection(PgVectorServer.Name)]
public sealed class PostgresCentroidStoreTests(PgVectorFixture fixture) : CentroidStoreContract, IAsyncLifetime
{
    private readonly List<PostgresCentroidStore> _stores = [];

    [Fact]
    public async Task Read_TablesAnotherStoreMade_AreUsed()
    {
        var options = fixture.Options();
        var set = new CentroidSet("1", "m");
        await Made(options).WriteAsync(set, [new Centroid("a.a", CentroidKind.Name, "h", new[] { 1f, 2f })]);

        Assert.Equal("a.a", (await Made(options).ReadAsync(set)).Single().Domain);
    }

    [Fact]
    public async Task Write_UnchangedCentroids_WritesNoRowAgain()
    {
        var options = fixture.Options();
        var store = Made(options);
        var set = new CentroidSet("1", "m");
        await store.WriteAsync(set, [new Centroid("a.a", CentroidKind.Name, "h", new[] { 1f, 2f }), new Centroid("b.b", CentroidKind.Name, "h", new[] { 1f, 3f })]);
        var before = await RowsAsync(options);
        await store.WriteAsync(set, [new Centroid("a.a", CentroidKind.Name, "h", new[] { 1f, 2f }), new Centroid("b.b", CentroidKind.Name, "h", new[] { 1f, 4f })]);
        var after = await RowsAsync(options);

        Assert.Equal(before["a.a"], after["a.a"]);
        Assert.NotEqual(before["b.b"], after["b.b"]);
    }

    [Fact]
    public async Task Read_ServerThatIsNotThere_SaysSoWithoutSecrets()
    {
        var store = Made(new PostgresStateOptions { ConnectionString = "Host=127.0.0.1;Port=1;Username=lumos;Password=hunter2;Database=state", Timeout = TimeSpan.FromSeconds(5) });
        var error = await Assert.ThrowsAsync<LumosException>(async () => await store.ReadAsync(new CentroidSet("1", "m")));

        Assert.Equal((ErrorCode.TransientError, "STATE_SERVER_UNREACHABLE"), (error.Code, error.Reason));
        Assert.Contains("127.0.0.1:1/state", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    [ServerFact(Server.Postgres)]
    public async Task Read_ServerWithoutPgVector_SaysWhatToDoAndMakesNothing()
    {
        using var plain = TemporaryPostgres.Start();
        var error = await Assert.ThrowsAsync<LumosException>(async () => await Made(new PostgresStateOptions { ConnectionString = plain.ConnectionString }).ReadAsync(new CentroidSet("1", "m")));

        Assert.Equal((ErrorCode.DeterministicFailure, "STATE_PGVECTOR_MISSING"), (error.Code, error.Reason));
        Assert.Contains("CREATE EXTENSION vector", error.NextStep, StringComparison.Ordinal);
        await using var connection = new NpgsqlConnection(plain.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT count(*) FROM pg_namespace WHERE nspname = 'lumos'", connection);
        Assert.Equal(0L, await command.ExecuteScalarAsync());
    }

    [Fact]
    public void Options_Mistakes_AreAllNamedWithoutSecrets()
    {
        var error = Assert.Throws<ArgumentException>(static () => new PostgresCentroidStore(new PostgresStateOptions { ConnectionString = "Password=hunter2;Nonsense=1", Schema = "", Timeout = TimeSpan.Zero }));

        Assert.Contains("ConnectionString", error.Message, StringComparison.Ordinal);
        Assert.Contains("Schema", error.Message, StringComparison.Ordinal);
        Assert.Contains("Timeout", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.Message, StringComparison.Ordinal);
        Assert.Contains("Host", Assert.Throws<ArgumentException>(static () => new PostgresCentroidStore(new PostgresStateOptions { ConnectionString = "Database=x" })).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=db.example.org", "db.example.org")]
    [InlineData("Host=a:5433,b", "a b")]
    [InlineData("Host=[::1]:5433", "::1")]
    [InlineData("Host=::1", "::1")]
    [InlineData("Host=/var/run/postgresql", "")]
    public void Hosts_OfAConnectionString_AreThoseOverTheNetwork(string connection, string hosts) =>
        Assert.Equal(hosts, string.Join(' ', new PostgresCentroidStore(new PostgresStateOptions { ConnectionString = connection }).Hosts));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var store in _stores) await store.DisposeAsync();
    }

    protected override ICentroidStore Empty() => Made(fixture.Options());

    private PostgresCentroidStore Made(PostgresStateOptions options)
    {
        var store = new PostgresCentroidStore(options);
        _stores.Add(store);
        return store;
    }

    private static async Task<Dictionary<string, string>> RowsAsync(PostgresStateOptions options)
    {
        await using var connection = new NpgsqlConnection(options.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"SELECT domain, xmin::text || ctid::text FROM {Sql.Name(options.Schema)}.domain_centroids", connection);
        await using var reader = await command.ExecuteReaderAsync();
        Dictionary<string, string> rows = [];
        while (await reader.ReadAsync()) rows.Add(reader.GetString(0), reader.GetString(1));
        return rows;
    }
}
