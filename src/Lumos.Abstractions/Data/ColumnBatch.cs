namespace Lumos.Abstractions;

/// <summary>
/// The currency between rooms: some rows of a table as columns in Arrow's layout, with the place each row came from. Not
/// thread-safe; dispose it when the rows are no longer needed, which gives the buffers back.
/// </summary>
public sealed class ColumnBatch : IDisposable
{
    private IDisposable? _owner;

    /// <summary>Creates a batch.</summary>
    /// <param name="schema">Columns in order.</param>
    /// <param name="rowCount">Rows; every column has this length.</param>
    /// <param name="columns">One per field of <paramref name="schema"/>.</param>
    /// <param name="origin">Where the rows came from.</param>
    /// <param name="owner">Frees the buffers; null when the garbage collector does.</param>
    public ColumnBatch(ColumnSchema schema, int rowCount, IReadOnlyList<Column> columns, RowOrigin origin, IDisposable? owner = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Count != schema.Fields.Count) throw new ArgumentException("One column per field of the schema is needed.", nameof(columns));
        Schema = schema;
        RowCount = rowCount;
        Columns = columns;
        Origin = origin;
        _owner = owner;
    }

    /// <summary>Columns in order.</summary>
    public ColumnSchema Schema { get; }

    /// <summary>Rows.</summary>
    public int RowCount { get; }

    /// <summary>The columns, in the order of <see cref="Schema"/>.</summary>
    public IReadOnlyList<Column> Columns { get; }

    /// <summary>Where the rows came from.</summary>
    public RowOrigin Origin { get; }

    /// <summary>What the reader noticed about single rows, ordered by row; the rows themselves are in the batch, never dropped.</summary>
    public IReadOnlyList<RowIssue> Issues { get; init; } = [];

    /// <summary>Stretches of the source passed over just before, between or (at the end of the source) after these rows, in order.</summary>
    public IReadOnlyList<SkippedRange> Skipped { get; init; } = [];

    /// <summary>Gives the buffers back. Spans taken from the columns are invalid afterwards.</summary>
    public void Dispose() => Interlocked.Exchange(ref _owner, null)?.Dispose();
}

/// <summary>Where the rows of a batch came from, so that a bad row can be found again in its source.</summary>
/// <param name="Source">File, object or table name.</param>
/// <param name="FirstRow">0-based number of the batch's first data row in its source.</param>
/// <param name="ByteOffsets">Start of each row in the (decompressed) file; empty when the source has no bytes to point at.</param>
/// <param name="Lines">1-based physical line of each row; empty when the source has no lines.</param>
/// <param name="Next">Position a reader resumes from to get the row after this batch; null at the end.</param>
public sealed record RowOrigin(string Source, long FirstRow, ReadOnlyMemory<long> ByteOffsets = default, ReadOnlyMemory<long> Lines = default, SourcePosition? Next = null)
{
    /// <summary>0-based number of each row in its source; empty when they follow one another from <see cref="FirstRow"/> on.</summary>
    public ReadOnlyMemory<long> Numbers { get; init; }

    /// <summary>0-based number of a row in its source.</summary>
    public long NumberOf(int row) => Numbers.IsEmpty ? FirstRow + row : Numbers.Span[row];
}

/// <summary>A place in a source from which reading can go on.</summary>
/// <param name="Row">0-based number of the next data row.</param>
/// <param name="ByteOffset">Its start in the (decompressed) file; 0 when the source has no bytes to point at.</param>
/// <param name="Line">Its 1-based physical line; 0 when the source has no lines.</param>
public sealed record SourcePosition(long Row, long ByteOffset = 0, long Line = 0);
