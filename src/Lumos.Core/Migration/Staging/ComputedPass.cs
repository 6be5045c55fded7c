using Lumos.Abstractions;
using Lumos.Core.Migration.Columns;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Migration.Targets;
using Lumos.Core.Migration.Transform;
using Lumos.Core.Supervision;

namespace Lumos.Core.Migration.Staging;

/// <summary>
/// Runs one pass inside the target's engine (ELT): a segment's good rows are computed by one statement per table, from the source's table straight into staging. They are read back and
/// hashed chunk by chunk, and the rows that did not arrive are put through the transform of this process, which says why: chunks, hashes and quarantine are those of a pass whose rows stream.
/// </summary>
internal sealed class ComputedPass(StagingContext context, ReadPass pass, IReadOnlyList<TableStager> stagers, ISource source, EngineRows rows, IComputesRows engine)
{
    private const string Row = StagedTableNames.RowColumn;

    private readonly long[] _firstChunks = [.. stagers.Select(stager => (long)stager.Done.Count(chunk => chunk.Pass < pass.Index))];

    /// <summary>Computes from where the last finished segment ended to the end of the source.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var raw = new ComputedSource(source.Schema, rows, engine.Attach(rows.Path));
        var total = Count(raw.CountSql, cancellationToken);
        var chunks = (total + context.ChunkRows - 1) / context.ChunkRows;
        var first = stagers.Min(stager => stager.Done.Count(chunk => chunk.Pass == pass.Index));
        if (first == chunks && stagers.All(stager => stager.Done.Count(chunk => chunk.Pass == pass.Index) == first)) return;
        first -= first % context.SegmentChunks;
        foreach (var stager in stagers) stager.Forget(pass.Index, first);
        using var worker = new TransformWorker(context.Transform, pass, source.Schema);
        var pace = new Pace(context.Time, context.MaxRowsPerSecond);
        for (long at = first; at < chunks; at += context.SegmentChunks)
        {
            var end = Math.Min(at + context.SegmentChunks, chunks);
            var segment = PassPipeline.SegmentOf(pass, at / context.SegmentChunks);
            await pace.WaitAsync((int)(Math.Min(end * context.ChunkRows, total) - at * context.ChunkRows), cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < stagers.Count; i++) Compute(i, segment, at, end, raw, cancellationToken);
            for (var chunk = at; chunk < end; chunk++)
            {
                var (from, to) = (chunk * context.ChunkRows, Math.Min((chunk + 1) * context.ChunkRows, total));
                var place = new SlicePlace(pass.Index, segment, pass.Source.Name, from, to < total ? new SourcePosition(to) : null);
                for (var i = 0; i < stagers.Count; i++)
                {
                    foreach (var slice in Take(i, chunk, from, to, raw, worker, cancellationToken)) await stagers[i].AddAsync(slice, place, cancellationToken).ConfigureAwait(false);
                    stagers[i].EndChunk();
                }

                context.Progress?.Report(new StageProgress(StageName.Migration, $"computing {pass.Source.Name}", to, total, "rows"));
            }

            foreach (var stager in stagers) await stager.FinishAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private long NumberOf(int table, long place) => (_firstChunks[table] * context.ChunkRows) + place;

    private void Compute(int table, long segment, long firstChunk, long endChunk, ComputedSource raw, CancellationToken cancellationToken)
    {
        var plan = stagers[table].Table;
        var made = context.Transform.Programs[pass.Index][table].EngineSqlOf($"({raw.SqlOf(firstChunk * context.ChunkRows, endChunk * context.ChunkRows)})");
        var columns = EngineSql.Names(plan.Table.Columns.Select(static column => column.Name));
        engine.Compute(
            context.RunId, plan.Staging, segment,
            $"SELECT {columns}, {Row} + {EngineSql.Number(NumberOf(table, 0))} AS {Row} FROM ({made}) WHERE lumos_failure = 0 ORDER BY {Row}", cancellationToken);
    }

    /// <summary>What became of a chunk: the rows that are staged, and why the others are not.</summary>
    private IEnumerable<TransformedBatch> Take(int table, long chunk, long from, long to, ComputedSource raw, TransformWorker worker, CancellationToken cancellationToken)
    {
        var plan = stagers[table].Table;
        var staged = $"FROM {engine.Computed(context.RunId, plan.Name)} WHERE {Row} >= {EngineSql.Number(NumberOf(table, from))} AND {Row} < {EngineSql.Number(NumberOf(table, to))}";
        var good = engine.Collect($"SELECT {EngineSql.Names(plan.Staging.Columns.Select(static column => column.Name))} {staged} ORDER BY {Row}", StagedRows.SchemaOf(plan.Staging), new RowOrigin(source.Name, from), cancellationToken);
        var failed = to - from - good.RowCount;
        yield return TransformedBatch.Of(good, null, plan.Table.Columns.Count, null, [], good.RowCount);
        if (failed > 0) yield return Explain(table, chunk, from, to, $"SELECT {Row} - {EngineSql.Number(NumberOf(table, 0))} {staged}", raw, worker, cancellationToken);
    }

    private TransformedBatch Explain(int table, long chunk, long from, long to, string staged, ComputedSource raw, TransformWorker worker, CancellationToken cancellationToken)
    {
        var schema = new ColumnSchema([.. source.Schema.Fields, new ColumnField(Row, ColumnType.Int64, Nullable: false)]);
        var sql = $"SELECT * FROM ({raw.SqlOf(from, to)}) WHERE {Row} NOT IN ({staged}) ORDER BY {Row}";
        using var read = engine.Collect(sql, schema, new RowOrigin(source.Name, from), cancellationToken);
        var origin = new RowOrigin(source.Name, from) { Numbers = read.Columns[^1].GetValues<long>()[..read.RowCount].ToArray() };
        var batch = new ColumnBatch(source.Schema, read.RowCount, [.. read.Columns.Take(source.Schema.Fields.Count)], origin);
        var results = worker.Run(new SliceJob(batch, chunk, 0, 1, context.ChunkRows), _firstChunks, context.ChunkRows, cancellationToken);
        for (var i = 0; i < results.Length; i++)
        {
            if (i != table) results[i].Dispose();
        }

        if (results[table].Rows.RowCount > 0) throw MigrationErrors.EnginesDiffer(stagers[table].Table.Name, chunk, results[table].Rows.RowCount);
        return results[table];
    }

    private long Count(string sql, CancellationToken cancellationToken)
    {
        using var batch = engine.Collect(sql, new ColumnSchema([new ColumnField("number", ColumnType.Int64)]), new RowOrigin("", 0), cancellationToken);
        return batch.Columns[0].GetValues<long>()[0];
    }
}

/// <summary>Staging whose rows the engine has put there: what is handed over was read back from it.</summary>
/// <param name="staging">The staging table.</param>
internal sealed class ComputedStaging(IStagingTable staging) : IStagingTable
{
    /// <inheritdoc/>
    public async ValueTask<long> WriteChunkAsync(long chunk, IAsyncEnumerable<ColumnBatch> rows, CancellationToken cancellationToken = default)
    {
        long count = 0;
        await foreach (var batch in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            using (batch) count += batch.RowCount;
        }

        return count;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyDictionary<long, long>> GetChunksAsync(CancellationToken cancellationToken = default) => staging.GetChunksAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => staging.DisposeAsync();
}
