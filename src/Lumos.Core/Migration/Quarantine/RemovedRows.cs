using System.Runtime.CompilerServices;
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
        var removed = ReadAsync(staged, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var read = removed.ConfigureAwait(false);
        var hasRemoved = chunks.Any(static chunk => chunk.Removed.Count > 0) && await removed.MoveNextAsync().ConfigureAwait(false);
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
            if (chunk.Removed.Count > 0)
            {
                var rows = new List<Removed>();
                for (; hasRemoved && removed.Current.Row < (chunk.ChunkId + 1) * context.ChunkRows; hasRemoved = await removed.MoveNextAsync().ConfigureAwait(false)) rows.Add(removed.Current);
                await AddAsync(chunk, rows, records, cancellationToken).ConfigureAwait(false);
            }

            records.Sort(static (left, right) => left.Row.CompareTo(right.Row));
            await context.State.PutQuarantineAsync(context.RunId, table.Plan.Name, chunk.ChunkId, records, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A row that was put aside, and why.</summary>
    private sealed record Removed(long Row, IReadOnlyList<RowFailure> Reasons, string?[] After);

    private async Task AddAsync(StagedChunk chunk, List<Removed> removed, List<QuarantineRecord> records, CancellationToken cancellationToken)
    {
        var pass = plan.Passes[chunk.Pass];
        var quarantine = context.Transform.QuarantineOf(pass, pass.Tables.First(fed => fed.Table == table.Plan));
        var source = await context.OpenAsync(pass, cancellationToken).ConfigureAwait(false);
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
                    records.Add(quarantine.Make(chunk.ChunkId, raw, (int)(row.Row - first), row.Reasons, row.After));
                }

                // A slice of which rows are left out keeps its place.
                if (raw.RowCount > 0) first += options.BatchRows;
            }
        }

        if (next < removed.Count) throw MigrationErrors.StagingChanged(table.Plan.Name, chunk.ChunkId);
    }

    private SourcePosition? StartOf(StagedChunk chunk) =>
        chunks.FirstOrDefault(other => other.ChunkId == chunk.ChunkId - 1 && other.Pass == chunk.Pass)?.Next;

    /// <summary>All of them in one reading, in the order of their numbers.</summary>
    private async IAsyncEnumerable<Removed> ReadAsync(IStagedTables staged, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const string reason = $"{TablePlan.RowColumn}, code, column_name, constraint_name";
        var columns = table.Plan.Table.Columns;
        var sql =
            $"""
            SELECT {EngineSql.Names(columns.Select(column => column.Name), "staged.")}, staged.{TablePlan.RowColumn}, reasons.code, reasons.column_name, reasons.constraint_name
            FROM {table.All} AS staged JOIN (
                SELECT 0 AS place, {reason} FROM {table.Removed} AS removed WHERE code IS NOT NULL
                UNION ALL SELECT 1, {reason} FROM {table.Further} AS further) AS reasons ON reasons.{TablePlan.RowColumn} = staged.{TablePlan.RowColumn}
            ORDER BY staged.{TablePlan.RowColumn}, reasons.place, reasons.code, reasons.column_name, reasons.constraint_name
            """;
        var schema = new ColumnSchema([
            .. StagedRows.SchemaOf(table.Plan.Staging).Fields, new ColumnField("lumos_code", ColumnType.Text), new ColumnField("lumos_column", ColumnType.Text), new ColumnField("lumos_constraint", ColumnType.Text)]);
        Removed? last = null;
        await foreach (var read in staged.QueryAsync(sql, schema, cancellationToken).ConfigureAwait(false))
        {
            using var batch = read;
            for (var row = 0; row < batch.RowCount; row++)
            {
                var at = row;
                var number = batch.Columns[columns.Count].GetValues<long>()[row];
                var failure = new RowFailure(CellText.Of(batch.Columns[columns.Count + 1], row)!, CellText.Of(batch.Columns[columns.Count + 2], row), CellText.Of(batch.Columns[columns.Count + 3], row));
                if (last?.Row == number)
                {
                    if (!last.Reasons.Contains(failure)) last = last with { Reasons = [.. last.Reasons, failure] };
                    continue;
                }

                if (last is not null) yield return last;
                last = new Removed(number, [failure], [.. batch.Columns.Take(columns.Count).Select(column => CellText.Of(column, at))]);
            }
        }

        if (last is not null) yield return last;
    }
}
