namespace Lumos.DuckDb.Columns;

/// <summary>
/// Rows made by .NET code that SQL reads like a table, once registered with <c>DuckDbConnection.RegisterSource</c>. The engine calls it from its own
/// threads, and for several queries at once.
/// </summary>
public abstract class DuckDbSource
{
    /// <summary>Names and types of the columns; the same on every call.</summary>
    public abstract IReadOnlyList<DuckDbField> Columns { get; }

    /// <summary>About how many rows there are, for the planner; null when unknown.</summary>
    public virtual long? EstimatedRows => null;

    /// <summary>Begins to read for one query.</summary>
    /// <param name="projection">Places of the columns the query needs, in the order it wants them; empty when it only counts rows.</param>
    public abstract DuckDbScan Scan(IReadOnlyList<int> projection);
}

/// <summary>One query's reading of a source. Disposed when the query ends, however it ends.</summary>
public abstract class DuckDbScan : IDisposable
{
    /// <summary>
    /// Threads that may read at once, each with a reader of its own; 1 by default. The engine uses more than one only where the order of rows
    /// does not matter, as with <c>preserve_insertion_order=false</c>.
    /// </summary>
    public virtual int MaxThreads => 1;

    /// <summary>A reader for one thread. May be called from several threads at once.</summary>
    public abstract DuckDbScanReader OpenReader();

    /// <summary>Gives back what the scan holds.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives back what the scan holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}

/// <summary>One thread's part of a scan.</summary>
public abstract class DuckDbScanReader : IDisposable
{
    /// <summary>
    /// Writes the next rows. An exception ends the query with a <see cref="DuckDbException"/> that carries it. Runs on a thread of the engine: waiting
    /// here holds that thread, and only the source itself can be told to stop waiting.
    /// </summary>
    /// <returns>Rows written, up to the capacity; 0 at the end.</returns>
    public abstract int Read(DuckDbScanOutput output);

    /// <summary>Gives back what the reader holds.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives back what the reader holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}

/// <summary>Where a reader writes rows: one writer per column of the projection.</summary>
public readonly ref struct DuckDbScanOutput
{
    private readonly nint _chunk;
    private readonly IReadOnlyList<DuckDbLogicalType> _types;

    internal DuckDbScanOutput(nint chunk, IReadOnlyList<DuckDbLogicalType> types)
    {
        _chunk = chunk;
        _types = types;
    }

    /// <summary>Rows that fit.</summary>
    public int Capacity => DuckDbDataChunk.DefaultCapacity;

    /// <summary>Columns to write.</summary>
    public int ColumnCount => _types.Count;

    internal nint Chunk => _chunk;

    /// <summary>A column by its place in the projection.</summary>
    public DuckDbVectorWriter Write(int column) =>
        new(Native.Api.duckdb_data_chunk_get_vector(_chunk, (ulong)column), _types[column], Capacity);
}
