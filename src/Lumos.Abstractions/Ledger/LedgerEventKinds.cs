namespace Lumos.Abstractions;

/// <summary>Stable names of what happened, so that programs need not read <see cref="LedgerEntry.Summary"/>.</summary>
public static class LedgerEventKinds
{
    /// <summary>The run began.</summary>
    public const string RunStarted = "run_started";

    /// <summary>The run went on after a stop or a kill.</summary>
    public const string RunResumed = "run_resumed";

    /// <summary>The supervisor chose a lane.</summary>
    public const string LaneChosen = "lane_chosen";

    /// <summary>A stage made its artifact and the gate decided.</summary>
    public const string StageFinished = "stage_finished";

    /// <summary>A stage was finished before with the same inputs; it was not run again.</summary>
    public const string StageReused = "stage_reused";

    /// <summary>A stage failed and is tried again.</summary>
    public const string StageRetried = "stage_retried";

    /// <summary>A stage failed.</summary>
    public const string StageFailed = "stage_failed";

    /// <summary>The policy does not let the stage run.</summary>
    public const string StageBlocked = "stage_blocked";

    /// <summary>A person was asked, and answered or not.</summary>
    public const string Confirmation = "confirmation";

    /// <summary>Quarantined rows were released or dismissed.</summary>
    public const string QuarantineDecided = "quarantine_decided";

    /// <summary>A person wrote over a quarantined row; the run that follows reads it so.</summary>
    public const string QuarantineEdited = "quarantine_edited";

    /// <summary>The run waits for a person.</summary>
    public const string RunHeld = "run_held";

    /// <summary>The run needs a repaired input.</summary>
    public const string RunNeedsFix = "run_needs_fix";

    /// <summary>A gate ended the run.</summary>
    public const string RunRejected = "run_rejected";

    /// <summary>An error ended the run.</summary>
    public const string RunFailed = "run_failed";

    /// <summary>The user stopped the run.</summary>
    public const string RunCancelled = "run_cancelled";

    /// <summary>The rows are where they should be.</summary>
    public const string RunCompleted = "run_completed";

    /// <summary>Everything up to migration is done; nothing was written to the target.</summary>
    public const string RunPlanned = "run_planned";

    /// <summary>An additive change of a target table that the contract allows: a column that is added, or one that is left NULL.</summary>
    public const string AdditiveChange = "additive_change";

    /// <summary>A person applied a fix; runs that begin to move rows afterwards follow it.</summary>
    public const string FixApplied = "fix_applied";

    /// <summary>A person took a fix back.</summary>
    public const string FixUndone = "fix_undone";

    /// <summary>What a run wrote was compared with what is in the target.</summary>
    public const string RunVerified = "run_verified";

    /// <summary>A person is about to take back what a run put into the target.</summary>
    public const string RunRollbackBegun = "run_rollback_begun";

    /// <summary>A person took back what a run put into the target.</summary>
    public const string RunRolledBack = "run_rolled_back";

    /// <summary>A person dropped the slot that kept the changes of the run's source.</summary>
    public const string ReplicationDropped = "replication_dropped";

    /// <summary>A process that helped came too late with rows, which were refused.</summary>
    public const string WorkRefused = "work_refused";

    /// <summary>A model was asked, or was not, and why.</summary>
    public const string ModelAsked = "model_asked";

    /// <summary>Texts were given to an embedding model, or were not, and why; where they were not, the built-in representation stands in.</summary>
    public const string TextsEmbedded = "texts_embedded";

    /// <summary>Anything else worth remembering.</summary>
    public const string Note = "note";
}
