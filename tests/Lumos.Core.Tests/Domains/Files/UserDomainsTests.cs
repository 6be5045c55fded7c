using Lumos.Abstractions;
using Lumos.Core.Domains.Files;

namespace Lumos.Core.Tests.Domains.Files;

public sealed class UserDomainsTests : IDisposable
{
    private const string Voucher = """
        {"domains": [{"label": "shop.voucher", "title": "Voucher code", "names": ["voucher", "gift code"], "types": ["text"], "pattern": "^VC-[0-9]{6}$", "telling": 0.95,
          "examples": ["VC-000123", "VC-987654", "VC-111111"], "wrong": ["VC-12", "000123"]}]}
        """;

    private static readonly RbacActor Actor = new("tester", Role.Operator);
    private readonly TemporaryFolder _folder = new();

    private LumosEngine Engine(params string[] files)
    {
        var options = new LumosOptions { StateFolder = _folder["state"] };
        foreach (var file in files) options.DomainFiles.Add(file);
        return LumosEngine.Create(options);
    }

    [Fact]
    public void Promote_StagedFile_IsUsedAndRaisesTheVersion()
    {
        _folder.Write("vouchers.json", Voucher);
        var engine = Engine();
        var before = engine.ReadDomains().CatalogVersion;

        var staged = engine.StageDomains(_folder["vouchers.json"], Actor);
        Assert.Null(engine.ReadDomains().Find("shop.voucher"));
        Assert.True(Assert.Single(engine.ListDomainFiles()).Staged);
        Assert.Empty(engine.TestDomains(staged.Id));
        var live = engine.PromoteDomains(staged.Id, Actor);

        Assert.NotNull(engine.ReadDomains().Find("shop.voucher"));
        Assert.NotEqual(before, engine.ReadDomains().CatalogVersion);
        Assert.False(Assert.Single(Engine().ListDomainFiles()).Staged);
        Assert.Equal(("tester", "vouchers.json", staged.Sha256), (live.PromotedBy, live.Origin, live.Sha256));
        Assert.Equal("shop.voucher", Engine().ReadDomains().Explain("c1", ["VC-100200", "VC-300400", "VC-500600", "VC-700800"])[0].Label);
    }

    [Fact]
    public void PromoteAndRemove_ByAViewer_AreDeniedAndChangeNothing()
    {
        _folder.Write("vouchers.json", Voucher);
        var engine = Engine();
        var staged = engine.StageDomains(_folder["vouchers.json"], Actor);
        var viewer = new RbacActor("guest", Role.Viewer);

        Assert.Equal(ErrorCode.PolicyBlock, Assert.Throws<LumosException>(() => engine.PromoteDomains(staged.Id, viewer)).Code);
        Assert.Equal(ErrorCode.PolicyBlock, Assert.Throws<LumosException>(() => engine.StageDomains(_folder["vouchers.json"], viewer)).Code);
        Assert.Equal(ErrorCode.PolicyBlock, Assert.Throws<LumosException>(() => engine.RemoveDomains(staged.Id, viewer)).Code);

        Assert.True(Assert.Single(engine.ListDomainFiles()).Staged);
    }

    [Fact]
    public void Promote_ChangedFile_MakesAnotherVersion()
    {
        _folder.Write("vouchers.json", Voucher);
        var engine = Engine();
        engine.PromoteDomains(engine.StageDomains(_folder["vouchers.json"], Actor).Id, Actor);
        var first = engine.ReadDomains().CatalogVersion;
        _folder.Write("vouchers.json", Voucher.Replace("gift code", "coupon", StringComparison.Ordinal));

        engine.PromoteDomains(engine.StageDomains(_folder["vouchers.json"], Actor).Id, Actor);

        Assert.NotEqual(first, engine.ReadDomains().CatalogVersion);
        Assert.Contains("coupon", engine.ReadDomains().Find("shop.voucher")!.Names);
        Assert.Single(engine.ListDomainFiles());
    }

    [Fact]
    public void Remove_LiveFile_TakesItsDomainsAway()
    {
        _folder.Write("vouchers.json", Voucher);
        var engine = Engine();
        engine.PromoteDomains(engine.StageDomains(_folder["vouchers.json"], Actor).Id, Actor);

        engine.RemoveDomains("vouchers", Actor);

        Assert.Null(engine.ReadDomains().Find("shop.voucher"));
        Assert.Empty(engine.ListDomainFiles());
    }

    [Theory]
    [InlineData("\"VC-000123\", \"VC-987654\", \"VC-111111\"", "\"VC-000123\", \"nonsense\", \"VC-1\"", "'nonsense' is not of the domain")]
    [InlineData("\"VC-12\", \"000123\"", "\"VC-222222\", \"000123\"", "'VC-222222' stands under 'wrong'")]
    [InlineData("shop.voucher", "contact.email", "the catalog has this label")]
    [InlineData("^VC-[0-9]{6}$", "^[A-Z0-9-]{3,40}$", "of the examples of")]
    public void Test_FileThatWouldHarm_SaysWhatIsWrong(string old, string replacement, string expected)
    {
        _folder.Write("vouchers.json", Voucher.Replace(old, replacement, StringComparison.Ordinal));
        var engine = Engine();
        var staged = engine.StageDomains(_folder["vouchers.json"], Actor);

        Assert.Contains(engine.TestDomains(_folder["vouchers.json"]), f => f.Contains(expected, StringComparison.Ordinal));
        Assert.Equal("DOMAIN_TESTS_FAILED", Assert.Throws<LumosException>(() => engine.PromoteDomains(staged.Id, Actor)).Reason);
        Assert.True(Assert.Single(engine.ListDomainFiles()).Staged);
    }

    [Fact]
    public void Test_AliasThatNamesAnotherDomain_IsRefused()
    {
        _folder.Write("names.json", """{"aliases": [{"label": "contact.phone", "names": ["email address"]}]}""");
        Assert.Contains(Engine().TestDomains(_folder["names.json"]), static f => f.Contains("contact.email", StringComparison.Ordinal));
    }

    [Fact]
    public void DomainFiles_OfTheOptions_AreUsedWithoutPromotion()
    {
        _folder.Write("vouchers.json", Voucher);
        _folder.Write("names.json", """{"aliases": [{"label": "contact.phone", "names": ["blorb"]}]}""");
        var domains = Engine(_folder["vouchers.json"], _folder["names.json"]).ReadDomains();

        Assert.NotNull(domains.Find("shop.voucher"));
        Assert.Equal("contact.phone", domains.Explain("blorb", [])[0].Label);
        Assert.Null(Engine().ReadDomains().Find("shop.voucher"));
    }

    [Fact]
    public void AliasProposal_HeaderThatSaysNothingYet_IsStagedForTheTargetsDomain()
    {
        var target = new TargetColumn { Name = "phone_number", Type = ColumnType.Text };
        var catalog = Lumos.Core.Domains.DomainCatalog.Default;

        Assert.Equal(("contact.phone", "blorb"), AliasProposal.Of("blorb", "t", target, "customers", catalog));
        Assert.Null(AliasProposal.Of("phone", "t", target, "customers", catalog));
        Assert.Null(AliasProposal.Of("c1", "t", target, "customers", catalog));
        var once = AliasProposal.AddTo(null, "contact.phone", "blorb", "ann mapped 'blorb'");
        Assert.NotNull(once);
        Assert.Null(AliasProposal.AddTo(once, "contact.phone", "blorb", "again"));
    }

    [Fact]
    public async Task Plan_WithALiveFile_AssignsItsDomainAndStatesTheVersion()
    {
        _folder.Write("vouchers.json", Voucher);
        var engine = Engine();
        engine.PromoteDomains(engine.StageDomains(_folder["vouchers.json"], Actor).Id, Actor);

        var run = await PlanAsync(engine, "c1,blorb\nVC-100200,+49 30 1234567\nVC-300400,+49 30 7654321\nVC-500600,+49 40 1112223\nVC-700800,+49 40 3332221\n", "01JD0000000000000000000001");

        var domains = (await engine.GetArtifactsAsync(run.RunId)).Domains!;
        Assert.Equal("shop.voucher", domains.Columns[0].Domain);
        Assert.Equal(engine.ReadDomains().CatalogVersion, domains.Header.CatalogVersion);
    }

    [Fact]
    public async Task Remember_HeaderThatNamesNothing_ProposesAnAlias()
    {
        var engine = Engine();
        var run = await PlanAsync(engine, "c1,blorb\nx,+49 30 1234567\ny,+49 30 7654321\n", "01JD0000000000000000000001");

        await engine.RememberMappingAsync("customers.phone_number", accept: true, Actor, "blorb", run.RunId);

        var proposed = Assert.Single(engine.ListDomainFiles());
        Assert.True(proposed.Staged);
        Assert.Equal(["contact.phone"], proposed.Labels);
        Assert.Empty(engine.TestDomains(proposed.Id));
        engine.PromoteDomains(proposed.Id, Actor);
        Assert.Equal("contact.phone", engine.ReadDomains().Explain("blorb", [])[0].Label);
    }

    public void Dispose() => _folder.Dispose();

    private Task<RunResult> PlanAsync(LumosEngine engine, string content, string id)
    {
        _folder.Write("in/t.csv", content);
        _folder.Write("in/target.json", """{ "name": "customers", "columns": [{ "name": "phone_number", "type": "text" }] }""");
        return engine.PlanAsync(
            new RunContract
            {
                RunId = id, Mode = RunMode.DataMode, SampleCaps = new SampleCaps(), RbacActor = Actor,
                Lhs = new RunEndpoint { Source = new EndpointSource("file"), Location = ["t.csv"] },
                Rhs = new RunEndpoint { Source = new EndpointSource("file"), Location = ["out.duckdb"], SchemaRef = "target.json" },
            },
            new RunSettings { BaseFolder = _folder["in"] });
    }
}
