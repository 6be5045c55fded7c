namespace Lumos.Core.Analysis.Cells;

/// <summary>A table of text cells, looked at as a whole.</summary>
/// <param name="Name">Name of the table.</param>
/// <param name="Columns">Columns in order.</param>
/// <param name="Rows">Rows.</param>
internal sealed record CellTable(string Name, IReadOnlyList<CellColumn> Columns, int Rows)
{
    /// <summary>Takes columns of the same length.</summary>
    public static CellTable From(string name, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string?>> cells)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(cells);
        return new CellTable(name, [.. columns.Select((column, i) => CellColumn.From(column, cells[i]))], cells.Count == 0 ? 0 : cells[0].Count);
    }
}
