using Lumos.Abstractions;
using Lumos.Core.State;
using Lumos.Core.Supervision;

namespace Lumos.Core;

public sealed partial class LumosEngine
{
    /// <summary>The fixes in force, in the order they were applied.</summary>
    public IReadOnlyList<AppliedFix> ReadAppliedFixes() => new AppliedFixes(_paths.Fixes).Read();

    /// <summary>
    /// Applies a fix that the analysis of a run proposed. The run itself follows it when it is resumed and has not begun to move rows; so does every later run of the same
    /// source. Applying it again changes nothing.
    /// </summary>
    /// <param name="fixId">Its id or the beginning of it.</param>
    /// <param name="actor">Who applies it.</param>
    /// <param name="runId">Run id or the beginning of it; null for the latest run.</param>
    /// <param name="cancellationToken">Stops before anything is changed.</param>
    /// <exception cref="LumosException"><c>FIX_UNKNOWN</c>, <c>FIX_AMBIGUOUS</c>, <c>FIX_CONFLICT</c>, <c>POLICY_DENIED</c>, <c>RUN_UNKNOWN</c>.</exception>
    public async Task<AppliedFix> ApplyFixAsync(string fixId, RbacActor actor, string? runId = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(fixId);
        ArgumentNullException.ThrowIfNull(actor);
        var run = _records.Find(_records.Resolve(runId))!;
        var proposed = (await GetArtifactsAsync(run.RunId, cancellationToken).ConfigureAwait(false)).Analysis;
        var fix = One(proposed?.Fixes ?? [], fixId, run.RunId, static proposal => proposal.Id);
        var policy = Permit(PolicyActions.CreateRun, actor, run.Contract.Mode);
        using var lease = _lease.Take($"fix {fix.Id}");
        var store = new AppliedFixes(_paths.Fixes);
        var applied = store.Read();
        if (applied.FirstOrDefault(known => known.Fix.Id == fix.Id) is { } already) return already;
        if (fix.Kind == FixKind.DuplicateRule && applied.FirstOrDefault(known => known.Fix.Kind == FixKind.DuplicateRule && known.Fix.Table == fix.Table) is { } other)
        {
            throw new LumosException(ErrorCode.DeterministicFailure, "FIX_CONFLICT", $"Fix {other.Fix.Id} decides about duplicates of {fix.Table} already.", new ErrorLocation(Key: fix.Id), $"Take that back first: lumos fix undo {other.Fix.Id}");
        }

        var header = proposed!.Header with { Kind = ArtifactKind.Fix };
        var reference = await _parts.Store.PutAsync(new FixArtifact { Header = header, Fix = fix }, CancellationToken.None).ConfigureAwait(false);
        var result = new AppliedFix { Fix = fix, RunId = run.RunId, ArtifactHash = reference.Hash, AppliedBy = actor.UserId, AppliedAt = _parts.Time.GetUtcNow() };
        await NoteAsync(run, LedgerEventKinds.FixApplied, $"Fix {fix.Id} applied: {fix.Summary}", policy, actor, reference.Hash).ConfigureAwait(false);
        store.Write([.. applied, result]);
        return result;
    }

    /// <summary>Takes a fix back. What is left is, byte for byte, what would be there had it never been applied.</summary>
    /// <param name="fixId">Its id or the beginning of it.</param>
    /// <param name="actor">Who takes it back.</param>
    /// <param name="cancellationToken">Not used once the fix is found.</param>
    /// <exception cref="LumosException"><c>FIX_UNKNOWN</c>, <c>FIX_AMBIGUOUS</c>, <c>POLICY_DENIED</c>.</exception>
    public async Task<AppliedFix> UndoFixAsync(string fixId, RbacActor actor, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(fixId);
        ArgumentNullException.ThrowIfNull(actor);
        cancellationToken.ThrowIfCancellationRequested();
        var store = new AppliedFixes(_paths.Fixes);
        var fix = One(store.Read(), fixId, null, static applied => applied.Fix.Id);
        var run = _records.Find(_records.Resolve(fix.RunId))!;
        var policy = Permit(PolicyActions.CreateRun, actor, run.Contract.Mode);
        using var lease = _lease.Take($"fix {fix.Fix.Id}");
        await NoteAsync(run, LedgerEventKinds.FixUndone, $"Fix {fix.Fix.Id} taken back.", policy, actor, fix.ArtifactHash).ConfigureAwait(false);
        store.Write([.. store.Read().Where(known => known.Fix.Id != fix.Fix.Id)]);
        return fix;
    }

    /// <summary>The fixes a run follows: those in force until it begins to move rows, and from then on those it began with.</summary>
    private async Task<IReadOnlyList<AppliedFix>> FixesOfAsync(RunRecord run, CancellationToken cancellationToken)
    {
        var kept = new AppliedFixes(_paths.RunFixes(run.RunId));
        var moving = (await _state.GetCheckpointsAsync(run.RunId, StageName.Migration, cancellationToken).ConfigureAwait(false)).Count > 0;
        var fixes = moving ? kept.Read() : ReadAppliedFixes();
        if (!moving) kept.Write(fixes);
        return fixes;
    }

    private static T One<T>(IReadOnlyList<T> fixes, string id, string? run, Func<T, string> idOf)
    {
        var found = fixes.Where(fix => idOf(fix).StartsWith(id, StringComparison.OrdinalIgnoreCase)).ToList();
        return found.Count switch
        {
            1 => found[0],
            0 => throw new LumosException(ErrorCode.DeterministicFailure, "FIX_UNKNOWN", run is null ? $"No fix '{id}' is applied." : $"The analysis of run {run} proposes no fix '{id}'.", new ErrorLocation(Key: id), "List them with: lumos fix list"),
            _ => throw new LumosException(ErrorCode.DeterministicFailure, "FIX_AMBIGUOUS", $"{found.Count} fixes begin with '{id}'.", new ErrorLocation(Key: id), "Give more of the id."),
        };
    }
}
