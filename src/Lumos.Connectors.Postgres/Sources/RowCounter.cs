namespace Lumos.Connectors.Postgres.Sources;

/// <summary>Counts the rows of CSV as it passes: line ends outside quotes.</summary>
internal sealed class RowCounter
{
    private bool _isQuoted;

    /// <summary>Rows so far, the header included.</summary>
    public long Rows { get; private set; }

    /// <summary>Takes the next bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var at = _isQuoted ? bytes.IndexOf((byte)'"') : bytes.IndexOfAny((byte)'"', (byte)'\n');
            if (at < 0) return;
            if (bytes[at] == (byte)'"') _isQuoted = !_isQuoted;
            else Rows++;
            bytes = bytes[(at + 1)..];
        }
    }
}
