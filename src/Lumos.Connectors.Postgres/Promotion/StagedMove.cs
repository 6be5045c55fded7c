using Lumos.Abstractions;
using Lumos.Connectors.Postgres.Connecting;
using Lumos.Connectors.Postgres.Targets;

namespace Lumos.Connectors.Postgres.Promotion;

/// <summary>
/// Makes a staged table the final one, without a second copy of its rows: rows that do not stay are taken out, late ones that stay put in, the column of row numbers dropped, and the table moved into the
/// target's schema (decision 0011).
/// </summary>
/// <param name="session">The promoting session.</param>
/// <param name="area">The run's staging area.</param>
/// <param name="schema">The target's schema.</param>
/// <param name="kept">Learns which transactions wrote the rows.</param>
internal sealed class StagedMove(PostgresSession session, StagingArea area, string schema, KeptArea kept)
{
    // Rows taken out leave holes, and rows put in are written one by one: of more than one in so many a copy is better.
    private const int Part = 10;

    private readonly Dictionary<TablePromotion, string?> _moved = [];

    /// <summary>Name of the index a table that was moved has for its primary key; null when it has none.</summary>
    public string? KeyOf(TablePromotion table) => _moved.GetValueOrDefault(table);

    /// <summary>Whether a table was moved with its statistics.</summary>
    public bool HasStatistics(TablePromotion table) => _moved.ContainsKey(table) && table.Staged!.IsReady;

    /// <summary>Moves a table.</summary>
    /// <returns>Its rows; null when they are better copied, and nothing was touched.</returns>
    public async ValueTask<long?> TryAsync(TablePromotion table, CancellationToken cancellationToken)
    {
        if (table.Staged is not { } staged) return null;
        var removed = table.Promoted.Removed;
        var rows = await AskAsync($"SELECT coalesce(sum(row_count), 0)::bigint FROM {area.ChunksSql(isLogged: true)} WHERE table_name = {Sql.Text(table.Table.Name)}", cancellationToken).ConfigureAwait(false);
        var leaving = removed is null ? 0 : await AskAsync(
            $"SELECT count(*) FROM {removed} AS gone{(staged.Late is null ? "" : $" WHERE NOT EXISTS (SELECT FROM {staged.Late} AS late WHERE {SameRow("late", "gone")})")}", cancellationToken).ConfigureAwait(false);
        var lateSql = $"FROM {staged.Late} AS late{(removed is null ? "" : $" WHERE NOT EXISTS (SELECT FROM {removed} AS gone WHERE {SameRow("gone", "late")})")}";
        var coming = staged.Late is null ? 0 : await AskAsync($"SELECT count(*) {lateSql}", cancellationToken).ConfigureAwait(false);
        if ((leaving + coming) * Part > rows) return null;

        if (leaving > 0) rows -= await session.ExecuteAsync($"DELETE FROM {staged.Main} AS staged USING {removed} AS gone WHERE {SameRow("gone", "staged")}", cancellationToken).ConfigureAwait(false);
        if (coming > 0)
        {
            var columns = Sql.Names(table.Columns.Append(StagedTableNames.RowColumn));
            rows += await session.ExecuteAsync($"INSERT INTO {staged.Main} ({columns}) SELECT {columns} {lateSql}", cancellationToken).ConfigureAwait(false);
        }

        var key = await FreeKeyAsync(table, cancellationToken).ConfigureAwait(false);
        await session.ExecuteAsync(
            $"""
            ALTER TABLE {staged.Main} DROP COLUMN {StagedTableNames.RowColumn};
            ALTER TABLE {staged.Main} RESET (autovacuum_enabled);
            ALTER TABLE {staged.Main} SET SCHEMA {Sql.Name(schema)}
            """,
            cancellationToken).ConfigureAwait(false);
        await kept.AddTransactionsAsync(session, area.TransactionsSql(table.Table.Name), cancellationToken).ConfigureAwait(false);
        _moved[table] = key;
        return rows;
    }

    // A name that something else has in the target's schema would stop the move; the server then finds another for the key.
    private async ValueTask<string?> FreeKeyAsync(TablePromotion table, CancellationToken cancellationToken)
    {
        if (StagingArea.KeyIndexOf(table.Table.Name) is not { } index || table.Key.Count == 0) return null;
        var hasKey = await session.AskAsync(area.HasKeySql(table.Table.Name), static reader => reader.GetBoolean(0), cancellationToken).ConfigureAwait(false);
        if (!hasKey) return null;
        if (await session.AskAsync($"SELECT to_regclass({Sql.Text(Sql.Name(schema, index))}) IS NULL", static reader => reader.GetBoolean(0), cancellationToken).ConfigureAwait(false)) return index;
        await session.ExecuteAsync(area.DropKeySql(table.Table.Name), cancellationToken).ConfigureAwait(false);
        return null;
    }

    private static string SameRow(string left, string right) => $"{left}.{StagedTableNames.RowColumn} = {right}.{StagedTableNames.RowColumn}";

    private ValueTask<long> AskAsync(string sql, CancellationToken cancellationToken) => session.AskAsync(sql, static reader => reader.GetInt64(0), cancellationToken);
}
