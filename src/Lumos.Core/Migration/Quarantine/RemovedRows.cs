using Lumos.Abstractions;
using Lumos.Core.Migration.Columns;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Migration.Staging;
using Lumos.Core.Migration.Transform;
using Lumos.Core.Migration.Validation;
using Lumos.DuckDb;
using Lumos.DuckDb.Columns;

namespace Lumos.Core.Migration.Quarantine;

/// <summary>Writes the rows a validation put aside to quarantine, beside those the transform put aside in the same chunk.</summary>
internal sealed class RemovedRows(StagingContext context, MigrationPlan plan, StagedTable table, IReadOnlyList<StagedChunk> chunks)
{
    /// <summary>Writes them chunk by chunk; doing it again gives the same records.</summary>
    public async Task WriteAsync(DuckDbConnection engine, CancellationToken cancellationToken)
    {
        var earlier = context.State.ReadQuarantineAsync(context.RunId, table.Plan.Name, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var _ = earlier.ConfigureAwait(false);
        var more = await earlier.MoveNextAsync().ConfigureAwait(false);
        foreach (var chunk in chunks)
        {
            if (chunk.Removed.Count == 0) continue;
            while (more && earlier.Current.ChunkId < chunk.ChunkId) more = await earlier.MoveNextAsync().ConfigureAwait(false);
            var records = new List<QuarantineRecord>();
            for (; more && earlier.Current.ChunkId == chunk.ChunkId; more = await earlier.MoveNextAsync().ConfigureAwait(false))
            {
                if (!earlier.Current.ReasonCodes.Any(FailureCodes.IsOfValidation)) records.Add(earlier.Current);
            }

            await AddAsync(chunk, records, engine, cancellationToken).ConfigureAwait(false);
            records.Sort(static (left, right) => left.Row.CompareTo(right.Row));
            await context.State.PutQuarantineAsync(context.RunId, table.Plan.Name, chunk.ChunkId, records, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task AddAsync(StagedChunk chunk, List<QuarantineRecord> records, DuckDbConnection engine, CancellationToken cancellationToken)
    {
        var removed = Read(chunk, engine, cancellationToken);
        var pass = plan.Passes[chunk.Pass];
        var quarantine = context.QuarantineOf(pass, pass.Tables.First(fed => fed.Table == table.Plan));
        var source = await context.Catalog.OpenAsync(pass.Source, cancellationToken).ConfigureAwait(false);
        await using var opened = source.ConfigureAwait(false);
        var options = new SourceReadOptions { BatchRows = context.SliceRows(source.Schema.Fields.Count), From = StartOf(chunk), MaxRows = chunk.RowsIn };
        var next = 0;
        long first = chunk.ChunkId * context.ChunkRows;
        await foreach (var raw in source.ReadAsync(options, cancellationToken).ConfigureAwait(false))
        {
            using (raw)
            {
                for (; next < removed.Count && removed[next].Row < first + raw.RowCount; next++)
                {
                    var row = removed[next];
                    records.Add(quarantine.Make(chunk.ChunkId, raw, (int)(row.Row - first), [new RowFailure(row.Code, row.Column)], row.After));
                }

                first += raw.RowCount;
            }
        }

        if (next < removed.Count) throw MigrationErrors.StagingChanged(table.Plan.Name, chunk.ChunkId);
    }

    private SourcePosition? StartOf(StagedChunk chunk) =>
        chunks.FirstOrDefault(other => other.ChunkId == chunk.ChunkId - 1 && other.Pass == chunk.Pass)?.Next;

    private List<(long Row, string Code, string? Column, string?[] After)> Read(StagedChunk chunk, DuckDbConnection engine, CancellationToken cancellationToken)
    {
        var columns = table.Plan.Table.Columns;
        var first = chunk.ChunkId * context.ChunkRows;
        using var command = engine.CreateCommand(
            $"""
            SELECT {EngineSql.Names(columns.Select(column => column.Name))}, {TablePlan.RowColumn}, removed.code, removed.column_name
            FROM {table.All} JOIN (SELECT * FROM {table.Removed} WHERE code IS NOT NULL AND {TablePlan.RowColumn} BETWEEN {EngineSql.Number(first)} AND {EngineSql.Number(first + context.ChunkRows - 1)}) AS removed USING ({TablePlan.RowColumn})
            WHERE {TablePlan.RowColumn} BETWEEN {EngineSql.Number(first)} AND {EngineSql.Number(first + context.ChunkRows - 1)}
            ORDER BY {TablePlan.RowColumn}
            """);
        var collector = new BatchCollector(StagedRows.SchemaOf(table.Plan.Table));
        var rows = new List<(long, string, string?, string?[])>();
        using var result = command.ExecuteColumns(cancellationToken);
        while (result.ReadChunk(cancellationToken) is { } read)
        {
            using (read)
            {
                collector.Append(read, columns.Count, [.. Enumerable.Range(0, read.RowCount)]);
                using var batch = collector.Take(new RowOrigin(table.Plan.Name, 0));
                for (var row = 0; row < read.RowCount; row++)
                {
                    var at = row;
                    rows.Add((
                        read[columns.Count].Values<long>()[row], read[columns.Count + 1].GetString(row)!, read[columns.Count + 2].GetString(row),
                        [.. batch.Columns.Select(column => CellText.Of(column, at))]));
                }
            }
        }

        return rows;
    }
}
