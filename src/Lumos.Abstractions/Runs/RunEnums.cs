namespace Lumos.Abstractions;

/// <summary>What a run may look at. Fixed in the contract, immutable during a run (section 3).</summary>
public enum RunMode
{
    /// <summary>Structure only: no row sample is read, no cell value reaches an artifact, the ledger or a log.</summary>
    MetadataOnly,

    /// <summary>Values may be read under caps and masking, and moved.</summary>
    DataMode,
}

/// <summary>Processing class of a run (section 4).</summary>
public enum Lane
{
    /// <summary>Small work someone is waiting for.</summary>
    Interactive,

    /// <summary>Non-urgent interactive work.</summary>
    Flex,

    /// <summary>Large offline work.</summary>
    Batch,
}

/// <summary>Stages in their required order (section 5). The spelling in JSON is upper-case.</summary>
public enum StageName
{
    /// <summary>Inventory, dialect, schema, sample.</summary>
    Ingest,

    /// <summary>What each column means.</summary>
    Domains,

    /// <summary>Transform pipelines from source to target.</summary>
    Mapping,

    /// <summary>Quality checks.</summary>
    Analysis,

    /// <summary>Moving the rows.</summary>
    Migration,

    /// <summary>The supervisor's own decisions.</summary>
    Supervisor,
}

/// <summary>What a gate decided (section 30).</summary>
public enum GateDecision
{
    /// <summary>Go on.</summary>
    Accept,

    /// <summary>Wait for a person.</summary>
    Hold,

    /// <summary>The stage must be done again with a repaired input.</summary>
    Fix,

    /// <summary>The run ends here.</summary>
    Reject,

    /// <summary>The same stage is tried again.</summary>
    Retry,

    /// <summary>Handed to a person with more rights.</summary>
    Escalate,
}

/// <summary>How a model provider is chosen (section 15).</summary>
public enum RoutingProfile
{
    /// <summary>Best answer first; the default.</summary>
    QualityFirst,

    /// <summary>Cheapest first.</summary>
    CostFirst,

    /// <summary>Fastest first.</summary>
    LatencyFirst,

    /// <summary>Local runtimes first.</summary>
    OfflineFirst,
}

/// <summary>Roles of the permission matrix (section 32), weakest first.</summary>
public enum Role
{
    /// <summary>Sees masked artifacts.</summary>
    Viewer,

    /// <summary>Creates runs.</summary>
    Analyst,

    /// <summary>Approves destructive steps, releases quarantine.</summary>
    Operator,

    /// <summary>Edits policy.</summary>
    Maintainer,

    /// <summary>Everything.</summary>
    Admin,
}
