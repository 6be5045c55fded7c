using System.Runtime.InteropServices;
using System.Text;

namespace Lumos.Testing.Servers;

/// <summary>
/// ClickHouse inside this process, for tests: the library chDB, found beside the program as <c>libchdb.so</c> or by the environment
/// variable LUMOS_CLICKHOUSE_LIBRARY. Data live in memory and end with <see cref="Dispose"/>.
/// </summary>
/// <remarks>A process has one at a time. Safe for many threads: statements run one after the other. Linux only.</remarks>
public sealed unsafe class EmbeddedClickHouse : IDisposable
{
    private readonly Lock _gate = new();
    private nint* _connection;

    private EmbeddedClickHouse(nint* connection) => _connection = connection;

    /// <summary>Whether the library is on this machine.</summary>
    public static bool IsAvailable => ClickHouseLibrary.Find() is not null;

    /// <summary>Starts the engine.</summary>
    /// <param name="library">Path of the library; null looks for it.</param>
    /// <exception cref="InvalidOperationException">There is no library, or it does not start.</exception>
    public static EmbeddedClickHouse Start(string? library = null)
    {
        if (library is not null) ClickHouseLibrary.Asked = library;
        if (!IsAvailable) throw new InvalidOperationException("ClickHouse's library (libchdb.so) is neither beside the program nor named by LUMOS_CLICKHOUSE_LIBRARY.");
        nint* connection = null;
        SignalHandlers.KeepThrough(() =>
        {
            ClickHouseLibrary.SetSignalHandlersEnabled(0);
            connection = Connect(["clickhouse"]);
        });
        if (connection is null || *connection == 0) throw new InvalidOperationException("ClickHouse's library does not start.");
        var engine = new EmbeddedClickHouse(connection);

        // The longest statement a server takes by default, 256 KiB, is too short for rows written out.
        engine.Query("SET max_query_size = 268435456");
        return engine;
    }

    /// <summary>Runs one statement and gives its rows, each value as ClickHouse prints it; null is NULL.</summary>
    /// <exception cref="InvalidOperationException">ClickHouse refused the statement; the message is its own.</exception>
    public IReadOnlyList<IReadOnlyList<string?>> Query(string sql)
    {
        ArgumentNullException.ThrowIfNull(sql);
        var text = Run(Encoding.UTF8.GetBytes(sql));
        if (text.Length == 0) return [];
        return [.. text[..^1].Split('\n').Select(line => (IReadOnlyList<string?>)[.. line.Split('\t').Select(Unescape)])];
    }

    /// <summary>Stops the engine.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_connection is not null) ClickHouseLibrary.Close(_connection);
            _connection = null;
        }
    }

    private static nint* Connect(string[] arguments)
    {
        var texts = arguments.Select(Marshal.StringToCoTaskMemUTF8).ToArray();
        try
        {
            fixed (nint* first = texts) return ClickHouseLibrary.Connect(texts.Length, (byte**)first);
        }
        finally
        {
            foreach (var text in texts) Marshal.FreeCoTaskMem(text);
        }
    }

    private string Run(byte[] sql)
    {
        var format = "TSV"u8;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_connection is null, this);
            fixed (byte* text = sql, name = format)
            {
                var result = ClickHouseLibrary.Query(*_connection, text, (nuint)sql.Length, name, (nuint)format.Length);
                try
                {
                    if (ClickHouseLibrary.ErrorOf(result) is not null and var error) throw new InvalidOperationException(Marshal.PtrToStringUTF8((nint)error));
                    var length = checked((int)ClickHouseLibrary.LengthOf(result));
                    return length == 0 ? "" : Encoding.UTF8.GetString(ClickHouseLibrary.BufferOf(result), length);
                }
                finally
                {
                    ClickHouseLibrary.Destroy(result);
                }
            }
        }
    }

    // The escapes of the TSV format.
    private static string? Unescape(string field)
    {
        if (field == "\\N") return null;
        if (!field.Contains('\\', StringComparison.Ordinal)) return field;
        var result = new StringBuilder(field.Length);
        for (var i = 0; i < field.Length; i++)
        {
            if (field[i] != '\\')
            {
                result.Append(field[i]);
                continue;
            }

            i++;
            result.Append(field[i] switch { 't' => '\t', 'n' => '\n', 'r' => '\r', 'b' => '\b', 'f' => '\f', '0' => '\0', _ => field[i] });
        }

        return result.ToString();
    }
}
