namespace Lumos.DuckDb.Columns;

/// <summary>Some rows as columns in Arrow's layout, with what frees them.</summary>
public sealed class DuckDbBatch : IDisposable
{
    private IDisposable? _owner;

    /// <summary>Creates a batch.</summary>
    /// <param name="columns">At least one column, all of one length.</param>
    /// <param name="owner">Disposed when the engine is done with the rows; null when the garbage collector frees them.</param>
    public DuckDbBatch(IReadOnlyList<DuckDbColumnData> columns, IDisposable? owner = null)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Count == 0) throw new ArgumentException("A batch needs a column.", nameof(columns));
        foreach (var column in columns)
        {
            if (column.Length != columns[0].Length) throw new ArgumentException("The columns differ in length.", nameof(columns));
        }

        Columns = columns;
        _owner = owner;
    }

    /// <summary>The columns.</summary>
    public IReadOnlyList<DuckDbColumnData> Columns { get; }

    /// <summary>Rows.</summary>
    public int RowCount => Columns[0].Length;

    /// <summary>Frees the rows.</summary>
    public void Dispose() => Interlocked.Exchange(ref _owner, null)?.Dispose();
}
