using Lumos.Abstractions;
using Lumos.Core.Ingest.Csv;
using Lumos.Core.Ingest.Inventory;
using Lumos.Core.Ingest.Json;
using Lumos.Core.Supervision;

namespace Lumos.Core.Ingest.Reading;

/// <summary>Opens catalog tables again, after making sure that the file is still the one ingested.</summary>
/// <param name="resolve">Makes a location of the catalog a path to open.</param>
/// <param name="verifier">Shared with ingest in the same process.</param>
/// <param name="workFolder">Work folder of the run, where copies of database tables are; null when there can be none.</param>
/// <param name="over">Lays something over the rows of a table, below any join; null for the rows as they are.</param>
/// <param name="numbers">Numbers of rows that are fixed; null where all are counted.</param>
internal sealed class CatalogReader(Func<string, string> resolve, SourceVerifier verifier, string? workFolder = null, Func<CatalogTable, ISource, CancellationToken, ValueTask<ISource>>? over = null, RowNumbers? numbers = null) : ICatalogReader
{
    /// <summary>Files up to this size are scanned for sample rows; larger ones are read row by row at their offsets.</summary>
    private const long ScanBytes = 8 << 20;

    public async ValueTask<ISource> OpenAsync(CatalogTable table, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (table.Joins is not null) return await JoinedSource.OpenAsync(table, one => OpenAsync(one, cancellationToken), cancellationToken, numbers).ConfigureAwait(false);
        var source = await OpenRowsAsync(table, cancellationToken).ConfigureAwait(false);
        return over is null ? source : await over(table, source, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<ISource> OpenRowsAsync(CatalogTable table, CancellationToken cancellationToken)
    {
        var origin = table.Source;
        if (origin.Format is SourceFormats.Json or SourceFormats.Ndjson) return await OpenJsonAsync(table, cancellationToken).ConfigureAwait(false);
        if (origin.Parts.Count == 0) return await OpenVerifiedAsync(table, cancellationToken).ConfigureAwait(false);
        var parts = new List<ISource>();
        foreach (var part in origin.Parts)
        {
            var one = origin with { Location = part.Location, Bytes = part.Bytes, Sha256 = part.Sha256, Dialect = part.Dialect, Parts = [] };
            parts.Add(await OpenVerifiedAsync(table with { Source = one }, cancellationToken).ConfigureAwait(false));
        }

        return new ConcatSource(origin.Location, parts, [.. origin.Parts.Select(p => p.Rows)]);
    }

    public async ValueTask<ColumnBatch> ReadSampleAsync(CatalogTable table, TableSample sample, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(sample);
        var source = await OpenAsync(table, cancellationToken).ConfigureAwait(false);
        await using var _ = source.ConfigureAwait(false);
        var rows = new TextBatchBuilder(source.Schema);
        var seek = table.Source.Compression == SourceFormats.NoCompression && table.Source.Bytes > ScanBytes && sample.ByteOffsets.Count == sample.RowNumbers.Count;
        List<RowIssue> issues = [];
        if (seek) await SeekAsync(source, sample, rows, issues, cancellationToken).ConfigureAwait(false);
        else await ScanAsync(source, sample, rows, issues, cancellationToken).ConfigureAwait(false);
        var batch = rows.Take(source.Name, sample.RowNumbers.Count > 0 ? sample.RowNumbers[0] : 0, null);
        return issues.Count == 0 ? batch : new ColumnBatch(batch.Schema, batch.RowCount, batch.Columns, batch.Origin, batch) { Issues = issues };
    }

    private async ValueTask<ISource> OpenVerifiedAsync(CatalogTable table, CancellationToken cancellationToken)
    {
        var origin = table.Source;
        var path = origin.Snapshot is { } snapshot && workFolder is not null ? Path.Combine(workFolder, snapshot) : resolve(EngineTables.Split(origin).File);
        if (origin.Snapshot is not null && !File.Exists(path)) throw IngestErrors.SnapshotGone(origin.Location);
        var stamp = await verifier.VerifyAsync(path, origin.Location, origin.Bytes, origin.Sha256, cancellationToken).ConfigureAwait(false);
        return new VerifiedSource(await OpenAsync(table, path, cancellationToken).ConfigureAwait(false), path, origin.Location, stamp);
    }

    // All parts are looked through first: what one of them has is a column of all.
    private async ValueTask<ISource> OpenJsonAsync(CatalogTable table, CancellationToken cancellationToken)
    {
        var origin = table.Source;
        IReadOnlyList<CatalogPart> parts = origin.Parts.Count > 0 ? origin.Parts : [new CatalogPart { Location = origin.Location, Bytes = origin.Bytes, Sha256 = origin.Sha256, Rows = 0 }];
        List<(string Location, string Path, SourceVerifier.FileStamp Stamp)> paths = [];
        foreach (var part in parts)
        {
            var path = resolve(part.Location);
            paths.Add((part.Location, path, await verifier.VerifyAsync(path, part.Location, part.Bytes, part.Sha256, cancellationToken).ConfigureAwait(false)));
        }

        var sources = await JsonTables.ReopenAsync(origin, paths, verifier, cancellationToken).ConfigureAwait(false);
        if (!sources[0].Schema.Fields.Select(static f => f.Name).SequenceEqual(table.Columns.Select(static c => c.SourceName), StringComparer.Ordinal)) throw IngestErrors.Changed(origin.Location);
        List<ISource> verified = [.. sources.Select((source, i) => new VerifiedSource(source, paths[i].Path, paths[i].Location, paths[i].Stamp))];
        return origin.Parts.Count == 0 ? verified[0] : new ConcatSource(origin.Location, verified, [.. parts.Select(static p => p.Rows)]);
    }

    private static async ValueTask<ISource> OpenAsync(CatalogTable table, string path, CancellationToken cancellationToken)
    {
        var origin = table.Source;
        // Catalogs of earlier versions have zstd text as the engine read it, without a dialect.
        if (origin.Format != SourceFormats.Csv || origin.Dialect is null)
        {
            var source = await EngineSource.OpenAsync(EngineTables.RelationOf(origin, path), cancellationToken).ConfigureAwait(false);
            return source.Schema.Fields.Select(f => f.Name).SequenceEqual(table.Columns.Select(c => c.SourceName), StringComparer.Ordinal) ? source : throw IngestErrors.Changed(origin.Location);
        }

        var file = new SourceFile(origin.Location, path) { Compression = origin.Compression };
        return new CsvSource(CsvTables.Named(file, () => GzipFileStream.Wrap(file, OpenShared(path, origin.Location))), CsvBridge.ToLayout(table));
    }

    private static FileStream OpenShared(string path, string location)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0, FileOptions.SequentialScan);
        }
        catch (IOException e)
        {
            throw IngestErrors.FileUnreadable(location, e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw IngestErrors.FileUnreadable(location, e);
        }
    }

    private static async ValueTask SeekAsync(ISource source, TableSample sample, TextBatchBuilder rows, List<RowIssue> issues, CancellationToken cancellationToken)
    {
        for (var i = 0; i < sample.RowNumbers.Count; i++)
        {
            // Neighbours are read in one go.
            var run = 1;
            while (i + run < sample.RowNumbers.Count && sample.RowNumbers[i + run] == sample.RowNumbers[i] + run) run++;
            var options = new SourceReadOptions { BatchRows = run, MaxRows = run, From = new SourcePosition(sample.RowNumbers[i], sample.ByteOffsets[i]) };
            await foreach (var batch in source.ReadAsync(options, cancellationToken).ConfigureAwait(false))
            {
                using (batch)
                {
                    Copy(batch, Enumerable.Range(0, batch.RowCount), rows, issues);
                }
            }

            i += run - 1;
        }
    }

    private static async ValueTask ScanAsync(ISource source, TableSample sample, TextBatchBuilder rows, List<RowIssue> issues, CancellationToken cancellationToken)
    {
        var next = 0;
        if (sample.RowNumbers.Count == 0) return;
        await foreach (var batch in source.ReadAsync(new SourceReadOptions(), cancellationToken).ConfigureAwait(false))
        {
            using (batch)
            {
                var first = next;
                while (next < sample.RowNumbers.Count && sample.RowNumbers[next] - batch.Origin.FirstRow < batch.RowCount) next++;
                Copy(batch, sample.RowNumbers.Skip(first).Take(next - first).Select(row => (int)(row - batch.Origin.FirstRow)), rows, issues);
            }

            if (next == sample.RowNumbers.Count) break;
        }
    }

    // Rows with what their reader noticed about them.
    private static void Copy(ColumnBatch batch, IEnumerable<int> chosen, TextBatchBuilder rows, List<RowIssue> issues)
    {
        var noticed = batch.Issues.ToLookup(static issue => issue.Row);
        foreach (var row in chosen)
        {
            issues.AddRange(noticed[row].Select(issue => issue with { Row = rows.Rows }));
            rows.AddRow(batch, row);
        }
    }
}
