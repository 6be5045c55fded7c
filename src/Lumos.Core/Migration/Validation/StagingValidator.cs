using System.Globalization;
using Lumos.Abstractions;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Migration.Quarantine;
using Lumos.Core.Migration.Staging;
using Lumos.Core.Migration.Targets;
using Lumos.Core.Migration.Transform;
using Lumos.Core.Migration.Verification;

namespace Lumos.Core.Migration.Validation;

/// <summary>
/// Validates what was staged: takes out rows that cannot stay, counts, reads everything back and compares it with what was transformed.
/// Nothing is promoted unless all of it holds.
/// </summary>
/// <param name="context">What staging works with.</param>
/// <param name="plan">What is moved.</param>
/// <param name="staged">Where it is staged.</param>
/// <param name="tables">The tables, in the order of the plan.</param>
/// <param name="scopes">What of the target's tables they will be, in the same order.</param>
internal sealed class StagingValidator(StagingContext context, MigrationPlan plan, IStagedTables staged, IReadOnlyList<StagedTable> tables, IReadOnlyList<ManifestScope> scopes)
{
    private static readonly ColumnSchema Number = new([new ColumnField("number", ColumnType.Int64)]);
    private static readonly ColumnSchema RemovedColumns = new([new ColumnField(TablePlan.RowColumn, ColumnType.Int64, Nullable: false), new ColumnField("code", ColumnType.Text)]);

    /// <summary>Validates all tables and writes the quarantine of the rows taken out.</summary>
    /// <param name="chunks">Chunks by table, in order.</param>
    /// <param name="cancellationToken">Stops the engine.</param>
    /// <exception cref="LumosException">A validation failed.</exception>
    public async Task<IReadOnlyList<ValidatedTable>> RunAsync(IReadOnlyDictionary<TablePlan, List<StagedChunk>> chunks, CancellationToken cancellationToken)
    {
        var removal = new RowRemoval(staged, tables);
        await removal.FindAsync(plan.ByReference, cancellationToken).ConfigureAwait(false);
        var validated = new List<ValidatedTable>();
        foreach (var table in tables)
        {
            var counted = await WithRemovedAsync(table, chunks[table.Plan], cancellationToken).ConfigureAwait(false);
            var (final, checksum, nulls, manifest, isKeyUnique) = await ReadBackAsync(table, counted, cancellationToken).ConfigureAwait(false);
            var results = new List<ValidationResult>
            {
                await CountRowsAsync(table, final, cancellationToken).ConfigureAwait(false), checksum, References(table, removal), await UniqueAsync(table, isKeyUnique, cancellationToken).ConfigureAwait(false), nulls,
            };
            if (table.Checks.Count + table.ChecksNotAsked.Count > 0) results.Add(ChecksOf(table));
            foreach (var result in results)
            {
                if (!result.Passed) throw MigrationErrors.ValidationFailed(table.Plan.Name, result);
            }

            var rowsIn = final.Sum(chunk => chunk.RowsIn);
            if (rowsIn > 0 && final.Sum(chunk => chunk.RowsOut) == 0 && table.Plan.Only is null)
            {
                await new RemovedRows(context, plan, table, final).WriteAsync(staged, cancellationToken).ConfigureAwait(false);
                throw MigrationErrors.NothingMigrated(table.Plan.Name, rowsIn, context.RunId);
            }

            validated.Add(new ValidatedTable(table.Plan, final, results, manifest));
        }

        foreach (var table in validated)
        {
            var removed = new RemovedRows(context, plan, tables.First(other => other.Plan == table.Plan), table.Chunks);
            await removed.WriteAsync(staged, cancellationToken).ConfigureAwait(false);
        }

        return validated;
    }

    /// <summary>Adds to every chunk how many of its rows do not stay, and why.</summary>
    private async Task<List<StagedChunk>> WithRemovedAsync(StagedTable table, IReadOnlyList<StagedChunk> chunks, CancellationToken cancellationToken)
    {
        var counted = chunks.Select(chunk => chunk with { Removed = new Dictionary<string, long>(), Collapsed = 0, FinalHash = null }).ToList();
        if (!table.HasRemoved) return counted;
        var counts = new SortedDictionary<string, long>[counted.Count];
        await foreach (var read in staged.QueryAsync($"SELECT {TablePlan.RowColumn}, code FROM {table.Removed}", RemovedColumns, cancellationToken).ConfigureAwait(false))
        {
            using var batch = read;
            var numbers = batch.Columns[0].GetValues<long>();
            for (var row = 0; row < batch.RowCount; row++)
            {
                var of = counts[numbers[row] / context.ChunkRows] ??= new SortedDictionary<string, long>(StringComparer.Ordinal);
                var code = CellText.Of(batch.Columns[1], row) ?? "";
                of[code] = of.GetValueOrDefault(code) + 1;
            }
        }

        for (var at = 0; at < counts.Length; at++)
        {
            if (counts[at] is not { } of) continue;
            of.Remove("", out var collapsed);
            counted[at] = counted[at] with { Collapsed = collapsed, Removed = of };
        }

        return counted;
    }

    private async Task<ValidationResult> CountRowsAsync(StagedTable table, List<StagedChunk> chunks, CancellationToken cancellationToken)
    {
        var there = (await NumberAsync($"SELECT (SELECT count(*) FROM {table.All} AS staged) - (SELECT count(*) FROM {table.Removed} AS removed)", cancellationToken).ConfigureAwait(false))!.Value;
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
        var references = table.References;
        if (references.Count == 0) return new ValidationResult("fk_check", true, "no references to check");
        var open = removal.Unchecked.Where(item => item.Table == table.Plan).Select(item => item.Reference.Table).Distinct().ToList();
        var text = string.Create(CultureInfo.InvariantCulture, $"{references.Count - open.Count} of {references.Count} references hold for every row that stays");
        return new ValidationResult("fk_check", true, open.Count == 0 ? text : $"{text}; not part of this run nor in the target: {string.Join(", ", open)}");
    }

    private static ValidationResult ChecksOf(StagedTable table)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{table.Checks.Count} CHECK constraints hold for every row that stays");
        return new ValidationResult("check_constraints", true, table.ChecksNotAsked.Count == 0 ? text : $"{text}; not asked, since the target's engine does not understand them: {string.Join(", ", table.ChecksNotAsked.Select(static check => check.Name))}");
    }

    private async Task<ValidationResult> UniqueAsync(StagedTable table, bool isKeyUnique, CancellationToken cancellationToken)
    {
        IReadOnlyList<UniqueSet> sets = [.. table.Plan.Key.Count > 0 ? [UniqueSet.Of(table.Plan.Key)] : Array.Empty<UniqueSet>(), .. table.UniqueSets];
        if (sets.Count == 0) return new ValidationResult("unique_check", true, "no keys to check");

        // Finding the repeated keys has just proved that all others occur once; grouping every key again would only need the memory a second time. Where no two rows that were read back
        // have one hash of the key, nothing is left to be asked of that.
        foreach (var set in table.HasRemoved ? sets : [])
        {
            if (isKeyUnique && set.Names == table.Plan.Key) continue;
            var names = EngineSql.Names(set.Names);
            var present = string.Join(" AND ", set.Names.Select(column => $"{EngineSql.Name(column)} IS NOT NULL"));

            // In a table of its own, so that the engine sees how few they are and does not build its hash table of all the others.
            await staged.ExecuteAsync($"DROP TABLE IF EXISTS {table.Leaving}", cancellationToken).ConfigureAwait(false);
            await staged.ExecuteAsync(
                $"CREATE TEMPORARY TABLE {table.Leaving} AS SELECT DISTINCT {names} FROM {set.Staged(table.All)} AS staged WHERE {present} AND {TablePlan.RowColumn} IN (SELECT {TablePlan.RowColumn} FROM {table.Removed} AS removed)",
                cancellationToken).ConfigureAwait(false);
            var sql = $"SELECT CAST(1 AS BIGINT) FROM {set.Staged(table.Kept)} AS kept WHERE ({names}) IN (SELECT {names} FROM {table.Leaving} AS leaving) GROUP BY {names} HAVING count(*) > 1 LIMIT 1";
            if (await NumberAsync(sql, cancellationToken).ConfigureAwait(false) is not null) return new ValidationResult("unique_check", false, $"{set.Text} is not unique");
        }

        return new ValidationResult("unique_check", true, string.Create(CultureInfo.InvariantCulture, $"{sets.Count} keys are unique"));
    }

    private async Task<(List<StagedChunk> Chunks, ValidationResult Checksum, ValidationResult Nulls, TableManifest Manifest, bool IsKeyUnique)> ReadBackAsync(
        StagedTable table, List<StagedChunk> chunks, CancellationToken cancellationToken)
    {
        var final = chunks.ToArray();
        var differing = new bool[chunks.Count];
        long nulls = 0;

        // Where rows are asked for rather than read from files of segments, smaller parts keep every worker busy to the end.
        const int most = 20;
        var size = staged is IHashesStaged ? context.SegmentChunks : Math.Clamp(chunks.Count / (context.Workers * 4), 1, most);
        var ranges = chunks.Chunk(size).Select((range, index) => (Chunks: range, First: index * size)).ToList();
        var removed = new List<long[]>();
        foreach (var range in ranges) removed.Add(await RemovedInAsync(table, range.Chunks, cancellationToken).ConfigureAwait(false));
        var unchanged = await table.UnchangedAsync(cancellationToken).ConfigureAwait(false);
        var next = -1;
        long done = 0;
        var marks = Enumerable.Range(0, Math.Min(context.Workers, ranges.Count)).Select(worker => new RowMarks(context.MarksFolder, string.Create(CultureInfo.InvariantCulture, $"{table.Plan.Index}-{worker}"))).ToList();
        using var manifests = new ManifestFile(context.MarksFolder, table.Plan.Name, marks);
        await Task.WhenAll(marks.Select(kept => Task.Factory.StartNew(() => WorkAsync(kept), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap())).ConfigureAwait(false);

        var wrong = differing.Count(static different => different);
        return (
            [.. final],
            new ValidationResult("checksum", wrong == 0, string.Create(CultureInfo.InvariantCulture, $"{chunks.Count - wrong} of {chunks.Count} chunks read back as they were transformed")),
            new ValidationResult("null_check", nulls == 0, string.Create(CultureInfo.InvariantCulture, $"{nulls} NULLs in {table.Plan.Table.Columns.Count(table.Plan.IsRequired)} required columns")),
            manifests.Make(table.Plan, scopes[table.Plan.Index], cancellationToken), unchanged.Length == 0 && !manifests.HasRepeatedKeys);

        async Task WorkAsync(RowMarks kept)
        {
            using var reader = new ChecksumReader(table, context.Logs) { Kept = kept.Add, Untold = unchanged };
            for (var at = Interlocked.Increment(ref next); at < ranges.Count; at = Interlocked.Increment(ref next))
            {
                var (found, missing) = await reader.ReadAsync(ranges[at].Chunks, context.ChunkRows, removed[at], cancellationToken).ConfigureAwait(false);
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

    private Task<long[]> RemovedInAsync(StagedTable table, StagedChunk[] chunks, CancellationToken cancellationToken) =>
        !table.HasRemoved || chunks.All(chunk => chunk.RowsOut == chunk.RowsStaged)
            ? Task.FromResult<long[]>([])
            : table.RemovedInAsync(chunks[0].ChunkId * context.ChunkRows, (chunks[^1].ChunkId + 1) * context.ChunkRows, cancellationToken);

    /// <summary>The one number a query gives; null for no row.</summary>
    private async Task<long?> NumberAsync(string sql, CancellationToken cancellationToken)
    {
        long? number = null;
        await foreach (var read in staged.QueryAsync(sql, Number, cancellationToken).ConfigureAwait(false))
        {
            using var batch = read;
            if (batch.RowCount > 0) number = batch.Columns[0].GetValues<long>()[0];
        }

        return number;
    }
}
