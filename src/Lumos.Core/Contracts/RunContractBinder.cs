using System.Text.RegularExpressions;
using Lumos.Abstractions;
using Lumos.Core.Configuration;
using Lumos.Core.Identity;

namespace Lumos.Core.Contracts;

/// <summary>Makes a contract of the nodes of a file, and reports every mistake at once. All keys of section 28.</summary>
internal sealed partial class RunContractBinder(ConfigProblems problems)
{
    private static readonly string[] Stages = ["default", "ingest", "domains", "mapping", "analysis", "migration"];
    private static readonly string[] MaskingMethods = ["partial", "generalize", "shift_date", "format_preserving", "token", "redact"];

    /// <summary>Reads the contract; null when the file has mistakes, which are in the problems.</summary>
    /// <param name="node">Root of the file.</param>
    /// <param name="newRunId">Makes an id when the file names none.</param>
    public RunContract? Bind(ConfigNode node, Func<string> newRunId)
    {
        var root = new ConfigObject(node, "", problems);
        var runId = RunId(root);
        var version = Version(root, "roadmap_version", "1.1.0");
        var mode = root.Choice<RunMode>("mode", required: true);
        var laneHint = root.Choice<Lane>("lane_hint");
        var lhs = Endpoint(root, "lhs", oneLocation: false);
        var rhs = Endpoint(root, "rhs", oneLocation: true);
        var pii = Pii(root.Object("pii_policy"));
        var budgets = Budgets(root);
        var routing = root.Choice<RoutingProfile>("routing_profile");
        var allow = root.Texts("provider_allowlist");
        var deny = root.Texts("provider_denylist");
        var thresholds = root.Text("threshold_profile_id");
        var dsl = Version(root, "dsl_version", "1.0.0");
        var caps = Caps(root.Object("sample_caps"));
        var cache = Cache(root.Object("cache_scope"));
        var confirm = root.Bool("human_confirm_required");
        var actor = Actor(root.Object("rbac_actor", required: true));
        var tags = root.Texts("audit_tags");
        var overrides = new RunOverridesBinder(problems).Bind(root.Object("overrides"));
        root.Done();
        if (problems.Count > 0 || mode is null || lhs is null || rhs is null || actor is null) return null;

        return new RunContract
        {
            RunId = runId ?? newRunId(), RoadmapVersion = version, Mode = mode.Value, LaneHint = laneHint, Lhs = lhs, Rhs = rhs, PiiPolicy = pii,
            BudgetCaps = budgets, RoutingProfile = routing ?? RoutingProfile.QualityFirst, ProviderAllowlist = allow, ProviderDenylist = deny,
            ThresholdProfileId = thresholds ?? "tp_default_v1", DslVersion = dsl, SampleCaps = caps, CacheScope = cache,
            HumanConfirmRequired = confirm ?? true, RbacActor = actor, AuditTags = tags, Overrides = overrides,
        };
    }

    private static string? RunId(ConfigObject root)
    {
        var id = root.Text("run_id");
        if (id is not null && !UlidGenerator.IsValid(id)) root.Report("run_id", "a ULID is wanted: 26 characters of 0-9 and A-Z without I, L, O, U.");
        return id;
    }

    private static string Version(ConfigObject root, string key, string supported)
    {
        var text = root.Text(key);
        if (text is null) return supported;
        if (!SemanticVersion().IsMatch(text)) root.Report(key, "a semantic version such as 1.0.0 is wanted.");
        else if (text.Split('.')[0] != supported.Split('.')[0]) root.Report(key, $"this build follows {supported}; another major version cannot be run.");
        return text;
    }

    private static RunEndpoint? Endpoint(ConfigObject root, string key, bool oneLocation)
    {
        var side = root.Object(key, required: true);
        if (!side.Exists) return null;
        var source = side.Object("source");
        var type = source.Text("type") ?? "file";
        if (type is not ("file" or "sql")) source.Report("type", "one of file, sql is wanted.");
        source.Done();
        var location = side.Texts("location", required: true);
        if (location is { Count: 0 }) side.Report("location", "at least one file, folder, glob or table is wanted.");
        if (oneLocation && location is { Count: > 1 }) side.Report("location", "a target is one file or folder.");
        if (location?.Any(LocationSecrets.HasPassword) == true) side.Report("location", "it holds a password, which would be kept with the contract; leave it out, and give it by the environment or a file (docs/databases.md).");
        var schema = side.Text("schema_ref");
        var tables = oneLocation ? side.Texts("tables") : null;
        if (tables is { Count: 0 }) side.Report("tables", "at least one table is wanted; leave the key out for all of them.");
        side.Done();
        return location is null ? null : new RunEndpoint { Source = new EndpointSource(type), Location = location, SchemaRef = schema, Tables = tables };
    }

    private PiiPolicy Pii(ConfigObject node)
    {
        var policy = new PiiPolicy { MaskBeforeSend = node.Bool("mask_before_send") ?? true, LocalOnlyOverride = node.Bool("local_only_override") ?? false, Masking = node.Map("masking", (member, path) => Method(member, path, node.AsText(member.Value, path))) };
        node.Done();
        return policy;
    }

    /// <summary>By stage; <c>{tokens, usd, wall_time_s}</c> without a stage is the default of all stages.</summary>
    private Dictionary<string, BudgetCap> Budgets(ConfigObject root)
    {
        var caps = new Dictionary<string, BudgetCap>(StringComparer.Ordinal);
        var members = root.Members("budget_caps");
        if (members.Any(static member => member.Key is "tokens" or "usd" or "wall_time_s"))
        {
            caps["default"] = Budget(root.Object("budget_caps"));
            return caps;
        }

        foreach (var member in members)
        {
            var path = $"budget_caps.{member.Key}";
            if (Stages.Contains(member.Key)) caps[member.Key] = Budget(new ConfigObject(member.Value, path, problems));
            else problems.Add(member.Line, member.Column, path, Unknown(member.Key, Stages));
        }

        return caps;
    }

    private static BudgetCap Budget(ConfigObject node)
    {
        var seconds = node.Number("wall_time_s", 0);
        if (seconds == 0) node.Report("wall_time_s", "more than 0 seconds are wanted.");
        var cap = new BudgetCap { Tokens = node.Integer("tokens", 0, long.MaxValue), Usd = node.Number("usd", 0), WallTimeS = (double?)seconds };
        node.Done();
        return cap;
    }

    private static SampleCaps Caps(ConfigObject node)
    {
        var standard = new SampleCaps();
        var caps = new SampleCaps(
            (int)(node.Integer("rows_max", 1, int.MaxValue) ?? standard.RowsMax), node.Integer("bytes_max", 1, long.MaxValue) ?? standard.BytesMax);
        node.Done();
        return caps;
    }

    private static CacheScope Cache(ConfigObject node)
    {
        var scope = new CacheScope { Run = node.Text("run"), Tab = node.Text("tab"), Filters = node.Texts("filters") };
        node.Done();
        return scope;
    }

    private static RbacActor? Actor(ConfigObject node)
    {
        var user = node.Text("user_id", required: true);
        var role = node.Choice<Role>("role", required: true);
        node.Done();
        return user is null || role is null ? null : new RbacActor(user, role.Value);
    }

    private string? Method(ConfigMember member, string path, string? method)
    {
        if (method is not null && !MaskingMethods.Contains(method)) problems.Add(member.Value, path, $"one of {string.Join(", ", MaskingMethods)} is wanted.");
        return method;
    }

    private static string Unknown(string key, IReadOnlyList<string> known) => Suggestion.For(key, known) is { } guess
        ? $"the key is not known; did you mean {guess}?"
        : $"the key is not known; known are {string.Join(", ", known)}.";

    [GeneratedRegex(@"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$")]
    private static partial Regex SemanticVersion();
}
