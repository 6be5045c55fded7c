using Lumos.Abstractions;
using Lumos.Core.Policy;
using Lumos.Testing.Models;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Lumos.Core.Tests.Inference;

public sealed class EmbeddingModelTests : IDisposable
{
    private static readonly Dictionary<string, string> Meaning = new(StringComparer.Ordinal) { ["gorelia"] = "nationality", ["citizenship"] = "nationality", ["rostlaube"] = "car" };
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Plan_HeaderTheCatalogDoesNotKnow_IsUnderstoodByTheModel()
    {
        var before = await ColumnAsync(await PlanAsync(null, RunMode.MetadataOnly), "gorelia");
        var model = new ConceptEmbeddings(Meaning);
        var run = await PlanAsync(model, RunMode.MetadataOnly, id: 'B');
        var after = await ColumnAsync(run, "gorelia");

        Assert.NotEqual("person.nationality", before.Domain);
        Assert.Equal("person.nationality", after.Domain);
        Assert.True(after.Components["name"] > before.Components.GetValueOrDefault("name"));
        Assert.Contains(after.Evidence, static e => e.Contains("similarity by fake:small", StringComparison.Ordinal));
        var domains = (await run.Engine.GetArtifactsAsync(run.RunId)).Domains!;
        Assert.Equal(("fake:small", "fake", "small"), (domains.Representation, domains.Header.Provider, domains.Header.Model));
    }

    [Fact]
    public async Task Plan_HeaderTheCatalogKnows_IsLeftAlone()
    {
        var before = await ColumnAsync(await PlanAsync(null, RunMode.MetadataOnly), "mail");
        var misled = new ConceptEmbeddings(new Dictionary<string, string>(Meaning, StringComparer.Ordinal) { ["email"] = "nationality" });
        var after = await ColumnAsync(await PlanAsync(misled, RunMode.MetadataOnly, id: 'B'), "mail");

        Assert.Equal("contact.email", after.Domain);
        Assert.Equal(before.Evidence, after.Evidence);
        Assert.NotEqual("person.nationality", after.RunnerUp);
    }

    [Fact]
    public async Task Plan_WithoutAModel_SaysThatTheBuiltInRepresentationScored()
    {
        var run = await PlanAsync(null, RunMode.DataMode);

        Assert.Equal("builtin:trigrams-256", (await run.Engine.GetArtifactsAsync(run.RunId)).Domains!.Representation);
        Assert.False(Directory.Exists(Path.Combine(_folder["state"], "centroids")));
        Assert.DoesNotContain(await EventsAsync(run), static e => e.Kind == LedgerEventKinds.TextsEmbedded);
    }

    [Fact]
    public async Task Plan_MetadataOnly_SendsNamesAndNothingElse()
    {
        var model = new ConceptEmbeddings(Meaning);
        await PlanAsync(model, RunMode.MetadataOnly);

        var sent = model.Asked.SelectMany(static a => a).ToList();
        Assert.Contains("gorelia", sent);
        Assert.DoesNotContain(sent, static t => t.Contains("Rostlaube", StringComparison.Ordinal) || t.Contains("anna0", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Plan_DataMode_SendsValuesMasked()
    {
        var model = new ConceptEmbeddings(Meaning);
        await PlanAsync(model, RunMode.DataMode);

        var sent = model.Asked.SelectMany(static a => a).ToList();
        Assert.Contains(sent, static t => t.Contains("Rostlaube", StringComparison.Ordinal));
        Assert.DoesNotContain(sent, static t => t.Contains("anna0@example.com", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Plan_ProviderThePolicyDoesNotList_IsNotAskedAndTheBuiltInStandsIn()
    {
        var model = new ConceptEmbeddings(Meaning);
        var run = await PlanAsync(model, RunMode.DataMode, allow: false);

        Assert.Empty(model.Asked);
        var refused = (await EventsAsync(run)).Single(static e => e.Kind == LedgerEventKinds.TextsEmbedded);
        Assert.Equal((ErrorCode.PolicyBlock, "POLICY_DENIED"), (refused.ErrorCode, refused.ErrorDetailId));
        Assert.Contains("built-in representation stands in", refused.Summary, StringComparison.Ordinal);
        Assert.Equal("builtin:trigrams-256", (await run.Engine.GetArtifactsAsync(run.RunId)).Domains!.Representation);
    }

    [Fact]
    public async Task Plan_ModelAtAHostThePolicyDoesNotList_IsNotAsked()
    {
        var far = new ConceptEmbeddings(Meaning, address: new Uri("https://models.example.com/v1"));
        var run = await PlanAsync(far, RunMode.MetadataOnly);
        Assert.Empty(far.Asked);
        Assert.Contains("models.example.com", (await EventsAsync(run)).Single(static e => e.Kind == LedgerEventKinds.TextsEmbedded).Summary, StringComparison.Ordinal);

        var near = new ConceptEmbeddings(Meaning, address: new Uri("http://127.0.0.1:8080/v1"));
        await PlanAsync(near, RunMode.MetadataOnly, id: 'B');
        Assert.NotEmpty(near.Asked);
    }

    [Fact]
    public async Task Plan_ContractThatDeniesTheProvider_IsKept()
    {
        var model = new ConceptEmbeddings(Meaning);
        await PlanAsync(model, RunMode.DataMode, change: static c => c with { ProviderDenylist = ["fake"] });

        Assert.Empty(model.Asked);
    }

    [Theory]
    [InlineData(3, null)]
    [InlineData(null, 1.0)]
    public async Task Plan_BudgetTooSmall_FallsBackAndSaysSo(int? tokens, double? usd)
    {
        var model = new ConceptEmbeddings(Meaning);
        var run = await PlanAsync(model, RunMode.DataMode, change: c => c with { BudgetCaps = new Dictionary<string, BudgetCap> { ["domains"] = new() { Tokens = tokens, Usd = (decimal?)usd } } });

        Assert.Empty(model.Asked);
        Assert.Equal("BUDGET_TOKENS", (await EventsAsync(run)).Single(static e => e.Kind == LedgerEventKinds.TextsEmbedded).ErrorDetailId);
    }

    [Fact]
    public async Task Plan_ModelThatFailsHalfWay_GivesTheSameBytesAsNoModel()
    {
        var plain = await PlanAsync(null, RunMode.DataMode);
        var expected = await AssignmentsAsync(plain);
        var model = new ConceptEmbeddings(Meaning) { Before = static n => { if (n > 1) throw new HttpRequestException("secret of somebody"); } };
        var run = await PlanAsync(model, RunMode.DataMode, id: 'B', batch: 16);

        Assert.Equal(expected, await AssignmentsAsync(run));
        var failed = (await EventsAsync(run)).Last(static e => e.Kind == LedgerEventKinds.TextsEmbedded);
        Assert.Equal((ErrorCode.TransientError, "MODEL_UNAVAILABLE"), (failed.ErrorCode, failed.ErrorDetailId));
        Assert.DoesNotContain("secret", failed.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_VectorsOfDifferentLengths_AreNotUsed()
    {
        var calls = 0;
        var model = new ConceptEmbeddings(Meaning) { Spoil = made => ++calls == 1 ? made : new GeneratedEmbeddings<Embedding<float>>(made.Select(static e => new Embedding<float>(e.Vector[..8]))) };
        var run = await PlanAsync(model, RunMode.DataMode);

        Assert.Equal("EMBEDDING_INVALID", (await EventsAsync(run)).Last(static e => e.Kind == LedgerEventKinds.TextsEmbedded).ErrorDetailId);
        Assert.Equal("builtin:trigrams-256", (await run.Engine.GetArtifactsAsync(run.RunId)).Domains!.Representation);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("fewer")]
    [InlineData("nan")]
    public async Task Plan_VectorsThatAreNone_AreNotUsed(string what)
    {
        var model = new ConceptEmbeddings(Meaning)
        {
            Spoil = made => what switch
            {
                "none" => new(made.Select(static _ => new Embedding<float>(default(ReadOnlyMemory<float>)))),
                "fewer" => new(made.Skip(1)),
                _ => new(made.Select(static e => new Embedding<float>(new[] { float.NaN }))),
            },
        };
        var run = await PlanAsync(model, RunMode.DataMode);

        Assert.Equal("EMBEDDING_INVALID", (await EventsAsync(run)).Single(static e => e.Kind == LedgerEventKinds.TextsEmbedded).ErrorDetailId);
    }

    [Fact]
    public async Task Plan_SecondRun_AsksForNoCentroidTwiceAndGivesTheSameBytes()
    {
        var first = new ConceptEmbeddings(Meaning);
        var one = await AssignmentsAsync(await PlanAsync(first, RunMode.DataMode));
        var second = new ConceptEmbeddings(Meaning);
        var two = await AssignmentsAsync(await PlanAsync(second, RunMode.DataMode, id: 'B'));

        Assert.Equal(one, two);
        Assert.True(first.Asked.Sum(static a => a.Count) > 3_000);
        Assert.True(second.Asked.Sum(static a => a.Count) < 20);
        Assert.Single(Directory.GetFiles(Path.Combine(_folder["state"], "centroids")));
    }

    [Fact]
    public async Task Plan_CatalogThatChanged_HasOnlyItsNewCentroidsMade()
    {
        await PlanAsync(new ConceptEmbeddings(Meaning), RunMode.MetadataOnly);
        _folder.Write("own.yaml", "domains:\n  - label: own.jalopy\n    title: Jalopy\n    names: [jalopy]\n    pattern: '^J[0-9]{4}$'\n    telling: 0.5\n    examples: [J0001, J0002, J0003, J0004, J0005, J0006, J0007, J0008, J0009, J0010]\n    wrong: [J1, x]\n");
        var model = new ConceptEmbeddings(Meaning);
        await PlanAsync(model, RunMode.MetadataOnly, id: 'B', domains: "own.yaml");

        Assert.InRange(model.Asked.Sum(static a => a.Count), 1, 20);
        Assert.Equal(2, Directory.GetFiles(Path.Combine(_folder["state"], "centroids")).Length);
    }

    [Fact]
    public async Task Resume_AfterAStop_AsksNothingTwiceAndGivesTheSameBytes()
    {
        var expected = await AssignmentsAsync(await PlanAsync(new ConceptEmbeddings(Meaning), RunMode.DataMode, state: "other"));
        using var stop = new CancellationTokenSource();
        var model = new ConceptEmbeddings(Meaning) { Before = n => { if (n == 3) stop.Cancel(); } };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => PlanAsync(model, RunMode.DataMode, cancellation: stop.Token));
        var asked = model.Asked.SelectMany(static a => a).ToList();

        var rest = new ConceptEmbeddings(Meaning);
        var run = await PlanAsync(rest, RunMode.DataMode);
        Assert.NotEmpty(asked);
        Assert.Empty(rest.Asked.SelectMany(static a => a).Intersect(asked));
        Assert.Equal(expected, await AssignmentsAsync(run));
    }

    [Fact]
    public void AddLumos_OptionsOfEmbeddings_AreChecked()
    {
        Assert.Contains("EmbeddingBatch", Assert.Throws<ArgumentException>(static () => LumosEngine.Create(new LumosOptions { EmbeddingBatch = 0 })).Message, StringComparison.Ordinal);
        Assert.Contains("EmbeddingProvider", Assert.Throws<ArgumentException>(static () => LumosEngine.Create(new LumosOptions { EmbeddingProvider = "fake" })).Message, StringComparison.Ordinal);
        Assert.Contains("provider:model", Assert.Throws<ArgumentException>(static () => LumosEngine.Create(new LumosOptions { EmbeddingProvider = ":small", EmbeddingGenerator = new ConceptEmbeddings(Meaning) })).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<Planned> PlanAsync(ConceptEmbeddings? model, RunMode mode, bool allow = true, char id = 'A', int batch = 128, string? domains = null, string state = "state", Func<RunContract, RunContract>? change = null, CancellationToken cancellation = default)
    {
        _folder.Write("cars.csv", "jalopy,gorelia,mail\n" + string.Concat(Enumerable.Range(0, 8).Select(static i => $"Rostlaube {i % 3},x{i},anna{i}@example.com\n")));
        _folder.Write("target.json", """{"tables": [{"name": "cars", "columns": [{"name": "model", "type": "text", "key": true}]}]}""");
        _folder.Write("policy.json", PolicyManifestLoader.ToCanonicalJson(PolicyManifestLoader.LoadDefault() with { Providers = new ProviderRules(allow ? ["fake"] : [], [], []) }));
        var services = new ServiceCollection();
        if (model is not null) services.AddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(model);
        services.AddLumos(options =>
        {
            options.PolicyManifestFile = _folder["policy.json"];
            options.EmbeddingBatch = batch;
            if (domains is not null) options.DomainFiles.Add(_folder[domains]);
        }).UseDuckDb(_folder[state]);
        var engine = services.BuildServiceProvider().GetRequiredService<LumosEngine>();
        var contract = new RunContract
        {
            RunId = "01JD000000000000000000000" + id, Mode = mode, Lhs = new RunEndpoint { Source = new EndpointSource("file"), Location = ["cars.csv"] },
            Rhs = new RunEndpoint { Source = new EndpointSource("file"), Location = ["out.duckdb"], SchemaRef = "target.json" }, RbacActor = new RbacActor("tester", Role.Operator),
        };
        contract = change?.Invoke(contract) ?? contract;
        var result = await engine.PlanAsync(contract, new RunSettings { BaseFolder = _folder["."] }, cancellation);
        return new Planned(engine, result.RunId);
    }

    private static async Task<DomainAssignment> ColumnAsync(Planned run, string column) =>
        (await run.Engine.GetArtifactsAsync(run.RunId)).Domains!.Columns.Single(c => c.Column.StartsWith(column, StringComparison.Ordinal));

    private static async Task<string> AssignmentsAsync(Planned run) =>
        System.Text.Json.JsonSerializer.Serialize((await run.Engine.GetArtifactsAsync(run.RunId)).Domains!.Columns);

    private static async Task<List<LedgerEntry>> EventsAsync(Planned run)
    {
        List<LedgerEntry> events = [];
        await foreach (var item in run.Engine.ReadLedgerAsync(run.RunId)) events.Add(item.Entry);
        return events;
    }

    private sealed record Planned(LumosEngine Engine, string RunId);
}
