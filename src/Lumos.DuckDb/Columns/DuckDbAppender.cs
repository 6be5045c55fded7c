using Lumos.DuckDb.Native;

namespace Lumos.DuckDb.Columns;

/// <summary>
/// Adds rows to a table by whole columns, past SQL. Rows are handed to the table in portions of about 200 000; <see cref="Complete"/> hands over the
/// last. Inside a transaction all portions become visible together. Not thread-safe; appenders of several connections may fill one table at once. A
/// streamed result must be read on another connection, since handing over rows would end it.
/// </summary>
public sealed unsafe class DuckDbAppender : IDisposable
{
    private readonly DuckDbConnection _connection;
    private readonly AppenderHandle _handle;
    private DuckDbDataChunk? _chunk;
    private PinnedColumn[] _pinned = [];
    private bool _completed;

    internal DuckDbAppender(DuckDbConnection connection, AppenderHandle handle)
    {
        _connection = connection;
        _handle = handle;
        var types = new DuckDbLogicalType[Api.duckdb_appender_column_count(handle)];
        for (var i = 0; i < types.Length; i++) types[i] = LogicalTypes.Take(Api.duckdb_appender_column_type(handle, (ulong)i));
        ColumnTypes = types;
    }

    /// <summary>The types of the columns to give, in order.</summary>
    public IReadOnlyList<DuckDbLogicalType> ColumnTypes { get; }

    /// <summary>Rows appended so far.</summary>
    public long RowCount { get; private set; }

    /// <summary>Appends a chunk, one that was read or one that was written. Columns of another type are cast.</summary>
    /// <exception cref="DuckDbException">A value cannot be cast, or the table refuses the rows handed over.</exception>
    public void Append(DuckDbDataChunk chunk)
    {
        ArgumentNullException.ThrowIfNull(chunk);
        _connection.EnsureIdle();
        Check(Api.duckdb_append_data_chunk(_handle, chunk.Handle));
        RowCount += chunk.RowCount;
    }

    /// <summary>Appends columns of one length, whatever it is. Columns of another type are cast.</summary>
    /// <exception cref="ArgumentException">Lengths differ, offsets leave their bytes, or text is not UTF-8.</exception>
    /// <exception cref="OverflowException">A decimal has more digits than its precision allows.</exception>
    /// <exception cref="DuckDbException">A value cannot be cast, or the table refuses the rows handed over.</exception>
    public void Append(params ReadOnlySpan<DuckDbColumnData> columns) => Append(columns, 0, columns.IsEmpty ? 0 : columns[0].Length);

    /// <summary>Appends some rows of columns of one length. Columns of another type are cast.</summary>
    /// <param name="columns">One per column of the table.</param>
    /// <param name="first">0-based first row.</param>
    /// <param name="count">How many rows.</param>
    /// <exception cref="ArgumentException">Lengths differ, the rows are not in them, offsets leave their bytes, or text is not UTF-8.</exception>
    /// <exception cref="OverflowException">A decimal has more digits than its precision allows.</exception>
    /// <exception cref="DuckDbException">A value cannot be cast, or the table refuses the rows handed over.</exception>
    public void Append(ReadOnlySpan<DuckDbColumnData> columns, int first, int count)
    {
        if (columns.Length != ColumnTypes.Count) throw new ArgumentException($"The table takes {ColumnTypes.Count} columns, not {columns.Length}.", nameof(columns));
        if (columns.IsEmpty) return;
        var rows = columns[0].Length;
        foreach (ref readonly var column in columns)
        {
            if (column.Length != rows) throw new ArgumentException("The columns differ in length.", nameof(columns));
        }

        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)first + count, rows, nameof(count));

        var chunk = ChunkFor(columns);
        if (_pinned.Length != columns.Length) _pinned = new PinnedColumn[columns.Length];
        try
        {
            for (var i = 0; i < columns.Length; i++) _pinned[i] = new PinnedColumn(columns[i]);
            for (var done = 0; done < count; done += DuckDbDataChunk.DefaultCapacity)
            {
                var part = Math.Min(DuckDbDataChunk.DefaultCapacity, count - done);
                chunk.Clear();
                for (var i = 0; i < _pinned.Length; i++) _pinned[i].Fill(chunk.Write(i), first + done, part);
                chunk.SetRowCount(part);
                Append(chunk);
            }
        }
        finally
        {
            chunk.Clear();
            for (var i = 0; i < _pinned.Length; i++)
            {
                _pinned[i].Dispose();
                _pinned[i] = default;
            }
        }
    }

    /// <summary>Hands the rows over to the table now.</summary>
    /// <exception cref="DuckDbException">The table refuses them; the appender is of no more use.</exception>
    public void Flush()
    {
        _connection.EnsureIdle();
        Check(Api.duckdb_appender_flush(_handle));
    }

    /// <summary>Hands over the last rows and ends. Without it, disposing drops what was not handed over.</summary>
    /// <exception cref="DuckDbException">The table refuses them.</exception>
    public void Complete()
    {
        if (_completed) return;
        _connection.EnsureIdle();
        Check(Api.duckdb_appender_close(_handle));
        _completed = true;
    }

    /// <summary>Ends the appender, dropping rows not handed over unless <see cref="Complete"/> was called.</summary>
    public void Dispose()
    {
        if (!_handle.IsClosed && !_completed) _ = Api.duckdb_appender_clear(_handle);
        _handle.Dispose();
        _chunk?.Dispose();
    }

    private DuckDbDataChunk ChunkFor(ReadOnlySpan<DuckDbColumnData> columns)
    {
        var fits = _chunk is not null;
        for (var i = 0; fits && i < columns.Length; i++) fits = _chunk!.Columns[i].Type.Equals(columns[i].Type);
        if (fits) return _chunk!;
        _chunk?.Dispose();
        var fields = new DuckDbField[columns.Length];
        for (var i = 0; i < fields.Length; i++) fields[i] = new DuckDbField("", columns[i].Type);
        return _chunk = DuckDbDataChunk.Create(fields);
    }

    private void Check(int state)
    {
        if (state == 0) return;
        Errors.ThrowAndDestroy(Api.duckdb_appender_error_data(_handle));
        throw new DuckDbException("DuckDB refused the rows.", DuckDbErrorType.Invalid);
    }
}
