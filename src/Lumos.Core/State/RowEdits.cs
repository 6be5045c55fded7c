using Lumos.Abstractions;
using Lumos.Core.Artifacts;

namespace Lumos.Core.State;

/// <summary>What a person wrote over a source row that is in quarantine. The source itself is never changed.</summary>
/// <param name="Source">Catalog table.</param>
/// <param name="Row">0-based row in it.</param>
/// <param name="Values">New raw texts by source column; null for nothing.</param>
/// <param name="Actor">Who.</param>
/// <param name="At">When.</param>
internal sealed record RowEdit(string Source, long Row, IReadOnlyDictionary<string, string?> Values, string Actor, DateTimeOffset At)
{
    /// <summary>SHA-256 of the source that row number is of; null in edits of earlier builds, whose numbers are believed.</summary>
    public string? SourceHash { get; init; }

    /// <summary><see cref="RowPrint"/> of the row as the source has it; null when it was not to be had.</summary>
    public string? Print { get; init; }
}

/// <summary>
/// Keeps edits of quarantined rows: those a run reads its source with, which are fixed when it begins, and those made to its quarantine since, which
/// the run that follows it will read with.
/// </summary>
internal sealed class RowEdits(StatePaths paths)
{
    /// <summary>Edits a run reads its source with, the oldest first.</summary>
    public ValueTask<IReadOnlyList<RowEdit>> AppliedAsync(string runId, CancellationToken cancellationToken) => ReadAsync(paths.AppliedEdits(runId), cancellationToken);

    /// <summary>Edits made to a run's quarantine.</summary>
    public ValueTask<IReadOnlyList<RowEdit>> PendingAsync(string runId, CancellationToken cancellationToken) => ReadAsync(paths.QuarantineEdits(runId), cancellationToken);

    /// <summary>Adds an edit to a run's quarantine.</summary>
    public void Add(string runId, RowEdit edit) => JsonLines.Append(paths.QuarantineEdits(runId), [edit], ArtifactJson.Default.RowEdit);

    /// <summary>Hands the edits of a run on to the run that follows it, before that begins.</summary>
    public async Task HandOnAsync(string runId, string followUp, CancellationToken cancellationToken)
    {
        IReadOnlyList<RowEdit> all = [.. await AppliedAsync(runId, cancellationToken).ConfigureAwait(false), .. await PendingAsync(runId, cancellationToken).ConfigureAwait(false)];
        if (all.Count == 0) return;
        Directory.CreateDirectory(paths.Run(followUp));
        JsonLines.Append(paths.AppliedEdits(followUp), all, ArtifactJson.Default.RowEdit);
    }

    /// <summary>Writes down which rows a run's edits turned out to be of, in place of those of the run before.</summary>
    public void Settle(string runId, IReadOnlyList<RowEdit> edits) => JsonLines.Replace(paths.AppliedEdits(runId), edits, ArtifactJson.Default.RowEdit);

    /// <summary>Keeps what quarantined rows of tables whose copy is about to go can be found again by.</summary>
    public void Remember(string runId, IReadOnlyList<PrintedRow> rows) => JsonLines.Replace(paths.QuarantinePrints(runId), rows, ArtifactJson.Default.PrintedRow);

    /// <summary>What a quarantined row can be found again by; null when it was not kept.</summary>
    public async ValueTask<string?> PrintOfAsync(string runId, RowPlace place, CancellationToken cancellationToken)
    {
        await foreach (var row in JsonLines.ReadAsync(paths.QuarantinePrints(runId), ArtifactJson.Default.PrintedRow, cancellationToken).ConfigureAwait(false))
        {
            if (row.Source == place.Source && row.Row == place.Row) return row.Print;
        }

        return null;
    }

    /// <summary>What all quarantined rows of a run can be found again by, as far as it was kept.</summary>
    public async ValueTask<IReadOnlyDictionary<RowPlace, string>> PrintsAsync(string runId, CancellationToken cancellationToken)
    {
        var prints = new Dictionary<RowPlace, string>();
        await foreach (var row in JsonLines.ReadAsync(paths.QuarantinePrints(runId), ArtifactJson.Default.PrintedRow, cancellationToken).ConfigureAwait(false)) prints[new RowPlace(row.Source, row.Row)] = row.Print;
        return prints;
    }

    /// <summary>Says which rows a run takes from the quarantine of the run before, before it begins, and again when it has found them in a source that has changed.</summary>
    public void Release(string followUp, IReadOnlyList<ReleasedRows> rows)
    {
        Directory.CreateDirectory(paths.Run(followUp));
        JsonLines.Replace(paths.ReleasedRows(followUp), rows, ArtifactJson.Default.ReleasedRows);
    }

    /// <summary>The rows a run takes from the quarantine of the run before; null when it is no such run, or adds to no table.</summary>
    public async ValueTask<IReadOnlyList<ReleasedRows>?> ReleasedAsync(string runId, CancellationToken cancellationToken)
    {
        if (!File.Exists(paths.ReleasedRows(runId))) return null;
        var rows = new List<ReleasedRows>();
        await foreach (var some in JsonLines.ReadAsync(paths.ReleasedRows(runId), ArtifactJson.Default.ReleasedRows, cancellationToken).ConfigureAwait(false)) rows.Add(some);
        return rows;
    }

    private static async ValueTask<IReadOnlyList<RowEdit>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var edits = new List<RowEdit>();
        await foreach (var edit in JsonLines.ReadAsync(path, ArtifactJson.Default.RowEdit, cancellationToken).ConfigureAwait(false)) edits.Add(edit);
        return edits;
    }
}
