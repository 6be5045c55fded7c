using Lumos.Abstractions;
using Lumos.Core.Policy;

namespace Lumos.Core.Tests.Policy;

public class PolicyEngineTests
{
    private static readonly PolicyEngine Engine = new(PolicyManifestLoader.LoadDefault());

    // Section 3, cell by cell: capability, then metadata_only, then data_mode; "no", or yes with what must be done.
    [Theory]
    [InlineData(PolicyActions.CatalogInference, "", "")]
    [InlineData(PolicyActions.RowSamples, "no", "mask_pii cap_rows cap_bytes")]
    [InlineData(PolicyActions.ValueSketches, "no", "mask_pii")]
    [InlineData(PolicyActions.TransformPreviews, "symbolic_only", "mask_pii")]
    [InlineData(PolicyActions.AnalysisChecks, "logical_only", "")]
    [InlineData(PolicyActions.Migration, "dry_run", "checkpoint")]
    [InlineData(PolicyActions.Previews, "mask_pii schema_only", "mask_pii")]
    public void Evaluate_Capability_IsTheMatrix(string capability, string metadataOnly, string dataMode)
    {
        Assert.Equal(metadataOnly, Answer(RunMode.MetadataOnly));
        Assert.Equal(dataMode, Answer(RunMode.DataMode));
        Assert.False(Engine.Evaluate(new PolicyRequest { Action = capability }).Allowed);

        string Answer(RunMode mode)
        {
            var decision = Engine.Evaluate(new PolicyRequest { Action = capability, Mode = mode });
            Assert.Equal("1.0.0", decision.PolicyVersion);
            return decision.Allowed ? string.Join(' ', decision.Obligations) : "no";
        }
    }

    // Section 32, row by row; the number is how many roles, from the strongest down, may.
    [Theory]
    [InlineData(PolicyActions.ViewArtifacts, 5)]
    [InlineData(PolicyActions.ViewPii, 4)]
    [InlineData(PolicyActions.CreateRun, 4)]
    [InlineData(PolicyActions.ApproveDestructive, 3)]
    [InlineData(PolicyActions.ToggleLocalOnlyOverride, 2)]
    [InlineData(PolicyActions.EditPolicy, 2)]
    [InlineData(PolicyActions.PromoteDomains, 4)]
    [InlineData(PolicyActions.ReleaseQuarantine, 3)]
    [InlineData(PolicyActions.ManageProviders, 2)]
    public void Evaluate_Permission_IsTheMatrix(string action, int roles)
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            var decision = Engine.Evaluate(new PolicyRequest { Action = action, Actor = new RbacActor("ann", role) });
            Assert.Equal((int)role >= 5 - roles, decision.Allowed);
        }

        Assert.False(Engine.Evaluate(new PolicyRequest { Action = action }).Allowed);
    }

    [Fact]
    public void DefaultManifest_ListsEveryNamedActionAndNoOther()
    {
        var named = typeof(PolicyActions).GetFields().Select(f => (string)f.GetValue(null)!).ToHashSet();
        named.ExceptWith([PolicyActions.NetworkEgress, PolicyActions.ProviderCall, PolicyActions.TransformOperation]);
        Assert.Equal(named.Order(), Engine.Manifest.Capabilities.Keys.Concat(Engine.Manifest.Permissions.Keys).Order());
        Assert.Equal(12, Engine.Manifest.TransformOperations.Count);
    }

    [Theory]
    [InlineData("launch_rockets")]
    [InlineData("")]
    [InlineData("ROW_SAMPLES")]
    public void Evaluate_UnknownAction_IsDenied(string action) =>
        Assert.Equal("default.deny", Engine.Evaluate(new PolicyRequest { Action = action, Mode = RunMode.DataMode, Actor = new RbacActor("root", Role.Admin) }).Rule);

    [Theory]
    [InlineData("api.example.com", true)]
    [InlineData("API.EXAMPLE.COM", true)]
    [InlineData("eu.models.example.org", true)]
    [InlineData("models.example.org", false)]
    [InlineData("evilmodels.example.org", false)]
    [InlineData("api.example.com.evil.net", false)]
    [InlineData(null, false)]
    public void Evaluate_Egress_OnlyListedHosts(string? host, bool allowed)
    {
        var engine = new PolicyEngine(Engine.Manifest with { Egress = new EgressRules(["api.example.com", "*.models.example.org"]) });
        Assert.Equal(allowed, engine.Evaluate(new PolicyRequest { Action = PolicyActions.NetworkEgress, Resource = host }).Allowed);
        Assert.False(Engine.Evaluate(new PolicyRequest { Action = PolicyActions.NetworkEgress, Resource = host }).Allowed);
    }

    [Fact]
    public void Evaluate_Provider_DenyBeatsAllowAndContractCanOnlyNarrow()
    {
        var engine = new PolicyEngine(Engine.Manifest with { Providers = new ProviderRules(["cloud", "other:small"], ["cloud:old"], ["local"]) });
        Assert.True(Allowed("cloud:new"));
        Assert.False(Allowed("cloud:old"));
        Assert.True(Allowed("other:small"));
        Assert.False(Allowed("other:big"));
        Assert.True(Allowed("local:any"));
        Assert.False(Allowed("cloud:new", allow: ["local"]));
        Assert.False(Allowed("cloud:new", deny: ["cloud"]));
        Assert.False(Allowed("stranger", allow: ["stranger"]));

        bool Allowed(string tag, string[]? allow = null, string[]? deny = null) => engine.Evaluate(
            new PolicyRequest { Action = PolicyActions.ProviderCall, Resource = tag, Allowlist = allow, Denylist = deny }).Allowed;
    }

    [Fact]
    public void Evaluate_ProviderWithPersonalData_MasksOrNeedsTheRoleToOverride()
    {
        var engine = new PolicyEngine(Engine.Manifest with { Providers = new ProviderRules(["cloud"], [], ["local"]) });
        Assert.Equal(["mask_pii"], Ask("cloud", new PiiPolicy(), Role.Admin).Obligations);
        Assert.False(Ask("cloud", new PiiPolicy { MaskBeforeSend = false }, Role.Admin).Allowed);
        Assert.Equal(["mask_pii"], Ask("cloud", new PiiPolicy { LocalOnlyOverride = true }, Role.Admin).Obligations);
        Assert.Equal(["local_only", "log_override"], Ask("local", new PiiPolicy { LocalOnlyOverride = true }, Role.Maintainer).Obligations);
        Assert.False(Ask("local", new PiiPolicy { LocalOnlyOverride = true }, Role.Operator).Allowed);

        PolicyDecision Ask(string tag, PiiPolicy policy, Role role) => engine.Evaluate(new PolicyRequest
        {
            Action = PolicyActions.ProviderCall, Resource = tag, ContainsPii = true, PiiPolicy = policy, Actor = new RbacActor("ann", role),
        });
    }

    [Fact]
    public void Load_FileInItsPlace_IsUsed()
    {
        using var folder = new TemporaryFolder();
        var changed = PolicyManifestLoader.ToCanonicalJson(Engine.Manifest with { PolicyVersion = "2.0.0" });
        var path = folder.Write("policy.json", changed);
        Assert.Equal("2.0.0", new PolicyEngine(PolicyManifestLoader.Load(path)).PolicyVersion);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("{\"policy_version\":\"1\",\"capabilitys\":{}}")]
    public void Load_BrokenFile_SaysWhere(string content)
    {
        using var folder = new TemporaryFolder();
        var error = Assert.Throws<LumosException>(() => PolicyManifestLoader.Load(folder.Write("policy.json", content)));
        Assert.Equal("POLICY_MANIFEST_INVALID", error.Reason);
    }
}
