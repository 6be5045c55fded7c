using Lumos.Abstractions;
using Lumos.Core.Ingest.Databases;
using Lumos.Core.State;
using Lumos.Core.Supervision;

namespace Lumos.Core;

public sealed partial class LumosEngine
{
    private const int PrintedAtOnce = 1000;

    /// <summary>
    /// Keeps, of quarantined rows whose table's copy goes with the end of the run, what they can be found again by: a run that follows reads the database anew, where rows may have other numbers.
    /// </summary>
    private async Task RememberQuarantineAsync(RunRecord run, CancellationToken cancellationToken)
    {
        // A run that was over already has no copies any more.
        if (File.Exists(_paths.QuarantinePrints(run.RunId)) || !Directory.Exists(Path.Combine(_paths.Work(run.RunId), DatabaseSnapshot.Folder))) return;
        var places = new SortedDictionary<string, SortedDictionary<long, long?>>(StringComparer.Ordinal);
        await foreach (var record in _state.ReadQuarantineAsync(run.RunId, table: null, cancellationToken).ConfigureAwait(false))
        {
            if (!places.TryGetValue(record.Source, out var rows)) places[record.Source] = rows = [];
            rows[record.Row] = record.ByteOffset;
        }

        if (places.Count == 0) return;
        var tables = (await GetArtifactsAsync(run.RunId, cancellationToken).ConfigureAwait(false)).Catalog?.Tables ?? [];
        var printed = new List<PrintedRow>();
        foreach (var table in tables.Where(static table => table.Source.Snapshot is not null))
        {
            if (!places.TryGetValue(table.Name, out var rows)) continue;
            foreach (var block in rows.Chunk(PrintedAtOnce)) printed.AddRange(await PrintAsync(run, table, block, cancellationToken).ConfigureAwait(false));
        }

        if (printed.Count > 0) _edits.Remember(run.RunId, printed);
    }

    /// <summary>What a quarantined row can be found again by; null when its table is gone and a build before this one kept nothing.</summary>
    private async Task<string?> PrintOfAsync(RunRecord run, CatalogTable table, RowPlace place, long? offset, CancellationToken cancellationToken) => table.Source.Snapshot is not null
        ? await _edits.PrintOfAsync(run.RunId, place, cancellationToken).ConfigureAwait(false)
        : (await PrintAsync(run, table, [new KeyValuePair<long, long?>(place.Row, offset)], cancellationToken).ConfigureAwait(false))[0].Print;

    private async Task<IReadOnlyList<PrintedRow>> PrintAsync(RunRecord run, CatalogTable table, KeyValuePair<long, long?>[] rows, CancellationToken cancellationToken)
    {
        var sample = new TableSample
        {
            Table = table.Name, Columns = [.. table.Columns.Select(static column => column.SourceName)], Rows = [], RowNumbers = [.. rows.Select(static row => row.Key)],
            ByteOffsets = rows.All(static row => row.Value is not null) ? [.. rows.Select(static row => row.Value!.Value)] : [],
        };
        using var batch = await StagesOf(run).Reader.ReadSampleAsync(table, sample, cancellationToken).ConfigureAwait(false);
        return [.. rows.Select((row, place) => new PrintedRow(table.Name, row.Key, RowPrint.Of(batch, place)))];
    }
}
