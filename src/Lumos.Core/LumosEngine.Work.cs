using Lumos.Abstractions;
using Lumos.Core.Identity;
using Lumos.Core.Migration;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Migration.Sharing;
using Lumos.Core.Migration.Staging;
using Lumos.Core.State;
using Lumos.Core.State.Leases;
using Lumos.Core.Supervision;

namespace Lumos.Core;

/// <remarks>Several processes on one run: one stages, the others make rows for it.</remarks>
public sealed partial class LumosEngine
{
    private static readonly TimeSpan LookForWork = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// Helps the process that moves the rows of a run: takes slices under leases, makes their rows, and hands them over. When that process is gone without a word, this one takes the run over and
    /// finishes it.
    /// </summary>
    /// <param name="runId">Run id or the beginning of it; null for the latest run.</param>
    /// <param name="lease">How long a lease lasts unless it is renewed; null for 30 seconds. What comes later may be refused.</param>
    /// <param name="settings">Who watches, who is asked, when the run is taken over.</param>
    /// <param name="cancellationToken">Stops helping; the run goes on without.</param>
    /// <exception cref="LumosException"><c>RUN_UNKNOWN</c>, <c>WORK_NOTHING</c> when the run is not under way, or why it cannot be finished.</exception>
    public async Task<WorkResult> WorkAsync(string? runId = null, TimeSpan? lease = null, RunSettings? settings = null, CancellationToken cancellationToken = default)
    {
        var lasts = lease ?? TimeSpan.FromSeconds(30);
        ArgumentOutOfRangeException.ThrowIfLessThan(lasts, TimeSpan.FromMilliseconds(100), nameof(lease));
        var run = _records.Find(_records.Resolve(runId))!;
        _preparation.CheckRules(run);
        long slices = 0;
        var refused = new List<LeaseRefusal>();
        while (true)
        {
            var status = (await GetStatusAsync(run.RunId, cancellationToken).ConfigureAwait(false)).Status;
            var isUnderWay = status is RunStatus.Running or RunStatus.Interrupted;
            if (!isUnderWay && slices == 0 && refused.Count == 0) throw new LumosException(
                ErrorCode.DeterministicFailure, "WORK_NOTHING", $"The run is not under way, so there is nothing to help with: it is {status.ToString().ToLowerInvariant()}.", new ErrorLocation(Key: run.RunId), "Start or resume it first.");
            if (!isUnderWay && refused.Count == 0) return new WorkResult(run.RunId, status, slices, 0, null);
            if (TryTake($"work on {run.RunId}") is { } taken)
            {
                using (taken) return await TakeOverAsync(run, slices, refused, settings ?? new RunSettings(), cancellationToken).ConfigureAwait(false);
            }

            if (isUnderWay && await WorkerOfAsync(run, lasts, cancellationToken).ConfigureAwait(false) is { } worker)
            {
                settings?.Progress?.Report(new StageProgress(StageName.Migration, $"helping {run.RunId}", 0, null, "slices"));
                await worker.RunAsync(() => StateLock.FindHolder(_paths) is not null, cancellationToken).ConfigureAwait(false);
                slices += worker.Slices;
                refused.AddRange(worker.Refused);
            }

            await Task.Delay(LookForWork, _parts.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Nobody holds the state: what was refused is recorded, and a run whose process is gone is finished.</summary>
    private async Task<WorkResult> TakeOverAsync(RunRecord run, long slices, List<LeaseRefusal> refused, RunSettings settings, CancellationToken cancellationToken)
    {
        foreach (var late in refused)
        {
            await NoteAsync(run, LedgerEventKinds.WorkRefused, $"A worker came too late with slice {late.Slice} under token {late.Token}; its rows were refused.").ConfigureAwait(false);
        }

        var status = (await GetStatusAsync(run.RunId, cancellationToken).ConfigureAwait(false)).Status;
        if (status is not (RunStatus.Running or RunStatus.Interrupted)) return new WorkResult(run.RunId, status, slices, refused.Count, null);
        var result = await SuperviseAsync(run, planOnly: false, settings, cancellationToken).ConfigureAwait(false);
        return new WorkResult(run.RunId, result.Status, slices, refused.Count, result);
    }

    /// <summary>What makes rows of the run here; null as long as it does not move any.</summary>
    private async Task<SliceWorker?> WorkerOfAsync(RunRecord run, TimeSpan lease, CancellationToken cancellationToken)
    {
        var work = _paths.Work(run.RunId);
        var log = new LeaseLog(SharedFolder.LeasesOf(work), "worker-" + new UlidGenerator(_parts.Time).Next(), _parts.Time);
        if (!log.IsOpen || await GetArtifactsAsync(run.RunId, cancellationToken).ConfigureAwait(false) is not { Catalog: { } catalog, Domains: { } domains, Target: { } target, Plan: { } plan, Analysis: { } analysis }) return null;
        var input = new MigrationInput(catalog, domains, target, plan, analysis);
        var released = await _edits.ReleasedAsync(run.RunId, cancellationToken).ConfigureAwait(false);
        var moved = MigrationPlanner.Make(input, run.Contract, released is null ? null : new ReleaseScope(released));
        var programs = TransformSetup.Compile(moved, run.Contract.Overrides?.TransformEngine);
        var setup = MigrationStage.SetupOf(input, moved, programs, run.Contract, _preparation.ThresholdsOf(run.Contract), _parts.Time, _maskerOf(run.Contract));
        return new SliceWorker(log, new SliceFiles(SharedFolder.SlicesOf(work)), moved, setup, lease, _parts.Failpoints);
    }

    /// <summary>Takes the state's lock; null while another process has it, or just looked whether one has.</summary>
    private IDisposable? TryTake(string purpose)
    {
        try
        {
            return _lease.Take(purpose);
        }
        catch (LumosException held) when (held.Reason is "STATE_LOCKED" or "STATE_UNWRITABLE")
        {
            return null;
        }
    }
}
