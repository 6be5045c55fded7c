using Lumos.Core.Migration.Hashing;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Migration.Targets;

namespace Lumos.Core.Migration.Validation;

/// <summary>Names one table by in the validations' SQL: its staged rows, the ones to leave out, and the ones that stay.</summary>
internal sealed class StagedTable
{
    private readonly IStagedTables _staged;

    /// <param name="staged">Where it is staged.</param>
    /// <param name="plan">The table.</param>
    /// <param name="rows">Rows staged.</param>
    public StagedTable(IStagedTables staged, TablePlan plan, long rows)
    {
        HasAllRepeatedKeysLate = staged.HasRepeatedKeysApart && plan.KeepsFirst && rows <= KeySet.MostKeys;
        _staged = staged;
        Plan = plan;
        Removed = EngineSql.Name($"lumos_removed_{EngineSql.Number(plan.Index)}");
        staged.Engine.Execute($"CREATE OR REPLACE TEMP TABLE {Removed} ({TablePlan.RowColumn} BIGINT NOT NULL, code VARCHAR, column_name VARCHAR)");
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

    /// <summary>All staged rows but the late ones, in row order.</summary>
    public string Main => _staged.Main(Plan.Name);

    /// <summary>Rows staged apart because their key may have come before; null for none.</summary>
    public string? Late => _staged.Late(Plan.Name);

    /// <summary>Opens the staged rows to be hashed again, for one thread: the late ones, or the others.</summary>
    public IStagedHashes OpenHashes(bool late) => _staged.OpenHashes(Plan, late);

    /// <summary>Rows that stay.</summary>
    public string Kept => HasRemoved ? $"(SELECT * FROM {All} ANTI JOIN {Removed} USING ({TablePlan.RowColumn}))" : All;

    /// <summary>Rows of the final table beside the staged ones; null for none.</summary>
    public string? Existing => _staged.Existing(Plan.Name);

    /// <summary>Leaves out the rows of a query that gives number, reason and column.</summary>
    /// <returns>How many there are.</returns>
    public long Remove(string query, CancellationToken cancellationToken)
    {
        using var command = _staged.Engine.CreateCommand($"INSERT INTO {Removed} {query}");
        using var result = command.ExecuteColumns(cancellationToken);
        var rows = result.RowsChanged;
        HasRemoved |= rows > 0;
        return rows;
    }
}
