using Lumos.Abstractions;
using Lumos.Testing;

namespace Lumos.Core.Tests.Mapping;

public sealed class RememberedMappingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Remember_AcceptedPipeline_IsFollowedByTheNextRun()
    {
        var engine = Engine();
        var first = await PlanAsync(engine, "01JD0000000000000000000001");
        var rule = await engine.RememberMappingAsync("people.note", accept: true, new RbacActor("ann", Role.Operator), "email | case(upper)", first.RunId);
        var second = await PlanAsync(engine, "01JD0000000000000000000002");

        var column = (await engine.GetArtifactsAsync(second.RunId)).Plan!.Tables[0].Inputs[0].Columns.Single(c => c.Target == "note");
        Assert.Equal(["email"], rule.Sources);
        Assert.Equal(("override", 1), (column.Strategy, column.Confidence));
        Assert.Contains("ann accepted this", column.Rationale[0], StringComparison.Ordinal);
        Assert.Equal(rule, Assert.Single(engine.ReadMappingRules()) with { Sources = rule.Sources });
    }

    [Fact]
    public async Task Remember_RejectedPair_IsNotProposedAgain()
    {
        var engine = Engine();
        var first = await PlanAsync(engine, "01JD0000000000000000000001");
        await engine.RememberMappingAsync("people.email", accept: false, new RbacActor("ann", Role.Operator), runId: first.RunId);
        var second = await PlanAsync(engine, "01JD0000000000000000000002");

        Assert.DoesNotContain((await engine.GetArtifactsAsync(second.RunId)).Plan!.Tables[0].Inputs.SelectMany(i => i.Columns), c => c.Target == "email" && c.Sources.SequenceEqual(["email"]));
        Assert.Equal(1, engine.ForgetMapping("people.email"));
        Assert.Empty(engine.ReadMappingRules());
    }

    [Fact]
    public async Task Remember_ColumnThatIsNotPlanned_SaysSo()
    {
        var engine = Engine();
        var run = await PlanAsync(engine, "01JD0000000000000000000001");
        var error = await Assert.ThrowsAsync<LumosException>(() => engine.RememberMappingAsync("people.colour", accept: true, new RbacActor("ann", Role.Operator), runId: run.RunId));

        Assert.Equal("MAPPING_UNKNOWN", error.Reason);
    }

    [Fact]
    public async Task Remember_RoleThatMayNot_IsRefused()
    {
        var engine = Engine();
        var run = await PlanAsync(engine, "01JD0000000000000000000001");
        var error = await Assert.ThrowsAsync<LumosException>(() => engine.RememberMappingAsync("people.email", accept: true, new RbacActor("eve", Role.Viewer), runId: run.RunId));

        Assert.Equal("POLICY_DENIED", error.Reason);
    }

    public void Dispose() => _folder.Dispose();

    private LumosEngine Engine()
    {
        _folder.Write("in/people.csv", "email,born\nann@example.com,2001-04-30\nbob@example.com,1999-12-01\ncyd@example.com,1987-01-15\n");
        _folder.Write("in/target.json", """{ "name": "people", "columns": [{ "name": "email", "type": "text" }, { "name": "birth_date", "type": "date" }, { "name": "note", "type": "text" }] }""");
        return LumosEngine.Create(new LumosOptions { StateFolder = _folder["state"] });
    }

    private Task<RunResult> PlanAsync(LumosEngine engine, string id) => engine.PlanAsync(
        new RunContract
        {
            RunId = id, Mode = RunMode.DataMode, SampleCaps = new SampleCaps(), RbacActor = new RbacActor("ann", Role.Operator),
            Lhs = new RunEndpoint { Source = new EndpointSource("file"), Location = ["people.csv"] },
            Rhs = new RunEndpoint { Source = new EndpointSource("file"), Location = ["out.duckdb"], SchemaRef = "target.json" },
        },
        new RunSettings { BaseFolder = _folder["in"] });
}
