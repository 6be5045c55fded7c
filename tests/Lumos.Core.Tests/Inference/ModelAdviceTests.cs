using Lumos.Abstractions;
using Lumos.Core.Policy;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Lumos.Core.Tests.Inference;

public sealed class ModelAdviceTests : IDisposable
{
    private const string Answer = """[{"target": "contract_type", "dsl": "Vertrag | map_dict({\"UV\": \"permanent\", \"BV\": \"fixed_term\"}, on_missing: error)"}, {"target": "nowhere", "dsl": "Vertrag"}, {"target": "note", "dsl": "drop table x"}]""";
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Plan_ColumnInDoubt_IsAskedMaskedAndHeldForAPerson()
    {
        var model = new FakeModel(Answer);
        var (engine, result) = await PlanAsync(model, allow: true);

        var column = await ColumnAsync(engine, result);
        Assert.Equal(("model", GateDecision.Hold), (column!.Strategy, column.Decision));
        Assert.Equal(8, column.Proof!.Succeeded);
        Assert.Contains("contract_type", model.Asked.Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("anna0@example.com", model.Asked.Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("doubt:\n- employee_id", model.Asked.Single(), StringComparison.Ordinal);
        var asked = (await EventsAsync(engine, result)).Single(static e => e.Kind == LedgerEventKinds.ModelAsked);
        Assert.Equal(("fake", "small", 321L, true), (asked.Provider, asked.Model, asked.TokenActual, asked.PiiMaskApplied));
    }

    [Theory]
    [InlineData("https://models.example.com/v1", 0)]
    [InlineData("http://localhost:11434", 1)]
    public async Task Plan_HostOfAProviderThePolicyLists_IsHeldToTheHostsToo(string address, int asked)
    {
        var model = new FakeModel(Answer, address);
        var (engine, result) = await PlanAsync(model, allow: true);

        Assert.Equal(asked, model.Asked.Count);
        if (asked == 0) Assert.Contains("models.example.com", (await EventsAsync(engine, result)).Single(static e => e.Kind == LedgerEventKinds.ModelAsked).Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_ProviderThePolicyDoesNotList_IsNotAsked()
    {
        var model = new FakeModel(Answer);
        var (engine, result) = await PlanAsync(model, allow: false);

        Assert.Empty(model.Asked);
        Assert.NotEqual("model", (await ColumnAsync(engine, result))?.Strategy);
        Assert.Contains("was not asked", (await EventsAsync(engine, result)).Single(static e => e.Kind == LedgerEventKinds.ModelAsked).Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_BudgetTooSmall_IsNotAsked()
    {
        var model = new FakeModel(Answer);
        var (engine, result) = await PlanAsync(model, allow: true, new BudgetCap { Tokens = 100 });

        Assert.Empty(model.Asked);
        Assert.Equal("BUDGET_TOKENS", (await EventsAsync(engine, result)).Single(static e => e.Kind == LedgerEventKinds.ModelAsked).ErrorDetailId);
    }

    [Theory]
    [InlineData("I am sorry, I cannot.")]
    [InlineData("[{\"target\": 5}]")]
    [InlineData("[{\"target\": \"contract_type\", \"dsl\": \"Vertrag\"}]")]
    [InlineData(null)]
    public async Task Plan_AnswerThatIsNoneOrFailsTheChecks_ChangesNothing(string? answer)
    {
        var (engine, result) = await PlanAsync(new FakeModel(answer), allow: true);

        Assert.NotEqual("model", (await ColumnAsync(engine, result))?.Strategy);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<(LumosEngine Engine, RunResult Result)> PlanAsync(FakeModel model, bool allow, BudgetCap? cap = null)
    {
        _folder.Write("staff.csv", "employee_id,Vertrag,mail\n" + string.Concat(Enumerable.Range(0, 8).Select(static i => $"E{i},{(i % 2 == 0 ? "UV" : "BV")},anna{i}@example.com\n")));
        _folder.Write("target.json", """{"tables": [{"name": "staff", "columns": [{"name": "employee_id", "type": "text", "key": true}, {"name": "contract_type", "type": "text", "enum": ["permanent", "fixed_term"]}, {"name": "note", "type": "text"}]}]}""");
        _folder.Write("policy.json", PolicyManifestLoader.ToCanonicalJson(PolicyManifestLoader.LoadDefault() with { Providers = new ProviderRules(allow ? ["fake"] : [], [], []) }));
        var services = new ServiceCollection();
        services.AddSingleton<IChatClient>(model);
        services.AddLumos(options => options.PolicyManifestFile = _folder["policy.json"]).UseDuckDb(_folder["state"]);
        var engine = services.BuildServiceProvider().GetRequiredService<LumosEngine>();
        var contract = new RunContract
        {
            RunId = "01JD0000000000000000000000", Mode = RunMode.DataMode, Lhs = new RunEndpoint { Source = new EndpointSource("file"), Location = ["staff.csv"] },
            Rhs = new RunEndpoint { Source = new EndpointSource("file"), Location = ["out.duckdb"], SchemaRef = "target.json" }, RbacActor = new RbacActor("tester", Role.Operator),
            BudgetCaps = cap is null ? new Dictionary<string, BudgetCap>() : new Dictionary<string, BudgetCap> { ["mapping"] = cap },
        };
        return (engine, await engine.PlanAsync(contract, new RunSettings { BaseFolder = _folder["."] }));
    }

    private static async Task<ColumnMapping?> ColumnAsync(LumosEngine engine, RunResult result) =>
        (await engine.GetArtifactsAsync(result.RunId)).Plan!.Tables.Single().Inputs.SelectMany(static i => i.Columns).SingleOrDefault(static c => c.Target == "contract_type");

    private static async Task<List<LedgerEntry>> EventsAsync(LumosEngine engine, RunResult result)
    {
        List<LedgerEntry> events = [];
        await foreach (var item in engine.ReadLedgerAsync(result.RunId)) events.Add(item.Entry);
        return events;
    }

    /// <summary>Answers what it is told to, or fails when that is nothing.</summary>
    private sealed class FakeModel(string? answer, string? address = null) : IChatClient
    {
        public List<string> Asked { get; } = [];

        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            Asked.Add(string.Join('\n', messages.Where(static m => m.Role == ChatRole.User).Select(static m => m.Text)));
            return answer is null ? throw new HttpRequestException("no route") : Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, answer)) { Usage = new UsageDetails { TotalTokenCount = 321 } });
        }

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("fake", address is null ? null : new Uri(address), "small") : null;

        public void Dispose()
        {
        }
    }
}
