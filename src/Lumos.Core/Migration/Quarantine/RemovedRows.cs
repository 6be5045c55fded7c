using Lumos.Abstractions;
using Lumos.Core.Migration.Columns;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Migration.Staging;
using Lumos.Core.Migration.Transform;
using Lumos.Core.Migration.Validation;

namespace Lumos.Core.Migration.Quarantine;

/// <summary>Writes the rows a validation put aside to quarantine, beside those the transform put aside in the same chunk.</summary>
internal sealed class RemovedRows(StagingContext context, MigrationPlan plan, StagedTable table, IReadOnlyList<StagedChunk> chunks)
{
    /// <summary>Writes them chunk by chunk; doing it again gives the same records.</summary>
    public async Task WriteAsync(IStagedTables staged, CancellationToken cancellationToken)
    {
        var earlier = context.State.ReadQuarantineAsync(context.RunId, table.Plan.Name, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var _ = earlier.ConfigureAwait(false);
        var more = await earlier.MoveNextAsync().ConfigureAwait(false);
        foreach (var chunk in chunks)
        {
            while (more && earlier.Current.ChunkId < chunk.ChunkId) more = await earlier.MoveNextAsync().ConfigureAwait(false);
            var records = new List<QuarantineRecord>();
            var isOld = false;
            for (; more && earlier.Current.ChunkId == chunk.ChunkId; more = await earlier.MoveNextAsync().ConfigureAwait(false))
            {
                if (!earlier.Current.ReasonCodes.Any(FailureCodes.IsOfValidation)) records.Add(earlier.Current);
                else isOld = true;
            }

            if (chunk.Removed.Count == 0 && !isOld) continue;
            if (chunk.Removed.Count > 0) await AddAsync(chunk, records, staged, cancellationToken).ConfigureAwait(false);
            records.Sort(static (left, right) => left.Row.CompareTo(right.Row));
            await context.State.PutQuarantineAsync(context.RunId, table.Plan.Name, chunk.ChunkId, records, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task AddAsync(StagedChunk chunk, List<QuarantineRecord> records, IStagedTables staged, CancellationToken cancellationToken)
    {
        var removed = await ReadAsync(chunk, staged, cancellationToken).ConfigureAwait(false);
        var pass = plan.Passes[chunk.Pass];
        var quarantine = context.Transform.QuarantineOf(pass, pass.Tables.First(fed => fed.Table == table.Plan));
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

                // A slice of which rows are left out keeps its place.
                if (raw.RowCount > 0) first += options.BatchRows;
            }
        }

        if (next < removed.Count) throw MigrationErrors.StagingChanged(table.Plan.Name, chunk.ChunkId);
    }

    private SourcePosition? StartOf(StagedChunk chunk) =>
        chunks.FirstOrDefault(other => other.ChunkId == chunk.ChunkId - 1 && other.Pass == chunk.Pass)?.Next;

    private async Task<List<(long Row, string Code, string? Column, string?[] After)>> ReadAsync(StagedChunk chunk, IStagedTables staged, CancellationToken cancellationToken)
    {
        var columns = table.Plan.Table.Columns;
        var first = EngineSql.Number(chunk.ChunkId * context.ChunkRows);
        var last = EngineSql.Number(((chunk.ChunkId + 1) * context.ChunkRows) - 1);
        var sql =
            $"""
            SELECT {EngineSql.Names(columns.Select(column => column.Name), "staged.")}, staged.{TablePlan.RowColumn}, removed.code, removed.column_name
            FROM {table.All} AS staged JOIN {table.Removed} AS removed ON removed.{TablePlan.RowColumn} = staged.{TablePlan.RowColumn}
            WHERE removed.code IS NOT NULL AND removed.{TablePlan.RowColumn} BETWEEN {first} AND {last} AND staged.{TablePlan.RowColumn} BETWEEN {first} AND {last}
            ORDER BY staged.{TablePlan.RowColumn}
            """;
        var schema = new ColumnSchema([
            .. StagedRows.SchemaOf(table.Plan.Staging).Fields, new ColumnField("lumos_code", ColumnType.Text), new ColumnField("lumos_column", ColumnType.Text)]);
        var rows = new List<(long, string, string?, string?[])>();
        await foreach (var read in staged.QueryAsync(sql, schema, cancellationToken).ConfigureAwait(false))
        {
            using var batch = read;
            for (var row = 0; row < batch.RowCount; row++)
            {
                var at = row;
                rows.Add((
                    batch.Columns[columns.Count].GetValues<long>()[row], CellText.Of(batch.Columns[columns.Count + 1], row)!, CellText.Of(batch.Columns[columns.Count + 2], row),
                    [.. batch.Columns.Take(columns.Count).Select(column => CellText.Of(column, at))]));
            }
        }

        return rows;
    }
}
