using Lumos.Abstractions;

namespace Lumos.Core.Supervision;

/// <summary>Failures of releases into tables that are only added to.</summary>
internal static class ReleaseErrors
{
    public static LumosException Nothing(string runId) => Fail(
        "QUARANTINE_NOTHING", "No row of the run is left to be released: those that were not dismissed were taken by the runs that followed it.", runId, "Look at the quarantine of the run that followed last: lumos quarantine list");

    public static LumosException TakenBack(string runId) => Fail(
        "QUARANTINE_TAKEN_BACK", "The run was rolled back, so its rows are not in the target and those of its quarantine would be added alone.", runId, "Run the contract again; what fails then can be released.");

    public static LumosException Unfinished(string runId) => Fail(
        "QUARANTINE_UNFINISHED", $"Run {runId} was releasing rows of the same quarantine when it was stopped, and may have added them already.", runId, $"Finish it first: lumos resume {runId}");

    public static LumosException RollbackOpen(string runId) => Fail(
        "QUARANTINE_UNFINISHED", $"Run {runId} released rows of the same quarantine and was being rolled back when the process ended, so whether its rows are in the target is not known.", runId, $"Finish it first: lumos rollback {runId}");

    public static LumosException Overtaken(string runId, string by) => Fail(
        "QUARANTINE_OVERTAKEN", $"Run {by} has added rows this run was to release while it was stopped; going on would add them twice.", runId, "Release again, which makes a new run of the rows that are left.");

    private static LumosException Fail(string reason, string problem, string runId, string nextStep) => new(ErrorCode.DeterministicFailure, reason, problem, new ErrorLocation(Key: runId), nextStep);
}
