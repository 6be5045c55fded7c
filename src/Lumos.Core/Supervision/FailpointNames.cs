namespace Lumos.Core.Supervision;

/// <summary>Every place a crash test can choose. The crash test runs through all of them, so a new place is tested by being listed.</summary>
internal static class FailpointNames
{
    public const string RunRecorded = "run.recorded";
    public const string IngestStarted = "stage.ingest.started";
    public const string IngestBeforeArtifact = "stage.ingest.before_artifact";
    public const string IngestBeforeLedger = "stage.ingest.before_ledger";
    public const string IngestAfterLedger = "stage.ingest.after_ledger";
    public const string DomainsStarted = "stage.domains.started";
    public const string DomainsBeforeArtifact = "stage.domains.before_artifact";
    public const string DomainsBeforeLedger = "stage.domains.before_ledger";
    public const string DomainsAfterLedger = "stage.domains.after_ledger";
    public const string MappingStarted = "stage.mapping.started";
    public const string MappingBeforeArtifact = "stage.mapping.before_artifact";
    public const string MappingBeforeLedger = "stage.mapping.before_ledger";
    public const string MappingAfterLedger = "stage.mapping.after_ledger";
    public const string AnalysisStarted = "stage.analysis.started";
    public const string AnalysisBeforeArtifact = "stage.analysis.before_artifact";
    public const string AnalysisBeforeLedger = "stage.analysis.before_ledger";
    public const string AnalysisAfterLedger = "stage.analysis.after_ledger";
    public const string MigrationStarted = "stage.migration.started";
    public const string MigrationBeforeArtifact = "stage.migration.before_artifact";
    public const string MigrationBeforeLedger = "stage.migration.before_ledger";
    public const string MigrationAfterLedger = "stage.migration.after_ledger";

    // Inside migration.
    public const string ChunkStarted = "migration.chunk.started";
    public const string ChunkStaged = "migration.chunk.staged";
    public const string ChunkQuarantined = "migration.chunk.quarantined";
    public const string ChunkCheckpointed = "migration.chunk.checkpointed";
    public const string BeforeValidation = "migration.before_validation";
    public const string BeforePromotion = "migration.before_promotion";
    public const string DuringPromotion = "migration.during_promotion";
    public const string AfterPromotion = "migration.after_promotion";

    // Only in a rollback: the target has taken the run back, and the ledger does not say so.
    public const string AfterRollback = "rollback.after_target";

    // Only where a table is a folder of files: the new one is, or is just being, put in the place of the old one.
    public const string FolderSwapped = "migration.folder_swapped";

    // Only in a process that helps: the rows of a slice are ready and not handed over.
    public const string SliceComputed = "migration.slice_computed";

    // Only where a server's log of changes is read: the run is over, and the server was not told yet that it may forget them.
    public const string BeforeConfirmation = "replication.before_confirmation";

    /// <summary>Places only some runs meet.</summary>
    public static IReadOnlyList<string> OfSome { get; } = [FolderSwapped, SliceComputed, BeforeConfirmation, AfterRollback];

    /// <summary>All that every run meets, in that order.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        RunRecorded,
        IngestStarted, IngestBeforeArtifact, IngestBeforeLedger, IngestAfterLedger,
        DomainsStarted, DomainsBeforeArtifact, DomainsBeforeLedger, DomainsAfterLedger,
        MappingStarted, MappingBeforeArtifact, MappingBeforeLedger, MappingAfterLedger,
        AnalysisStarted, AnalysisBeforeArtifact, AnalysisBeforeLedger, AnalysisAfterLedger,
        MigrationStarted,
        ChunkStarted, ChunkStaged, ChunkQuarantined, ChunkCheckpointed, BeforeValidation, BeforePromotion, DuringPromotion, AfterPromotion,
        MigrationBeforeArtifact, MigrationBeforeLedger, MigrationAfterLedger,
    ];

    /// <summary>The place of a stage, such as <c>stage.ingest.before_ledger</c>.</summary>
    public static string Of(Abstractions.StageName stage, string place) => $"stage.{stage.ToString().ToLowerInvariant()}.{place}";
}
