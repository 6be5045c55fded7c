namespace Lumos.Core.Migration.Staging;

/// <summary>How many rows may go to quarantine.</summary>
/// <param name="runId">Run whose rows they are.</param>
/// <param name="mostRate">Largest part of a table's rows; null for no limit.</param>
internal sealed class ErrorBudget(string runId, decimal? mostRate)
{
    /// <summary>Rows a rate is first told from, so that one bad row at the beginning does not stop a run.</summary>
    private const int FewestRows = 1000;

    /// <summary>The limit; 1 for none.</summary>
    public decimal MostRate => mostRate ?? 1;

    /// <summary>Whether so many are too many.</summary>
    public bool IsSpent(long rows, long quarantined) => quarantined > rows * MostRate;

    /// <summary>Stops the run when the budget is spent.</summary>
    /// <param name="table">Table.</param>
    /// <param name="rows">Rows read so far.</param>
    /// <param name="quarantined">Rows in quarantine.</param>
    /// <param name="isWhole">Whether there are no more rows to come.</param>
    public void Check(string table, long rows, long quarantined, bool isWhole)
    {
        if ((isWhole || rows >= FewestRows) && IsSpent(rows, quarantined)) throw MigrationErrors.ErrorBudget(table, rows, quarantined, MostRate, runId);
    }
}
