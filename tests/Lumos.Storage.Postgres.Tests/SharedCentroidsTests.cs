using Lumos.Abstractions;
using Lumos.Core;
using Lumos.Core.Tests;
using Lumos.Testing.Models;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Lumos.Storage.Postgres.Tests;

[Collection(PgVectorServer.Name)]
public sealed class SharedCentroidsTests(PgVectorFixture fixture) : IDisposable
{
    private static readonly Dictionary<string, string> Meaning = new(StringComparer.Ordinal) { ["gorelia"] = "nationality", ["citizenship"] = "nationality" };
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Plan_TwoEnginesWithOneServer_MakeCentroidsOnce()
    {
        var options = fixture.Options();
        var first = new ConceptEmbeddings(Meaning);
        var one = await PlanAsync("one", first, options);
        var second = new ConceptEmbeddings(Meaning);
        var two = await PlanAsync("two", second, options);
        var alone = await PlanAsync("three", new ConceptEmbeddings(Meaning), null);

        Assert.True(first.Asked.Sum(static a => a.Count) > 3_000);
        Assert.True(second.Asked.Sum(static a => a.Count) < 10);
        Assert.False(Directory.Exists(Path.Combine(_folder["one"], "centroids")));
        // The server changes nothing: the same bytes as with the state folder.
        Assert.Equal(alone.Text, one.Text);
        Assert.Equal(alone.Text, two.Text);
        Assert.Contains(two.Columns, static c => c.Domain == "person.nationality");
    }

    [Fact]
    public async Task Plan_WithoutAModel_HoldsTheBuiltInCentroidsThere()
    {
        var options = fixture.Options();
        var run = await PlanAsync("one", null, options);
        await PlanAsync("two", null, options);
        await using var store = new PostgresCentroidStore(options);
        var set = new CentroidSet(DomainsVersion(), "builtin:trigrams-256");
        var held = await store.ReadAsync(set);

        Assert.Equal("builtin:trigrams-256", run.Representation);
        Assert.Equal(Lumos.Core.Domains.DomainsReader.Default.List().Count, held.Count(static c => c.Kind == CentroidKind.Name));
        Assert.All(held, static c => Assert.Equal(256, c.Vector.Length));
        var email = held.Single(static c => c is { Domain: "contact.email", Kind: CentroidKind.Value });
        Assert.Equal("contact.email", (await store.NearestAsync(set, CentroidKind.Value, email.Vector, 3))[0].Domain);
    }

    [Fact]
    public async Task Plan_ServerThatDoesNotAnswer_GoesOnWithoutAndSaysSo()
    {
        var run = await PlanAsync("one", new ConceptEmbeddings(Meaning), new PostgresStateOptions { ConnectionString = "Host=127.0.0.1;Port=1;Username=lumos", Timeout = TimeSpan.FromSeconds(2) });

        Assert.Contains(run.Summaries, static s => s.Contains("The store of centroids was not used", StringComparison.Ordinal));
        Assert.Equal("fake:small", run.Representation);
    }

    [Fact]
    public async Task Plan_ServerThePolicyDoesNotList_IsNotReached()
    {
        var run = await PlanAsync("one", null, new PostgresStateOptions { ConnectionString = "Host=state.example.org;Username=lumos" });

        Assert.Contains(run.Summaries, static s => s.Contains("state.example.org", StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    private static string DomainsVersion() => Lumos.Core.Domains.DomainsReader.Default.CatalogVersion;

    private async Task<Result> PlanAsync(string state, ConceptEmbeddings? model, PostgresStateOptions? server)
    {
        _folder.Write("people.csv", "id,gorelia\n" + string.Concat(Enumerable.Range(0, 8).Select(static i => $"{i},x{i}\n")));
        _folder.Write("target.json", """{"tables": [{"name": "people", "columns": [{"name": "id", "type": "int64", "key": true}]}]}""");
        _folder.Write("policy.json", LumosEngine.Create().PolicyManifest.Replace("\"providers\":{\"allow\":[]", "\"providers\":{\"allow\":[\"fake\"]", StringComparison.Ordinal));
        var services = new ServiceCollection();
        if (model is not null) services.AddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(model);
        var builder = services.AddLumos(options => options.PolicyManifestFile = _folder["policy.json"]).UseDuckDb(_folder[state]);
        if (server is not null) builder.UsePostgresState(options => (options.ConnectionString, options.Schema, options.Timeout) = (server.ConnectionString, server.Schema, server.Timeout));
        await using var provider = services.BuildServiceProvider();
        var engine = provider.GetRequiredService<LumosEngine>();
        var result = await engine.PlanAsync(
            new RunContract
            {
                RunId = "01JD0000000000000000000000", Mode = RunMode.MetadataOnly, Lhs = new RunEndpoint { Source = new EndpointSource("file"), Location = ["people.csv"] },
                Rhs = new RunEndpoint { Source = new EndpointSource("file"), Location = ["out.duckdb"], SchemaRef = "target.json" }, RbacActor = new RbacActor("tester", Role.Operator),
            },
            new RunSettings { BaseFolder = _folder["."] });
        List<string> summaries = [];
        await foreach (var item in engine.ReadLedgerAsync(result.RunId)) summaries.Add(item.Entry.Summary);
        var domains = (await engine.GetArtifactsAsync(result.RunId)).Domains!;
        return new Result(domains.Columns, domains.Representation, summaries, System.Text.Json.JsonSerializer.Serialize(domains));
    }

    private sealed record Result(IReadOnlyList<DomainAssignment> Columns, string? Representation, IReadOnlyList<string> Summaries, string Text);
}
