namespace Lumos.Abstractions;

/// <summary>
/// What a run is allowed and asked to do (section 28; <see cref="Overrides"/> is the one optional addition, decision 0002).
/// Its SHA-256 over canonical JSON is recorded in the ledger and in every artifact.
/// </summary>
public sealed record RunContract
{
    /// <summary>ULID; the same across retries and resumes.</summary>
    public required string RunId { get; init; }

    /// <summary>Version of the founding document the run follows.</summary>
    /// <value>Semantic version. Default 1.1.0.</value>
    public string RoadmapVersion { get; init; } = "1.1.0";

    /// <summary>What may be looked at. Immutable once the run starts.</summary>
    public required RunMode Mode { get; init; }

    /// <summary>Lane the user would like; the supervisor decides.</summary>
    public Lane? LaneHint { get; init; }

    /// <summary>Where the data are.</summary>
    public required RunEndpoint Lhs { get; init; }

    /// <summary>Where the data should be.</summary>
    public required RunEndpoint Rhs { get; init; }

    /// <summary>How personal data are treated.</summary>
    public PiiPolicy PiiPolicy { get; init; } = new();

    /// <summary>Ceilings per stage, by stage name in lower case; <c>default</c> for stages not named.</summary>
    public IReadOnlyDictionary<string, BudgetCap> BudgetCaps { get; init; } = new Dictionary<string, BudgetCap>();

    /// <summary>How a model provider is chosen.</summary>
    public RoutingProfile RoutingProfile { get; init; } = RoutingProfile.QualityFirst;

    /// <summary>Model and provider tags that may be used; null allows what policy allows.</summary>
    public IReadOnlyList<string>? ProviderAllowlist { get; init; }

    /// <summary>Model and provider tags that may not be used.</summary>
    public IReadOnlyList<string>? ProviderDenylist { get; init; }

    /// <summary>Threshold profile the gates use. Default <c>tp_default_v1</c>.</summary>
    public string ThresholdProfileId { get; init; } = "tp_default_v1";

    /// <summary>Version of the transform language. Default 1.0.0.</summary>
    public string DslVersion { get; init; } = "1.0.0";

    /// <summary>Ceilings of the sample pack; required in data mode.</summary>
    public SampleCaps? SampleCaps { get; init; }

    /// <summary>What cached answers are shared with.</summary>
    public CacheScope CacheScope { get; init; } = new();

    /// <summary>Whether a person must confirm before tables are written.</summary>
    public bool HumanConfirmRequired { get; init; } = true;

    /// <summary>Who runs it, in which role.</summary>
    public required RbacActor RbacActor { get; init; }

    /// <summary>Free labels for audits.</summary>
    public IReadOnlyList<string>? AuditTags { get; init; }

    /// <summary>What the user already knows better than inference; null for none.</summary>
    public RunOverrides? Overrides { get; init; }
}

/// <summary>One side of a run.</summary>
public sealed record RunEndpoint
{
    /// <summary>Kind of place.</summary>
    public required EndpointSource Source { get; init; }

    /// <summary>Files, folders, globs or tables; for a target one file or folder. In JSON a single text or a list.</summary>
    public required IReadOnlyList<string> Location { get; init; }

    /// <summary>File that describes the schema: JSON, SQL DDL, or a database file with existing tables. Null on the source side infers it.</summary>
    public string? SchemaRef { get; init; }

    /// <summary>Tables of the schema that are meant; the others are left as they are. Null for all of them, and on the source side.</summary>
    public IReadOnlyList<string>? Tables { get; init; }
}

/// <summary>Kind of place an endpoint is.</summary>
/// <param name="Type"><c>file</c> or <c>sql</c>.</param>
public sealed record EndpointSource(string Type);

/// <summary>How personal data are treated.</summary>
public sealed record PiiPolicy
{
    /// <summary>Mask before anything leaves the process. Default true.</summary>
    public bool MaskBeforeSend { get; init; } = true;

    /// <summary>Let a local model see unmasked values; needs a role that may. Default false.</summary>
    public bool LocalOnlyOverride { get; init; }

    /// <summary>
    /// How personal data are masked in this run, by label: <c>partial</c>, <c>generalize</c>, <c>shift_date</c>, <c>format_preserving</c>, <c>token</c> or <c>redact</c>. May
    /// hide more than the policy does, never less; null leaves it to the policy.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Masking { get; init; }
}

/// <summary>Ceilings of one stage.</summary>
public sealed record BudgetCap
{
    /// <summary>Most provider tokens; null for the profile's.</summary>
    public long? Tokens { get; init; }

    /// <summary>Most money in US dollars; null for none.</summary>
    public decimal? Usd { get; init; }

    /// <summary>Most wall time in seconds; null for none.</summary>
    public double? WallTimeS { get; init; }
}

/// <summary>Ceilings of the sample pack.</summary>
/// <param name="RowsMax">Most rows per table, 1 or more.</param>
/// <param name="BytesMax">Most bytes per table, 1 or more.</param>
public sealed record SampleCaps(int RowsMax = 1000, long BytesMax = 1_048_576);

/// <summary>What cached answers are shared with.</summary>
public sealed record CacheScope
{
    /// <summary>Run scope; null for this run.</summary>
    public string? Run { get; init; }

    /// <summary>Screen or task the answer belongs to.</summary>
    public string? Tab { get; init; }

    /// <summary>Filters in force.</summary>
    public IReadOnlyList<string>? Filters { get; init; }
}

/// <summary>Who runs it.</summary>
/// <param name="UserId">Identity, as the host knows it.</param>
/// <param name="Role">Role of the permission matrix.</param>
public sealed record RbacActor(string UserId, Role Role);

/// <summary>What the user already knows better than inference.</summary>
public sealed record RunOverrides
{
    /// <summary>Pipelines in DSL text by <c>table.column</c> of the target; they are checked, proved and gated like proposed ones.</summary>
    public IReadOnlyDictionary<string, string>? Mappings { get; init; }

    /// <summary>Source tables by target table, when inference would choose others.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Sources { get; init; }

    /// <summary>What happens to rows that share a target key, by target table: <c>quarantine</c>, <c>keep_first</c>, <c>keep_last</c>, <c>collapse_identical</c>.</summary>
    public IReadOnlyDictionary<string, string>? OnDuplicateKey { get; init; }

    /// <summary>CSV dialect facts by file name: <c>delimiter</c>, <c>quote</c>, <c>encoding</c>, <c>header</c>, <c>skip_lines</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>? Dialects { get; init; }

    /// <summary>
    /// Comma-separated files of example rows by target table (<c>*</c> for every table), from which transforms are learnt: columns named as in the target, and
    /// as in the source where each row holds old and new together.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Examples { get; init; }

    /// <summary>Where the rows are computed: <c>etl</c>, in this process; <c>elt</c>, inside the engine that holds source and target, which is refused where it cannot be done. Null lets the run choose.</summary>
    public string? Strategy { get; init; }

    /// <summary>What computes the rows: <c>columnar</c> or <c>duckdb</c>; null lets the run choose. The rows are the same.</summary>
    public string? TransformEngine { get; init; }

    /// <summary>
    /// How rows are put into the target, by target table (<c>*</c> for every other): <c>replace</c>, <c>insert</c>, <c>append</c>, <c>upsert</c>, or <c>scd2</c> (also
    /// <c>scd2(from, to)</c> with the names of its two columns), with <c>, add columns</c> behind it where columns may be added, and <c>upsert, delete missing</c> to delete what the source has no longer. Default: see decision 0005.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Load { get; init; }

    /// <summary>
    /// Whether additive changes of every target table are allowed, as <c>, add columns</c> in <see cref="Load"/> allows them of one: columns that may be NULL are added to a table that lacks them, and one the table has gained
    /// stays NULL. Default false: a difference stops the run.
    /// </summary>
    public bool? AllowAdditive { get; init; }

    /// <summary>Whether a source without any row may replace the rows of a target table by nothing. Default false: the run is refused, because an export that failed looks the same.</summary>
    public bool? AllowEmpty { get; init; }

    /// <summary>
    /// Source tables (<c>*</c> for every one that has the column) of which a run reads only the rows that changed since the last promoted run of the same job. What they fill is loaded by <c>upsert</c> or
    /// <c>scd2</c>.
    /// </summary>
    public IReadOnlyDictionary<string, IncrementalRead>? Incremental { get; init; }

    /// <summary>How the rows of a target table (<c>*</c> for every other) lie in Parquet files; only where the target is a folder of them, or sorted in one file. Default: one file, in the order of the source.</summary>
    public IReadOnlyDictionary<string, TableLayout>? Layout { get; init; }

    /// <summary>Whether rows are moved and validated, and then discarded instead of promoted. Default false.</summary>
    public bool? DryRun { get; init; }

    /// <summary>Part of each source that is tried before anything is staged; the run stops when too much of it goes to quarantine. Default none.</summary>
    /// <value>0 to 1.</value>
    public decimal? Canary { get; init; }

    /// <summary>Error budget: the run stops when more than this part of a table's rows goes to quarantine. Default 1, no limit.</summary>
    /// <value>0 to 1.</value>
    public decimal? MaxQuarantineRate { get; init; }

    /// <summary>Most source rows read per second, to spare the source or the target. Default no limit.</summary>
    /// <value>1 or more.</value>
    public int? MaxRowsPerSecond { get; init; }

    /// <summary>Threads that transform rows; what is written does not depend on it. Default: one per processor, at most eight.</summary>
    /// <value>1 to 64.</value>
    public int? Workers { get; init; }

    /// <summary>Days for which what the run replaces is kept, so that it can be rolled back. Default 7; 0 keeps nothing.</summary>
    public int? KeepPreviousDays { get; init; }

    /// <summary>Seed of the sample; default 0.</summary>
    public long? Seed { get; init; }

    /// <summary>Layout of a table: its own, else the one of <c>*</c>; null for none.</summary>
    public TableLayout? LayoutOf(string table) => Layout?.GetValueOrDefault(table) ?? Layout?.GetValueOrDefault("*");
}
