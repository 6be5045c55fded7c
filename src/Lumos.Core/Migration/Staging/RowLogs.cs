using System.Globalization;
using Lumos.Core.Migration.Planning;

namespace Lumos.Core.Migration.Staging;

/// <summary>The logs of the rows this process stages, by table. Thread-safe: a process that finds everything staged asks for them first where several threads read rows back.</summary>
/// <param name="folder">Folder for their files.</param>
internal sealed class RowLogs(string folder) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(int Table, bool Late), RowLog> _logs = [];

    /// <summary>The log of a table's late rows, or of the others.</summary>
    public RowLog Of(TablePlan table, bool late)
    {
        lock (_lock)
        {
            if (_logs.TryGetValue((table.Index, late), out var log)) return log;
            return _logs[(table.Index, late)] = new RowLog(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{table.Index}-{(late ? "late" : "main")}.rows.tmp")));
        }
    }

    public void Dispose()
    {
        foreach (var log in _logs.Values) log.Dispose();
    }
}
