using System.Globalization;
using Lumos.Abstractions;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Migration.Quarantine;
using Lumos.Core.Migration.Staging;
using Lumos.Core.Migration.Targets;
using Lumos.DuckDb.Columns;

namespace Lumos.Core.Migration.Validation;

/// <summary>
/// Validates what was staged: takes out rows that cannot stay, counts, reads everything back and compares it with what was transformed.
/// Nothing is promoted unless all of it holds.
/// </summary>
internal sealed class StagingValidator(StagingContext context, MigrationPlan plan, IStagedTables staged, IReadOnlyList<StagedTable> tables)
{
    /// <summary>Validates all tables and writes the quarantine of the rows taken out.</summary>
    /// <param name="chunks">Chunks by table, in order.</param>
    /// <param name="cancellationToken">Stops the engine.</param>
    /// <exception cref="LumosException">A validation failed.</exception>
    public async Task<IReadOnlyList<ValidatedTable>> RunAsync(IReadOnlyDictionary<TablePlan, List<StagedChunk>> chunks, CancellationToken cancellationToken)
    {
        var removal = new RowRemoval(staged, tables);
        removal.Find(plan.ByReference, cancellationToken);
        var validated = new List<ValidatedTable>();
        foreach (var table in tables)
        {
            var counted = WithRemoved(table, chunks[table.Plan], cancellationToken);
            var (final, checksum, nulls) = await ReadBackAsync(table, counted, cancellationToken).ConfigureAwait(false);
            var results = new List<ValidationResult> { CountRows(table, final), checksum, References(table, removal), Unique(table, cancellationToken), nulls };
            foreach (var result in results)
            {
                if (!result.Passed) throw MigrationErrors.ValidationFailed(table.Plan.Name, result);
            }

            var rowsIn = final.Sum(chunk => chunk.RowsIn);
            if (rowsIn > 0 && final.Sum(chunk => chunk.RowsOut) == 0)
            {
                await new RemovedRows(context, plan, table, final).WriteAsync(staged.Engine, cancellationToken).ConfigureAwait(false);
                throw MigrationErrors.NothingMigrated(table.Plan.Name, rowsIn);
            }

            validated.Add(new ValidatedTable(table.Plan, final, results));
        }

        foreach (var table in validated)
        {
            var removed = new RemovedRows(context, plan, tables.First(other => other.Plan == table.Plan), table.Chunks);
            await removed.WriteAsync(staged.Engine, cancellationToken).ConfigureAwait(false);
        }

        return validated;
    }

    /// <summary>Adds to every chunk how many of its rows do not stay, and why.</summary>
    private List<StagedChunk> WithRemoved(StagedTable table, IReadOnlyList<StagedChunk> chunks, CancellationToken cancellationToken)
    {
        var counted = chunks.Select(chunk => chunk with { Removed = new Dictionary<string, long>(), Collapsed = 0, FinalHash = null }).ToList();
        if (!table.HasRemoved) return counted;
        using var command = staged.Engine.CreateCommand(
            $"SELECT {TablePlan.RowColumn} // {EngineSql.Number(context.ChunkRows)} AS chunk, code, count(*) FROM {table.Removed} GROUP BY ALL ORDER BY ALL");
        using var result = command.ExecuteColumns(cancellationToken);
        while (result.ReadChunk(cancellationToken) is { } read)
        {
            using (read)
            {
                for (var row = 0; row < read.RowCount; row++)
                {
                    var at = (int)read[0].Values<long>()[row];
                    var count = read[2].Values<long>()[row];
                    counted[at] = read[1].IsNull(row)
                        ? counted[at] with { Collapsed = count }
                        : counted[at] with { Removed = new SortedDictionary<string, long>(counted[at].Removed.ToDictionary(), StringComparer.Ordinal) { [read[1].GetString(row)!] = count } };
                }
            }
        }

        return counted;
    }

    private ValidationResult CountRows(StagedTable table, List<StagedChunk> chunks)
    {
        using var command = staged.Engine.CreateCommand($"SELECT (SELECT count(*) FROM {table.All}) - (SELECT count(*) FROM {table.Removed})");
        var there = (long)command.ExecuteScalar()!;
        var rowsIn = chunks.Sum(chunk => chunk.RowsIn);
        var rowsOut = chunks.Sum(chunk => chunk.RowsOut);
        var collapsed = chunks.Sum(chunk => chunk.Collapsed);
        var quarantined = chunks.Sum(chunk => chunk.Quarantined);
        var known = table.Plan.Sources.All(source => source.RowCount is not null) ? table.Plan.Sources.Sum(source => source.RowCount!.Value) : rowsIn;
        return new ValidationResult(
            "row_count", there == rowsOut && rowsIn == rowsOut + collapsed + quarantined && known == rowsIn,
            string.Create(CultureInfo.InvariantCulture, $"{rowsIn} rows read of {known} in the catalog = {there} staged + {collapsed} collapsed + {quarantined} quarantined"));
    }

    private static ValidationResult References(StagedTable table, RowRemoval removal)
    {
        var references = table.Plan.Table.ForeignKeys;
        if (references.Count == 0) return new ValidationResult("fk_check", true, "no references to check");
        var open = removal.Unchecked.Where(item => item.Table == table.Plan).Select(item => item.Reference.Table).Distinct().ToList();
        var text = string.Create(CultureInfo.InvariantCulture, $"{references.Count - open.Count} of {references.Count} references hold for every row that stays");
        return new ValidationResult("fk_check", true, open.Count == 0 ? text : $"{text}; not part of this run nor in the target: {string.Join(", ", open)}");
    }

    private ValidationResult Unique(StagedTable table, CancellationToken cancellationToken)
    {
        var sets = new List<IReadOnlyList<string>>();
        if (table.Plan.Key.Count > 0) sets.Add(table.Plan.Key);
        if (table.Plan.Table.PrimaryKey.Count > 0) sets.Add(table.Plan.Table.PrimaryKey);
        sets.AddRange(table.Plan.Table.Unique);
        if (sets.Count == 0) return new ValidationResult("unique_check", true, "no keys to check");

        // Where nothing was taken out, finding the repeated keys has just proved that there are none.
        foreach (var set in table.HasRemoved ? sets.DistinctBy(set => string.Join('\0', set)) : [])
        {
            var names = EngineSql.Names(set);
            var present = string.Join(" AND ", set.Select(column => $"{EngineSql.Name(column)} IS NOT NULL"));
            var among = table.HasAllRepeatedKeysLate && set.SequenceEqual(table.Plan.Key) && table.Late is { } late ? $" AS kept SEMI JOIN (SELECT DISTINCT {names} FROM {late}) AS late USING ({names})" : "";
            using var command = staged.Engine.CreateCommand($"SELECT 1 FROM {table.Kept}{among} WHERE {present} GROUP BY {names} HAVING count(*) > 1 LIMIT 1");
            using var result = command.ExecuteColumns(cancellationToken);
            using var read = result.ReadChunk(cancellationToken);
            if (read is not null) return new ValidationResult("unique_check", false, $"({string.Join(", ", set)}) is not unique");
        }

        return new ValidationResult("unique_check", true, string.Create(CultureInfo.InvariantCulture, $"{sets.DistinctBy(set => string.Join('\0', set)).Count()} keys are unique"));
    }

    private async Task<(List<StagedChunk> Chunks, ValidationResult Checksum, ValidationResult Nulls)> ReadBackAsync(
        StagedTable table, List<StagedChunk> chunks, CancellationToken cancellationToken)
    {
        var final = chunks.ToArray();
        var differing = new bool[chunks.Count];
        long nulls = 0;
        var ranges = chunks.Chunk(context.SegmentChunks).Select((range, index) => (Chunks: range, First: index * context.SegmentChunks)).ToList();
        var removed = ranges.Select(range => RemovedIn(table, range.Chunks, cancellationToken)).ToList();
        var next = -1;
        long done = 0;
        await Task.WhenAll(Enumerable.Range(0, Math.Min(context.Workers, ranges.Count)).Select(_ => Task.Factory.StartNew(Work, cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default))).ConfigureAwait(false);

        var wrong = differing.Count(static different => different);
        return (
            [.. final],
            new ValidationResult("checksum", wrong == 0, string.Create(CultureInfo.InvariantCulture, $"{chunks.Count - wrong} of {chunks.Count} chunks read back as they were transformed")),
            new ValidationResult("null_check", nulls == 0, string.Create(CultureInfo.InvariantCulture, $"{nulls} NULLs in {table.Plan.Table.Columns.Count(table.Plan.IsRequired)} required columns")));

        void Work()
        {
            using var reader = new ChecksumReader(table);
            for (var at = Interlocked.Increment(ref next); at < ranges.Count; at = Interlocked.Increment(ref next))
            {
                var (found, missing) = reader.Read(ranges[at].Chunks, context.ChunkRows, removed[at], cancellationToken);
                for (var i = 0; i < found.Count; i++)
                {
                    var index = ranges[at].First + i;
                    var chunk = final[index];
                    differing[index] = found[i].Rows != chunk.RowsStaged || found[i].Hash != chunk.ContentHash;
                    if (found[i].KeptHash != chunk.ContentHash) final[index] = chunk with { FinalHash = found[i].KeptHash };
                }

                Interlocked.Add(ref nulls, missing);
                var rows = Interlocked.Add(ref done, ranges[at].Chunks.Sum(static chunk => chunk.RowsStaged));
                context.Progress?.Report(new StageProgress(StageName.Migration, $"validating {table.Plan.Name}", rows, chunks.Sum(static chunk => chunk.RowsStaged), "rows"));
            }
        }
    }

    private long[] RemovedIn(StagedTable table, StagedChunk[] chunks, CancellationToken cancellationToken)
    {
        if (!table.HasRemoved || chunks.All(chunk => chunk.RowsOut == chunk.RowsStaged)) return [];
        var first = chunks[0].ChunkId * context.ChunkRows;
        var end = (chunks[^1].ChunkId + 1) * context.ChunkRows;
        using var command = staged.Engine.CreateCommand(
            $"SELECT {TablePlan.RowColumn} FROM {table.Removed} WHERE {TablePlan.RowColumn} >= {EngineSql.Number(first)} AND {TablePlan.RowColumn} < {EngineSql.Number(end)} ORDER BY ALL");
        using var result = command.ExecuteColumns(cancellationToken);
        var rows = new List<long>();
        while (result.ReadChunk(cancellationToken) is { } read)
        {
            using (read) rows.AddRange(read[0].Values<long>());
        }

        return [.. rows];
    }
}
