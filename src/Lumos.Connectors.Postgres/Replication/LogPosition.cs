using System.Globalization;
using NpgsqlTypes;

namespace Lumos.Connectors.Postgres.Replication;

/// <summary>Positions in the server's log, as the server writes them: <c>16/B374D848</c>.</summary>
internal static class LogPosition
{
    /// <summary>Reads one.</summary>
    public static ulong Parse(string text) => (ulong)NpgsqlLogSequenceNumber.Parse(text);

    /// <summary>Writes one.</summary>
    public static string Print(ulong position) => string.Create(CultureInfo.InvariantCulture, $"{position >> 32:X}/{position & uint.MaxValue:X}");
}
