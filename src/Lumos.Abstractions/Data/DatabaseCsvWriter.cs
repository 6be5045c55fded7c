namespace Lumos.Abstractions;

/// <summary>
/// Writes rows as the CSV that <see cref="IDatabaseSource.CopyAsync"/> promises, for connectors whose server does not write it itself. Cells are UTF-8 bytes, so
/// none becomes an object. For one thread at a time.
/// </summary>
public sealed class DatabaseCsvWriter
{
    private const int FlushBytes = 256 << 10;
    private const int ProgressRows = 50_000;

    private readonly Stream _csv;
    private readonly IProgress<long>? _progress;
    private byte[] _buffer = new byte[FlushBytes + (64 << 10)];
    private int _used;
    private bool _rowBegun;

    /// <summary>Begins with the header line.</summary>
    /// <param name="csv">Where it goes; left open.</param>
    /// <param name="columns">Names of the columns.</param>
    /// <param name="progress">Told about the rows so far; null when nobody looks.</param>
    public DatabaseCsvWriter(Stream csv, IReadOnlyList<string> columns, IProgress<long>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(csv);
        ArgumentNullException.ThrowIfNull(columns);
        (_csv, _progress) = (csv, progress);
        foreach (var name in columns) WriteText(System.Text.Encoding.UTF8.GetBytes(name));
        Append("\n"u8);
        _rowBegun = false;
    }

    /// <summary>Rows written, the header not counted.</summary>
    public long Rows { get; private set; }

    /// <summary>Writes a cell that is NULL.</summary>
    public void WriteNull() => Begin();

    /// <summary>Writes a number, a date, a timestamp or a boolean as it is.</summary>
    /// <param name="utf8">Its text; holds no delimiter, quote or line end.</param>
    public void WritePlain(ReadOnlySpan<byte> utf8)
    {
        Begin();
        Append(utf8);
    }

    /// <summary>Writes a text in quotes.</summary>
    /// <param name="utf8">The text, valid UTF-8.</param>
    public void WriteText(ReadOnlySpan<byte> utf8)
    {
        Begin();
        Append("\""u8);
        while (utf8.IndexOf((byte)'"') is var at and >= 0)
        {
            Append(utf8[..(at + 1)]);
            Append("\""u8);
            utf8 = utf8[(at + 1)..];
        }

        Append(utf8);
        Append("\""u8);
    }

    /// <summary>Writes bytes as <c>\x</c> and hexadecimal digits, in quotes.</summary>
    public void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        Begin();
        Append("\"\\x"u8);
        foreach (var value in bytes) Append([Digit(value >> 4), Digit(value & 15)]);
        Append("\""u8);

        static byte Digit(int value) => (byte)(value < 10 ? '0' + value : 'a' + value - 10);
    }

    /// <summary>Ends a row. Bytes go out when enough of them have gathered.</summary>
    public ValueTask EndRowAsync(CancellationToken cancellationToken = default)
    {
        Append("\n"u8);
        _rowBegun = false;
        if (++Rows % ProgressRows == 0) _progress?.Report(Rows);
        return _used >= FlushBytes ? FlushAsync(cancellationToken) : ValueTask.CompletedTask;
    }

    /// <summary>Writes what is left.</summary>
    /// <returns>Rows written.</returns>
    public async ValueTask<long> FinishAsync(CancellationToken cancellationToken = default)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        return Rows;
    }

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await _csv.WriteAsync(_buffer.AsMemory(0, _used), cancellationToken).ConfigureAwait(false);
        _used = 0;
    }

    private void Begin()
    {
        if (_rowBegun) Append(","u8);
        _rowBegun = true;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _buffer.Length - _used) Array.Resize(ref _buffer, Math.Max(checked(_used + bytes.Length), (int)Math.Min(2L * _buffer.Length, Array.MaxLength)));
        bytes.CopyTo(_buffer.AsSpan(_used));
        _used += bytes.Length;
    }
}
