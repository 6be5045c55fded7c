using Lumos.Abstractions;
using Lumos.Core.Migration.Hashing;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Migration.Staging;
using Lumos.Core.Migration.Targets;

namespace Lumos.Core.Migration.Validation;

/// <summary>Names one table by in the validations' SQL: its staged rows, the ones to leave out, and the ones that stay.</summary>
internal sealed class StagedTable
{
    private static readonly ColumnSchema Numbers = new([new ColumnField(TablePlan.RowColumn, ColumnType.Int64, Nullable: false)]);

    private readonly IStagedTables _staged;

    private StagedTable(IStagedTables staged, TablePlan plan, long rows, string? existing, string? gone)
    {
        HasAllRepeatedKeysLate = staged.HasRepeatedKeysApart && plan.KeepsFirst && rows <= KeySet.MostKeys;
        _staged = staged;
        Plan = plan;
        Gone = gone;
        Existing = existing is null || gone is null ? existing : $"(SELECT * FROM {existing} AS lumos_stays WHERE NOT EXISTS (SELECT 1 FROM {gone} AS lumos_goes WHERE {string.Join(" AND ", plan.Table.PrimaryKey.Select(static column => $"lumos_goes.{EngineSql.Name(column)} = lumos_stays.{EngineSql.Name(column)}"))}))";
        Removed = EngineSql.Name($"lumos_removed_{EngineSql.Number(plan.Index)}");
    }

    public TablePlan Plan { get; }

    /// <summary>Rows to leave out: their number, the reason (NULL for a row that is one with another) and its column.</summary>
    public string Removed { get; }

    /// <summary>Whether every row whose key came before is among the late ones.</summary>
    public bool HasAllRepeatedKeysLate { get; }

    /// <summary>Whether any row is left out.</summary>
    public bool HasRemoved { get; private set; }

    /// <summary>All staged rows.</summary>
    public string All => _staged.Staged(Plan.Name);

    /// <summary>Rows staged apart because their key may have come before; null for none.</summary>
    public string? Late => _staged.Late(Plan.Name);

    /// <summary>Rows that stay.</summary>
    public string Kept => HasRemoved
        ? $"(SELECT staged.* FROM {All} AS staged LEFT JOIN {Removed} AS removed ON removed.{TablePlan.RowColumn} = staged.{TablePlan.RowColumn} WHERE removed.{TablePlan.RowColumn} IS NULL)"
        : All;

    /// <summary>Keys of rows of the final table that are deleted; null for none.</summary>
    public string? Gone { get; }

    /// <summary>Rows of the final table that stay beside the staged ones; null for none.</summary>
    public string? Existing { get; }

    /// <summary>Names a table; no row is left out yet.</summary>
    /// <param name="staged">Where it is staged.</param>
    /// <param name="plan">The table.</param>
    /// <param name="rows">Rows staged.</param>
    /// <param name="gone">Keys of rows that are deleted; null for none.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<StagedTable> OpenAsync(IStagedTables staged, TablePlan plan, long rows, string? gone, CancellationToken cancellationToken)
    {
        var table = new StagedTable(staged, plan, rows, await staged.ExistingAsync(plan.Name, cancellationToken).ConfigureAwait(false), gone);
        await staged.ExecuteAsync($"DROP TABLE IF EXISTS {table.Removed}", cancellationToken).ConfigureAwait(false);
        await staged.ExecuteAsync($"CREATE TEMPORARY TABLE {table.Removed} ({TablePlan.RowColumn} BIGINT NOT NULL, code VARCHAR, column_name VARCHAR)", cancellationToken).ConfigureAwait(false);
        return table;
    }

    /// <summary>Opens the staged rows to be hashed again, for one thread: the late ones, or the others.</summary>
    /// <param name="late">Whether the late ones are meant.</param>
    /// <param name="logs">What this process remembers of the rows it staged; null when it remembers nothing.</param>
    public IStagedHashes OpenHashes(bool late, RowLogs? logs)
    {
        if ((_staged as IHashesStaged)?.TryOpenHashes(Plan, late) is { } own) return own;
        var relation = late ? Late! : _staged.Main(Plan.Name);
        var queried = new QueriedHashes(_staged, Plan, relation);
        return logs is null ? queried : new ProvenHashes(_staged, relation, logs.Of(Plan, late), queried);
    }

    /// <summary>Leaves out the rows of a query that gives number, reason and column.</summary>
    /// <returns>How many there are.</returns>
    public async Task<long> RemoveAsync(string query, CancellationToken cancellationToken)
    {
        var rows = await _staged.ExecuteAsync($"INSERT INTO {Removed} {query}", cancellationToken).ConfigureAwait(false);
        HasRemoved |= rows > 0;
        return rows;
    }

    /// <summary>Numbers of a range that are left out, ascending.</summary>
    public async Task<long[]> RemovedInAsync(long first, long end, CancellationToken cancellationToken)
    {
        var sql = $"SELECT {TablePlan.RowColumn} FROM {Removed} WHERE {TablePlan.RowColumn} >= {EngineSql.Number(first)} AND {TablePlan.RowColumn} < {EngineSql.Number(end)} ORDER BY {TablePlan.RowColumn}";
        var rows = new List<long>();
        await foreach (var read in _staged.QueryAsync(sql, Numbers, cancellationToken).ConfigureAwait(false))
        {
            using var batch = read;
            rows.AddRange(batch.Columns[0].GetValues<long>()[..batch.RowCount]);
        }

        return [.. rows];
    }
}
