using Lumos.Abstractions;
using Lumos.Core.Policy.Masking;
using Lumos.Core.Supervision;

namespace Lumos.Core.Tests.Policy;

public sealed class PreviewAnonymityTests : IDisposable
{
    private static readonly string[] Columns = ["zip", "gender", "diagnosis"];
    private static readonly ColumnMask[] Masks = [Quasi("geo.postal_code"), Quasi("person.gender"), new ColumnMask(null, PiiGrade.None, [])];
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Protect_NoLimits_OnlyMeasures()
    {
        var rows = Rows("80,f,flu", "80,f,cold", "81,m,flu");
        var (safety, shown) = PreviewAnonymity.Protect(rows, Columns, Masks, limits: null);

        Assert.Equal((1, 1, null), (safety!.K, safety.L, safety.Action));
        Assert.Equal(["zip", "gender"], safety.Columns);
        Assert.Same(rows, shown);
    }

    [Fact]
    public void Protect_Generalize_SuppressesOnlyWhereRowsStandOut()
    {
        var (safety, shown) = PreviewAnonymity.Protect(Rows("80,f,flu", "80,f,cold", "80,f,gout", "81,f,flu", "82,f,cold", "83,f,gout"), Columns, Masks, new PreviewLimits(3, 1, Refuse: false));

        Assert.Equal((3, "generalized"), (safety!.K, safety.Action));
        Assert.Equal("80 80 80 * * *", string.Join(' ', shown.Select(static row => row[0])));
        Assert.All(shown, static row => Assert.Equal("f", row[1]));
    }

    [Fact]
    public void Protect_RowThatStandsOutWhateverIsSuppressed_IsNotShown()
    {
        var (safety, shown) = PreviewAnonymity.Protect(Rows("80,f,flu", "80,f,cold", "80,f,gout", "99,m,flu"), Columns, Masks, new PreviewLimits(3, 1, Refuse: false));

        Assert.Equal(3, safety!.K);
        Assert.All(shown[3], static cell => Assert.Equal("*", cell));
    }

    [Fact]
    public void Protect_OneSensitiveValueInAGroup_IsNotEnough()
    {
        var (safety, shown) = PreviewAnonymity.Protect(Rows("80,f,flu", "80,f,flu", "81,f,flu", "81,f,cold"), Columns, Masks, new PreviewLimits(2, 2, Refuse: false));

        Assert.True(safety!.L >= 2);
        Assert.DoesNotContain(shown, static row => row[0] == "80");
    }

    [Fact]
    public void Protect_SensitiveColumnThatIsPersonalItself_IsCountedAllTheSame()
    {
        ColumnMask[] masks = [Masks[0], Masks[1], Quasi("health.condition")];
        var (safety, _) = PreviewAnonymity.Protect(Rows("80,f,flu", "80,f,flu", "80,f,flu"), Columns, masks, limits: null);

        Assert.Equal((3, 1), (safety!.K, safety.L));
        Assert.Equal(["zip", "gender"], safety.Columns);
    }

    [Fact]
    public void Protect_PartsOfNamesThatAreShown_TellPersonsApart()
    {
        ColumnMask[] masks = [new("person.full_name", PiiGrade.Direct, []), Masks[1], Masks[2]];
        var (safety, shown) = PreviewAnonymity.Protect(Rows("A*** B***,f,flu", "A*** C***,f,cold", "D*** E***,f,gout"), ["name", "gender", "diagnosis"], masks, new PreviewLimits(3, 1, Refuse: false));

        Assert.Equal((3, "generalized"), (safety!.K, safety.Action));
        Assert.All(shown, static row => Assert.Equal("*", row[0]));
        Assert.Equal(1, PreviewAnonymity.Protect(Rows("[person.full_name],f,flu"), ["name", "gender", "diagnosis"], masks, limits: null).Safety!.K);
    }

    [Fact]
    public void Protect_Refuse_WithholdsTheRows()
    {
        var (safety, shown) = PreviewAnonymity.Protect(Rows("80,f,flu", "81,m,cold"), Columns, Masks, new PreviewLimits(2, 1, Refuse: true));

        Assert.Equal("withheld", safety!.Action);
        Assert.Empty(shown);
    }

    [Fact]
    public void Protect_NothingPersonal_HasNoFigures() => Assert.Null(PreviewAnonymity.Protect(Rows("80,f,flu"), Columns, [Masks[2], Masks[2], Masks[2]], new PreviewLimits(5, 1, Refuse: true)).Safety);

    [Theory]
    [InlineData("refuse", 0)]
    [InlineData("generalize", 30)]
    public async Task Run_ManifestAsksForMore_ProtectsTheSamplePackAndPlansAllTheSame(string action, int shown)
    {
        var engine = Engine($$""" "previews": { "k": 5, "l": 1, "when_not_met": "{{action}}" }, """);
        var run = await PlanAsync(engine, null);
        var artifacts = await engine.GetArtifactsAsync(run.RunId);

        var sample = artifacts.Sample!.Tables[0];
        Assert.Equal((30, shown), (sample.RowNumbers.Count, sample.Rows.Count));
        Assert.Equal(action == "refuse" ? "withheld" : "generalized", sample.Safety!.Action);
        Assert.Equal(3, artifacts.Plan!.Tables[0].Inputs[0].Columns.Count);
    }

    [Fact]
    public async Task Run_ContractMasksMore_IsFollowed()
    {
        var engine = Engine("");
        var run = await PlanAsync(engine, new Dictionary<string, string> { ["contact.email"] = "redact" });

        Assert.All((await engine.GetArtifactsAsync(run.RunId)).Sample!.Tables[0].Rows, static row => Assert.Equal("[contact.email]", row[0]));
    }

    [Fact]
    public async Task Run_ContractMasksLessThanThePolicy_IsRefused()
    {
        var engine = Engine(""" "masking": { "contact.email": "token" }, """);
        var error = await Assert.ThrowsAsync<LumosException>(() => PlanAsync(engine, new Dictionary<string, string> { ["contact.email"] = "partial" }));

        Assert.Equal(("MASKING_TOO_WEAK", ErrorCode.PolicyBlock), (error.Reason, error.Code));
    }

    [Fact]
    public async Task Run_ContractNamesNoMethod_IsRefusedWithTheNames()
    {
        var error = await Assert.ThrowsAsync<LumosException>(() => PlanAsync(Engine(""), new Dictionary<string, string> { ["contact.email"] = "hide" }));

        Assert.Equal("CONTRACT_INVALID", error.Reason);
        Assert.Contains("redact", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static ColumnMask Quasi(string label) => new(label, PiiGrade.Quasi, []);

    private static string?[][] Rows(params string[] rows) => [.. rows.Select(static row => (string?[])row.Split(','))];

    private LumosEngine Engine(string setting)
    {
        var manifest = Path.Combine(Repository.Root, "src", "Lumos.Core", "Policy", "manifest.v1.json");
        _folder.Write("policy.json", File.ReadAllText(manifest).Replace("\"capabilities\":", setting + "\"capabilities\":", StringComparison.Ordinal));
        _folder.Write("in/people.csv", "email,zip,gender\n" + string.Concat(Enumerable.Range(0, 30).Select(static i => $"p{i}@example.com,{(i < 10 ? 80331 : 10000 + (i * 1117))},{(i % 2 == 0 ? "female" : "male")}\n")));
        _folder.Write("in/target.json", """{ "name": "people", "columns": [{ "name": "email", "type": "text" }, { "name": "zip", "type": "text" }, { "name": "gender", "type": "text" }] }""");
        return LumosEngine.Create(new LumosOptions { StateFolder = _folder["state"], PolicyManifestFile = _folder["policy.json"], MaskingKey = new byte[32] });
    }

    private Task<RunResult> PlanAsync(LumosEngine engine, IReadOnlyDictionary<string, string>? masking) => engine.PlanAsync(
        new RunContract
        {
            RunId = "01JD0000000000000000000001", Mode = RunMode.DataMode, SampleCaps = new SampleCaps(), RbacActor = new RbacActor("ann", Role.Operator), PiiPolicy = new PiiPolicy { Masking = masking },
            Lhs = new RunEndpoint { Source = new EndpointSource("file"), Location = ["people.csv"] },
            Rhs = new RunEndpoint { Source = new EndpointSource("file"), Location = ["out.duckdb"], SchemaRef = "target.json" },
        },
        new RunSettings { BaseFolder = _folder["in"] });
}
