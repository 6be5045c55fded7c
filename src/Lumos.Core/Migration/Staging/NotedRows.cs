using Lumos.Core.Migration.Planning;

namespace Lumos.Core.Migration.Staging;

/// <summary>
/// Rows whose key may have come before, of the tables that stage them beside the others, so that a validation need not group all keys to find the few that repeat. Known only where this process has
/// seen the key of every staged row.
/// </summary>
internal sealed class NotedRows
{
    private readonly Dictionary<TablePlan, IReadOnlyList<long>> _rows = [];

    /// <summary>Numbers of those rows; null when they are not known.</summary>
    public IReadOnlyList<long>? Of(TablePlan table) => _rows.GetValueOrDefault(table);

    /// <summary>Forgets everything: rows are being staged.</summary>
    public void Clear() => _rows.Clear();

    /// <summary>Says what is known of a table of which all rows are staged.</summary>
    public void Put(TablePlan table, IReadOnlyList<long> rows) => _rows[table] = rows;
}
