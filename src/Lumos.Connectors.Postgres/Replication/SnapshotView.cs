using System.Globalization;

namespace Lumos.Connectors.Postgres.Replication;

/// <summary>Which transactions a snapshot sees, from what <c>pg_current_snapshot()</c> says: <c>xmin:xmax:still,running</c>.</summary>
internal sealed class SnapshotView
{
    private readonly ulong _first;
    private readonly ulong _behind;
    private readonly HashSet<ulong> _running;

    private SnapshotView(ulong first, ulong behind, HashSet<ulong> running) => (_first, _behind, _running) = (first, behind, running);

    /// <summary>Reads one.</summary>
    public static SnapshotView Parse(string text)
    {
        var parts = text.Split(':');
        return new SnapshotView(Number(parts[0]), Number(parts[1]), [.. parts[2].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Number)]);
    }

    /// <summary>Whether it sees what a committed transaction did.</summary>
    /// <param name="transaction">Its number as the log has it: the low 32 bits, which come round again after four thousand million transactions.</param>
    public bool Sees(uint transaction)
    {
        var whole = _behind + (ulong)(long)(int)(transaction - (uint)_behind);
        return whole < _first || (whole < _behind && !_running.Contains(whole));
    }

    private static ulong Number(string text) => ulong.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
