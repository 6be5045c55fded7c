using Lumos.Abstractions;
using Lumos.Core.Contracts;
using Lumos.Core.Ingest.Databases;
using Lumos.Core.Migration.Planning;
using Lumos.Core.State;
using Lumos.Core.Supervision;

namespace Lumos.Core;

public sealed partial class LumosEngine
{
    private const int PrintedAtOnce = 1000;

    // Of a file they are read at once, so that it is scanned once; of so many that fail something else is wrong than rows.
    private const int MostPrintedOfAFile = 10_000;

    /// <summary>
    /// Keeps what quarantined rows can be found again by: those whose table's copy goes with the end of the run, since a run that follows reads the database anew, where rows may have other numbers, and those of
    /// tables that are only added to, since a run that follows takes no others.
    /// </summary>
    private async Task RememberQuarantineAsync(RunRecord run, CancellationToken cancellationToken)
    {
        // A run that was over already has no copies any more.
        if (File.Exists(_paths.QuarantinePrints(run.RunId))) return;
        var hasCopies = Directory.Exists(Path.Combine(_paths.Work(run.RunId), DatabaseSnapshot.Folder));
        var isAdded = run.Contract.Overrides?.Load?.Values.Any(static rule => LoadRules.Parse(rule) is { } load && ReleaseScope.Holds(load)) == true;
        if (!hasCopies && !isAdded) return;
        var places = new SortedDictionary<string, SortedDictionary<long, long?>>(StringComparer.Ordinal);
        await foreach (var record in _state.ReadQuarantineAsync(run.RunId, table: null, cancellationToken).ConfigureAwait(false))
        {
            if (!places.TryGetValue(record.Source, out var rows)) places[record.Source] = rows = [];
            rows[record.Row] = record.ByteOffset;
        }

        if (places.Count == 0) return;
        var tables = (await GetArtifactsAsync(run.RunId, cancellationToken).ConfigureAwait(false)).Catalog?.Tables ?? [];
        var printed = new List<PrintedRow>();
        foreach (var table in tables)
        {
            if (!places.TryGetValue(table.Name, out var rows)) continue;
            if (table.Source.Snapshot is not null && hasCopies) foreach (var block in rows.Chunk(PrintedAtOnce)) printed.AddRange(await PrintAsync(run, table, block, cancellationToken).ConfigureAwait(false));
            else if (table.Source.Snapshot is null && isAdded && rows.Count <= MostPrintedOfAFile) printed.AddRange(await TryPrintAsync(run, table, [.. rows], cancellationToken).ConfigureAwait(false));
        }

        if (printed.Count > 0) _edits.Remember(run.RunId, printed);
    }

    /// <summary>What a quarantined row can be found again by; null when its table is gone and a build before this one kept nothing.</summary>
    private async Task<string?> PrintOfAsync(RunRecord run, CatalogTable table, RowPlace place, long? offset, CancellationToken cancellationToken) => table.Source.Snapshot is not null
        ? await _edits.PrintOfAsync(run.RunId, place, cancellationToken).ConfigureAwait(false)
        : (await PrintAsync(run, table, [new KeyValuePair<long, long?>(place.Row, offset)], cancellationToken).ConfigureAwait(false))[0].Print;

    // A file that changed since it was read has other rows there; the run is none the worse for it.
    private async Task<IReadOnlyList<PrintedRow>> TryPrintAsync(RunRecord run, CatalogTable table, KeyValuePair<long, long?>[] rows, CancellationToken cancellationToken)
    {
        try
        {
            return await PrintAsync(run, table, rows, cancellationToken).ConfigureAwait(false);
        }
        catch (LumosException)
        {
            return [];
        }
    }

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
