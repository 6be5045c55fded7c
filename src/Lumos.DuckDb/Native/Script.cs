namespace Lumos.DuckDb.Native;

/// <summary>The statements of one SQL text. Each is prepared when its turn comes, since it may need what the one before made.</summary>
internal sealed unsafe class Script : IDisposable
{
    private readonly ConnectionHandle _connection;
    private readonly ExtractedHandle _handle;

    internal Script(ConnectionHandle connection, string sql)
    {
        _connection = connection;
        fixed (byte* text = Utf8Text.WithNul(sql))
        {
            Count = (int)Api.duckdb_extract_statements(connection, text, out var statements);
            _handle = new ExtractedHandle(statements);
        }

        if (Count == 0 && Api.duckdb_extract_statements_error(_handle) is var message && message != null && *message != 0)
        {
            using (_handle) throw Errors.FromMessage(message);
        }
    }

    internal int Count { get; }

    internal Statement Prepare(int index)
    {
        var state = Api.duckdb_prepare_extracted_statement(_connection, _handle, (ulong)index, out var prepared);
        var handle = new PreparedHandle(prepared);
        if (state == 0) return new Statement(handle, _connection);
        using (handle) throw Errors.FromMessage(Api.duckdb_prepare_error(handle));
    }

    public void Dispose() => _handle.Dispose();
}
