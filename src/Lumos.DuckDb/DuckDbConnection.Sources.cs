using Lumos.DuckDb.Columns;

namespace Lumos.DuckDb;

public sealed partial class DuckDbConnection
{
    /// <summary>
    /// Makes a source readable as a table: <c>SELECT ... FROM name</c>, on every connection to the same database. A table or view of
    /// that name goes first.
    /// </summary>
    /// <returns>Dispose it to make the name unknown again; queries that run go on.</returns>
    /// <exception cref="ArgumentException">A source of that name is registered already.</exception>
    public IDisposable RegisterSource(string name, DuckDbSource source)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(source);
        EnsureIdle();
        return SharedDatabase.Sources.Add(Handle, name, source);
    }
}
