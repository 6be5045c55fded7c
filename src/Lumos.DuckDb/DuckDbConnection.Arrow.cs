using Lumos.DuckDb.Arrow;
using Lumos.DuckDb.Columns;

namespace Lumos.DuckDb;

public sealed unsafe partial class DuckDbConnection
{
    /// <summary>Makes a chunk of an Arrow record batch, without copying where the layouts agree.</summary>
    /// <param name="schema">A struct of the columns; stays the caller's.</param>
    /// <param name="array">The rows; taken over and released with the chunk.</param>
    /// <exception cref="DuckDbException">The engine has no type for a column.</exception>
    public DuckDbDataChunk ImportArrow(ArrowSchema* schema, ArrowArray* array)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(array);
        using var import = new ArrowImport(Handle, schema);
        return import.Import(array);
    }

    /// <summary>Makes an Arrow stream readable as a table, by one query.</summary>
    /// <param name="name">The table's name.</param>
    /// <param name="stream">Taken over, and released when the result of this method is disposed.</param>
    /// <returns>Dispose it after the query to forget the name and release the stream.</returns>
    public IDisposable RegisterArrowStream(string name, ArrowArrayStream* stream)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(stream);
        var own = Duplicate();
        ArrowStreamSource source;
        try
        {
            source = new ArrowStreamSource(own, stream);
        }
        catch
        {
            own.Dispose();
            throw;
        }

        try
        {
            return new StreamRegistration(RegisterSource(name, source), source);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    private sealed class StreamRegistration(IDisposable name, ArrowStreamSource source) : IDisposable
    {
        public void Dispose()
        {
            name.Dispose();
            source.Dispose();
        }
    }
}
