using System.Runtime.CompilerServices;
using System.Text;
using Lumos.Abstractions;
using Lumos.Core.State;
using Lumos.Core.Supervision;

namespace Lumos.Core;

public sealed partial class LumosEngine
{
    /// <summary>Quarantined rows of a run in order of table, chunk and place, masked, with what became of them.</summary>
    /// <param name="runId">Run id or the beginning of it; null for the latest completed run.</param>
    /// <param name="table">Target table; null for all.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="LumosException"><c>RUN_UNKNOWN</c>, <c>RUN_AMBIGUOUS</c>.</exception>
    public async IAsyncEnumerable<QuarantineRecord> ReadQuarantineAsync(
        string? runId = null, string? table = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var id = await ResolveCompletedAsync(runId, cancellationToken).ConfigureAwait(false);
        await foreach (var record in _state.ReadQuarantineAsync(id, table, cancellationToken).ConfigureAwait(false)) yield return record;
    }

    /// <summary>Writes quarantined rows to a CSV file: where each came from, why it is there, and its source columns.</summary>
    /// <param name="runId">Run id or the beginning of it; null for the latest completed run.</param>
    /// <param name="table">Target table; null for all.</param>
    /// <param name="path">File to write; an older one is replaced once the new one is whole.</param>
    /// <param name="unmasked">Whether to write the source's values as they are, which needs a role that may see them.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellationToken">Stops writing; the file is left as it was.</param>
    /// <returns>Rows written.</returns>
    /// <exception cref="LumosException"><c>POLICY_DENIED</c>, <c>RUN_UNKNOWN</c>, <c>SOURCE_CHANGED</c>, <c>EXPORT_UNWRITABLE</c>.</exception>
    public async Task<long> ExportQuarantineAsync(
        string? runId, string? table, string path, bool unmasked, RbacActor actor, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(actor);
        var run = _records.Find(await ResolveCompletedAsync(runId, cancellationToken).ConfigureAwait(false))!;
        Permit(unmasked ? PolicyActions.ViewPii : PolicyActions.ViewArtifacts, actor, run.Contract.Mode, containsPii: unmasked);
        var catalog = (await GetArtifactsAsync(run.RunId, cancellationToken).ConfigureAwait(false)).Catalog;
        var records = _state.ReadQuarantineAsync(run.RunId, table, cancellationToken);
        var part = path + ".part";
        try
        {
            long count;
            var output = new StreamWriter(part, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            await using (output.ConfigureAwait(false))
            {
                count = unmasked
                    ? await new QuarantineExport(StagesOf(run).Reader).WriteRawAsync(output, catalog?.Tables ?? [], records, cancellationToken).ConfigureAwait(false)
                    : await QuarantineExport.WriteMaskedAsync(output, catalog?.Tables ?? [], records, cancellationToken).ConfigureAwait(false);
            }

            File.Move(part, path, overwrite: true);
            return count;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new LumosException(
                ErrorCode.DeterministicFailure, "EXPORT_UNWRITABLE", $"The file cannot be written: {exception.Message}", new ErrorLocation(File: path), "Name a file that can be written.", exception);
        }
        finally
        {
            if (File.Exists(part)) File.Delete(part);
        }
    }

    /// <summary>The run named; without a name the latest completed one, for a try that failed since has no quarantine of its own.</summary>
    private async Task<string> ResolveCompletedAsync(string? runId, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(runId)) return _records.Resolve(runId);
        var runs = await ListRunsAsync(cancellationToken).ConfigureAwait(false);
        return runs.LastOrDefault(static run => run.Status == RunStatus.Completed)?.RunId ?? _records.Resolve(null);
    }

    /// <summary>Writes over a quarantined row. The source stays as it is; <see cref="ReleaseQuarantineAsync"/> starts a run that reads the row so.</summary>
    /// <param name="runId">Run id or the beginning of it; null for the latest completed run.</param>
    /// <param name="row">Which of the rows; all that are meant must be one row of one source.</param>
    /// <param name="values">New raw texts by source column; null for nothing.</param>
    /// <param name="actor">Who; needs a role that may release.</param>
    /// <param name="cancellationToken">Stops before anything is kept.</param>
    /// <returns>Where the row is.</returns>
    /// <exception cref="LumosException"><c>POLICY_DENIED</c>, <c>RUN_UNKNOWN</c>, <c>QUARANTINE_ROW_UNKNOWN</c>, <c>QUARANTINE_COLUMN_UNKNOWN</c>, <c>SOURCE_CHANGED</c>.</exception>
    public async Task<RowPlace> EditQuarantineAsync(
        string? runId, Func<QuarantineRecord, bool> row, IReadOnlyDictionary<string, string?> values, RbacActor actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(actor);
        var run = _records.Find(await ResolveCompletedAsync(runId, cancellationToken).ConfigureAwait(false))!;
        using var lease = _lease.Take($"quarantine of {run.RunId}");
        var decision = await PermitAsync(run, PolicyActions.ReleaseQuarantine, actor, LedgerEventKinds.QuarantineEdited).ConfigureAwait(false);
        var places = new Dictionary<RowPlace, long?>();
        await foreach (var record in _state.ReadQuarantineAsync(run.RunId, table: null, cancellationToken).ConfigureAwait(false))
        {
            if (record.Status == QuarantineStatus.Open && row(record)) places[new RowPlace(record.Source, record.Row)] = record.ByteOffset;
        }

        var (place, offset) = places.Count == 1 ? places.Single() : throw new LumosException(
            ErrorCode.DeterministicFailure, "QUARANTINE_ROW_UNKNOWN", places.Count == 0 ? "No open row in quarantine is meant." : $"{places.Count} rows are meant, and an edit is of one.", new ErrorLocation(Key: run.RunId),
            "Name source and line as 'lumos quarantine list' shows them.");
        var table = (await GetArtifactsAsync(run.RunId, cancellationToken).ConfigureAwait(false)).Catalog!.Tables.First(table => table.Name == place.Source);
        if (values.Keys.FirstOrDefault(name => table.Columns.All(column => column.SourceName != name)) is { } unknown)
        {
            throw new LumosException(
                ErrorCode.DeterministicFailure, "QUARANTINE_COLUMN_UNKNOWN", $"Source '{place.Source}' has no column of that name.", new ErrorLocation(place.Source, Column: unknown),
                $"Its columns are {string.Join(", ", table.Columns.Select(static column => column.SourceName))}.");
        }

        var print = await PrintOfAsync(run, table, place, offset, cancellationToken).ConfigureAwait(false);
        _edits.Add(run.RunId, new RowEdit(place.Source, place.Row, values, actor.UserId, _parts.Time.GetUtcNow()) { SourceHash = table.Source.Sha256, Print = print });
        await NoteAsync(
            run, LedgerEventKinds.QuarantineEdited,
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Row {place.Row} of '{place.Source}' edited: {string.Join(", ", values.Keys.Order(StringComparer.Ordinal))}."), decision, actor).ConfigureAwait(false);
        return place;
    }

    /// <summary>Gives quarantined rows up, or takes that back. Who does it needs a role that may.</summary>
    /// <param name="runId">Run id or the beginning of it; null for the latest completed run.</param>
    /// <param name="rows">Which of the rows; those decided the same way already are left alone.</param>
    /// <param name="status"><see cref="QuarantineStatus.Dismissed"/> or <see cref="QuarantineStatus.Open"/>.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellationToken">Stops before anything is decided.</param>
    /// <returns>Rows decided.</returns>
    /// <exception cref="LumosException"><c>POLICY_DENIED</c>, <c>RUN_UNKNOWN</c>.</exception>
    public async Task<long> DecideQuarantineAsync(
        string? runId, Func<QuarantineRecord, bool> rows, QuarantineStatus status, RbacActor actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(actor);
        if (status is not (QuarantineStatus.Dismissed or QuarantineStatus.Open)) throw new ArgumentOutOfRangeException(nameof(status));
        var id = await ResolveCompletedAsync(runId, cancellationToken).ConfigureAwait(false);
        var run = _records.Find(id)!;
        using var lease = _lease.Take($"quarantine of {id}");
        var decision = await PermitAsync(run, PolicyActions.ReleaseQuarantine, actor, LedgerEventKinds.QuarantineDecided).ConfigureAwait(false);
        var decided = new List<QuarantineDecision>();
        await foreach (var record in _state.ReadQuarantineAsync(id, table: null, cancellationToken).ConfigureAwait(false))
        {
            if (record.Status == status || record.Status == QuarantineStatus.Resolved || !rows(record)) continue;
            decided.Add(new QuarantineDecision
            {
                RunId = id, Table = record.Table, Source = record.Source, Row = record.Row, Status = status, Actor = actor.UserId, At = _parts.Time.GetUtcNow(),
            });
        }

        if (decided.Count > 0) await _state.DecideQuarantineAsync(decided, cancellationToken).ConfigureAwait(false);
        await NoteAsync(run, LedgerEventKinds.QuarantineDecided, $"{decided.Count} quarantined rows {status.ToString().ToLowerInvariant()}.", decision, actor).ConfigureAwait(false);
        return decided.Count;
    }
}
