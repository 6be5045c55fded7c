using System.Globalization;
using Lumos.Abstractions;
using Lumos.Core.Contracts;
using Lumos.Core.Migration.Columns;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Migration.Targets.Parquet.Writing;
using Lumos.Core.Migration.Transform;
using Lumos.DuckDb;
using Lumos.DuckDb.Columns;

namespace Lumos.Core.Migration.Targets.Parquet.Folders;

/// <summary>
/// Writes the rows of a table in the order and the files its layout asks for. The engine sorts, out of memory where it must; the number of the row comes last in the order,
/// so that rows that tie are where they were in the source. What was written is read back and held against what was staged.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="layout">Its layout.</param>
/// <param name="relation">SQL of the staged rows that stay, in the session of the engine.</param>
/// <param name="engine">The session.</param>
internal sealed class LayoutWriter(TargetTable table, TableLayout layout, string relation, DuckDbConnection engine)
{
    /// <summary>Most folders of one table: a column that names more is more likely a key.</summary>
    public const int MostPartitions = 10_000;

    // A row group of this many rows, as staging has them.
    private const int GroupRows = 50_000;

    private static readonly int[] Every = [.. Enumerable.Range(0, DuckDbDataChunk.DefaultCapacity)];

    private readonly List<TargetColumn> _partitions = [.. (layout.PartitionBy ?? []).Select(name => table.Columns.First(column => column.Name == name))];

    /// <summary>A stretch of the ordered rows that is one file.</summary>
    /// <param name="Path">Its path in the folder.</param>
    /// <param name="Rows">Its rows.</param>
    private sealed record FilePart(string Path, long Rows);

    /// <summary>Writes a sorted table as one file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="threads">Threads that encode.</param>
    /// <param name="markOf">Whose it is, by its rows.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task WriteFileAsync(string path, int threads, Func<long, TargetMark> markOf, CancellationToken cancellationToken)
    {
        var rows = (await CountAsync(cancellationToken).ConfigureAwait(false)).Sum(static part => part.Rows);
        await WriteAsync([new FilePart(path, rows)], threads, markOf(rows), cancellationToken).ConfigureAwait(false);
        await ProveAsync($"read_parquet({EngineSql.Text(path)}, hive_partitioning = false)", path, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes the table as a folder of files.</summary>
    /// <param name="folder">The folder; one that is there is made anew.</param>
    /// <param name="runId">Run, which is in the names of the files, so that nobody who looked at the old folder reads a new file for an old one.</param>
    /// <param name="stagedBytes">Bytes the rows take in staging.</param>
    /// <param name="threads">Threads that encode.</param>
    /// <param name="markOf">Whose it is, by its rows.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task WriteFolderAsync(string folder, string runId, long stagedBytes, int threads, Func<long, TargetMark> markOf, CancellationToken cancellationToken)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        var counts = await CountAsync(cancellationToken).ConfigureAwait(false);
        var rows = counts.Sum(static part => part.Rows);
        var parts = Cut(counts, rows, runId, stagedBytes);
        foreach (var path in parts.Select(static part => Path.GetDirectoryName(part.Path)!).Distinct()) Directory.CreateDirectory(Path.Combine(folder, path));
        await WriteAsync([.. parts.Select(part => part with { Path = Path.Combine(folder, part.Path) })], threads, mark: null, cancellationToken).ConfigureAwait(false);
        TableFolder.Mark(folder, markOf(rows), _partitions);
        await ProveAsync(TableFolder.Relation(folder, rows == 0 ? [] : _partitions), folder, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Folders of the table in the order of their values, with their rows.</summary>
    private async Task<List<FilePart>> CountAsync(CancellationToken cancellationToken)
    {
        var schema = new ColumnSchema([.. _partitions.Select(static column => new ColumnField(column.Name, column.Type)), new ColumnField("rows", ColumnType.Int64)]);
        var names = EngineSql.Names(_partitions.Select(static column => column.Name));
        var sql = _partitions.Count == 0 ? $"SELECT count(*) FROM {relation}" : $"SELECT {names}, count(*) FROM {relation} GROUP BY {names} ORDER BY {string.Join(", ", PartitionOrder())}";
        var parts = new List<FilePart>();
        await foreach (var read in EngineStagedTables.Read(engine, sql, schema, cancellationToken).ToAsyncEnumerable().ConfigureAwait(false))
        {
            using var batch = read;
            for (var row = 0; row < batch.RowCount; row++) parts.Add(new FilePart(PathOf(batch, row), batch.Columns[^1].GetValues<long>()[row]));
            if (parts.Count > MostPartitions) throw MigrationErrors.PartitionsTooMany(table.Name, MostPartitions);
        }

        return parts;
    }

    private string PathOf(ColumnBatch batch, int row)
    {
        var path = "";
        for (var i = 0; i < _partitions.Count; i++)
        {
            var name = PartitionPath.Of(_partitions[i].Name, CellText.Of(batch.Columns[i], row)) ?? throw MigrationErrors.PartitionValue(table.Name, _partitions[i].Name);
            path = Path.Combine(path, name);
        }

        return path;
    }

    /// <summary>Shares the rows of each folder evenly among as few files as their size allows.</summary>
    private List<FilePart> Cut(List<FilePart> folders, long rows, string runId, long stagedBytes)
    {
        var most = layout.RowsPerFile ?? (layout.TargetFileSize is { } bytes && stagedBytes > 0 ? (long)Int128.Clamp((Int128)bytes * rows / stagedBytes, 1, long.MaxValue) : long.MaxValue);
        var parts = new List<FilePart>();

        // A table without rows still says which columns it has.
        if (rows == 0) return [new FilePart(NameOf(0, runId), 0)];
        foreach (var folder in folders)
        {
            var files = folder.Rows / most + (folder.Rows % most > 0 ? 1 : 0);
            for (long file = 0; file < files; file++)
            {
                var (first, end) = ((Int128)folder.Rows * file / files, (Int128)folder.Rows * (file + 1) / files);
                parts.Add(new FilePart(Path.Combine(folder.Path, NameOf(parts.Count, runId)), (long)(end - first)));
            }
        }

        return parts;
    }

    private static string NameOf(int number, string runId) => string.Create(CultureInfo.InvariantCulture, $"part-{number:D5}-{runId}.parquet");

    private async Task WriteAsync(IReadOnlyList<FilePart> parts, int threads, TargetMark? mark, CancellationToken cancellationToken)
    {
        var isEmpty = parts.Sum(static part => part.Rows) == 0;
        var columns = table.Columns.Where(column => isEmpty || !_partitions.Contains(column)).ToList();
        var schema = StagedRows.SchemaOf(table with { Columns = columns });
        using var encoders = new GroupEncoders(threads);
        var groups = new GroupQueue(encoders);
        await using var owned = groups.ConfigureAwait(false);
        using var command = engine.CreateCommand($"SELECT {EngineSql.Names(columns.Select(static column => column.Name))} FROM {relation} ORDER BY {SortOrder()}");
        using var result = command.ExecuteColumns(cancellationToken);
        var collector = new BatchCollector(schema);
        DuckDbDataChunk? chunk = null;
        try
        {
            var at = 0;
            foreach (var part in parts)
            {
                using var file = new SegmentFile(part.Path, schema);
                long left = part.Rows;
                var inGroup = 0;
                while (left > 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (chunk is null || at == chunk.RowCount)
                    {
                        chunk?.Dispose();
                        (chunk, at) = (result.ReadChunk(cancellationToken) ?? throw MigrationErrors.ReadBack(table.Name, part.Path), 0);
                    }

                    var take = (int)Math.Min(Math.Min(left, chunk.RowCount - at), GroupRows - inGroup);
                    collector.Append(chunk, columns.Count, Every.AsSpan(at, take));
                    (at, left, inGroup) = (at + take, left - take, inGroup + take);
                    if (left > 0 && inGroup < GroupRows) continue;
                    await groups.AddAsync(file, collector.Take(new RowOrigin("", 0))).ConfigureAwait(false);
                    inGroup = 0;
                }

                await groups.FlushAsync(file).ConfigureAwait(false);
                file.Complete(mark);
            }
        }
        finally
        {
            chunk?.Dispose();
        }
    }

    private string SortOrder()
    {
        var sorts = (layout.SortBy ?? []).Select(static text => LayoutRules.Sort(text)).Select(static sort => $"{EngineSql.Name(sort.Column)}{(sort.IsDescending ? " DESC" : "")} NULLS LAST");
        return string.Join(", ", [.. PartitionOrder(), .. sorts, TablePlan.RowColumn]);
    }

    private IEnumerable<string> PartitionOrder() => _partitions.Select(static column => EngineSql.Name(column.Name) + " NULLS LAST");

    /// <summary>Compares what the files give with what was staged: as many rows, and the same ones.</summary>
    private async Task ProveAsync(string written, string place, CancellationToken cancellationToken)
    {
        var columns = EngineSql.ReadColumns(table);
        var schema = new ColumnSchema([new ColumnField("rows", ColumnType.Int64), new ColumnField("hash", ColumnType.Text)]);
        var found = new List<(long, string?)>();
        foreach (var rows in new[] { relation, written })
        {
            await foreach (var read in EngineStagedTables.Read(engine, $"SELECT count(*), CAST(sum(CAST(hash({columns}) AS HUGEINT)) AS VARCHAR) FROM {rows}", schema, cancellationToken).ToAsyncEnumerable().ConfigureAwait(false))
            {
                using var batch = read;
                found.Add((batch.Columns[0].GetValues<long>()[0], CellText.Of(batch.Columns[1], 0)));
            }
        }

        if (found is not [var staged, var made] || staged != made) throw MigrationErrors.ReadBack(table.Name, place);
    }
}
