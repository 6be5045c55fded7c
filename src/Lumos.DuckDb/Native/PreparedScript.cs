namespace Lumos.DuckDb.Native;

/// <summary>A script with the statements of it that have been prepared so far.</summary>
internal sealed class PreparedScript(ConnectionHandle connection, string sql) : IDisposable
{
    private readonly Script _script = new(connection, sql);
    private Statement?[]? _statements;

    internal int Count => _script.Count;

    internal Statement Get(int index) => (_statements ??= new Statement?[Count])[index] ??= _script.Prepare(index);

    public void Dispose()
    {
        foreach (var statement in _statements ?? []) statement?.Dispose();
        _script.Dispose();
    }
}
