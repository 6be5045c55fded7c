using System.Text;
using Lumos.Abstractions;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Migration.Transform;
using Lumos.Core.Supervision;

namespace Lumos.Core.Migration.Staging;

/// <summary>Brings the keys of rows that are gone from a source to where its rows are staged, as the target's keys: they take the same pipelines as the rows did.</summary>
internal static class GoneKeys
{
    private const int BatchRows = 1_000;

    /// <summary>Loads them into a table of the session.</summary>
    /// <param name="context">What staging works with.</param>
    /// <param name="staged">Where rows are staged.</param>
    /// <param name="plan">The table.</param>
    /// <param name="wanted">What is to compute them, as the contract asks; null to choose.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Relation of the keys; null when nothing is deleted by key.</returns>
    public static async Task<string?> LoadAsync(StagingContext context, IStagedTables staged, TablePlan plan, string? wanted, CancellationToken cancellationToken)
    {
        if (!plan.DeletesGone) return null;
        var relation = EngineSql.Name($"lumos_gone_{EngineSql.Number(plan.Index)}");
        var keys = GoneRows.Keys(plan);
        await staged.ExecuteAsync($"DROP TABLE IF EXISTS {relation}", cancellationToken).ConfigureAwait(false);
        await staged.ExecuteAsync($"CREATE TEMPORARY TABLE {relation} AS SELECT {EngineSql.Names(keys.Table.Columns.Select(static column => column.Name))} FROM {staged.Staged(plan.Name)} AS staged WHERE 1 = 0", cancellationToken).ConfigureAwait(false);
        var pass = new ReadPass(0, keys.Sources[0], [new PassTable(keys, 0)]);

        // Edits of quarantined rows are of another reading of the table, so this one goes by another name.
        var source = await context.Catalog.OpenAsync(keys.Sources[0] with { Name = keys.Sources[0].Name + "/gone" }, cancellationToken).ConfigureAwait(false);
        await using var opened = source.ConfigureAwait(false);
        var setup = context.Transform with { Programs = [[TransformProgram.Compile(pass.Tables[0], MappedColumns.RawSchema(pass.Source), wanted)]], KeysApart = false };
        using var worker = new TransformWorker(setup, pass, source.Schema);
        await foreach (var raw in source.ReadAsync(new SourceReadOptions { BatchRows = BatchRows }, cancellationToken).ConfigureAwait(false))
        {
            using (raw)
            {
                // A key that no row could be made of is of a row that never came.
                using var made = worker.Run(new SliceJob(raw, 0, 0, 1, BatchRows), [0], BatchRows, cancellationToken)[0];
                if (made.Rows.RowCount > 0) await staged.ExecuteAsync(Insert(relation, made.Rows, keys.Table.Columns.Count), cancellationToken).ConfigureAwait(false);
            }
        }

        return relation;
    }

    private static string Insert(string relation, ColumnBatch rows, int columns)
    {
        var sql = new StringBuilder("INSERT INTO ").Append(relation).Append(" VALUES ");
        for (var row = 0; row < rows.RowCount; row++)
        {
            sql.Append(row == 0 ? "(" : ", (").AppendJoin(", ", CellText.RowOf(rows, columns, row).Select(EngineSql.TextOrNull)).Append(')');
        }

        return sql.ToString();
    }
}
