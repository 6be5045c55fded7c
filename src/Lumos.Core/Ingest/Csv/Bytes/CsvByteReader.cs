using System.Text;

namespace Lumos.Core.Ingest.Csv.Bytes;

/// <summary>
/// Gives the text of an input as UTF-8, whatever its encoding, and knows for every line start where it was in the source. UTF-8 passes
/// through untouched; what is invalid in it is the row reader's to judge.
/// </summary>
internal sealed class CsvByteReader : IAsyncDisposable
{
    private const int BlockBytes = 1 << 16;

    private readonly CsvInput _input;
    private readonly Stream _stream;
    private readonly Decoder? _decoder;
    private readonly int _unit;
    private readonly bool _bigEndian;
    private readonly byte[] _block = [];
    private readonly char[] _chars = [];
    private readonly List<(long Utf8, long Source)> _lines = [];
    private byte[] _pending = [];
    private int _pendingAt;
    private int _pendingLength;
    private int _carried;
    private long _source;
    private long _utf8;
    private int _firstLine;
    private bool _atLineStart = true;
    private bool _ended;

    private CsvByteReader(CsvInput input, Stream stream, CsvEncoding encoding, long start)
    {
        _input = input;
        _stream = stream;
        _source = start;
        Start = start;
        if (encoding.IsUtf8) return;
        var resolved = CsvEncoding.Resolve(encoding.Name) ?? throw CsvErrors.Encoding(input.Name, encoding.Name);
        _decoder = resolved.GetDecoder();
        _unit = encoding.Name.StartsWith("utf-16", StringComparison.Ordinal) ? 2 : encoding.Name.StartsWith("utf-32", StringComparison.Ordinal) ? 4 : 1;
        _bigEndian = encoding.Name.EndsWith("be", StringComparison.Ordinal) && _unit > 1;
        _block = new byte[BlockBytes];
        _chars = new char[BlockBytes + 16];
    }

    /// <summary>Source offset the reader began at.</summary>
    public long Start { get; }

    /// <summary>Whether the text is decoded on the way; invalid bytes are then U+FFFD already.</summary>
    public bool IsTranscoding => _decoder is not null;

    /// <summary>Opens the input at a source offset (after any byte order mark).</summary>
    public static async ValueTask<CsvByteReader> OpenAsync(CsvInput input, CsvEncoding encoding, long start, CancellationToken cancellationToken)
    {
        var stream = await input.OpenAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (stream.CanSeek) stream.Seek(start, SeekOrigin.Begin);
            else await SkipAsync(input, stream, start, cancellationToken).ConfigureAwait(false);
            return new CsvByteReader(input, stream, encoding, start);
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Reads UTF-8 bytes; 0 at the end.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (_decoder is null) return await _input.ReadAsync(_stream, buffer, cancellationToken).ConfigureAwait(false);
        while (_pendingAt == _pendingLength)
        {
            if (_ended) return 0;
            var read = await _input.ReadAsync(_stream, _block.AsMemory(_carried), cancellationToken).ConfigureAwait(false);
            _pendingAt = 0;
            _pendingLength = 0;
            if (read == 0)
            {
                _ended = true;
                Decode(_block.AsSpan(0, _carried), flush: true);
                _carried = 0;
                continue;
            }

            var available = _carried + read;
            var whole = available - (available % _unit);

            Decode(_block.AsSpan(0, whole), flush: false);
            _carried = available - whole;
            _block.AsSpan(whole, _carried).CopyTo(_block);
        }

        var count = Math.Min(buffer.Length, _pendingLength - _pendingAt);
        _pending.AsMemory(_pendingAt, count).CopyTo(buffer);
        _pendingAt += count;
        return count;
    }

    /// <summary>Source offset of a line start.</summary>
    /// <param name="position">UTF-8 bytes since the reader began; never less than in the call before.</param>
    public long SourceOffset(long position)
    {
        if (_decoder is null) return Start + position;
        while (_firstLine + 1 < _lines.Count && _lines[_firstLine + 1].Utf8 <= position) _firstLine++;
        if (_firstLine > 4096)
        {
            _lines.RemoveRange(0, _firstLine);
            _firstLine = 0;
        }

        return _lines.Count == 0 || position >= _utf8 ? _source : _lines[_firstLine].Source;
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private static async ValueTask SkipAsync(CsvInput input, Stream stream, long bytes, CancellationToken cancellationToken)
    {
        var buffer = new byte[BlockBytes];
        while (bytes > 0)
        {
            var read = await input.ReadAsync(stream, buffer.AsMemory(0, (int)Math.Min(bytes, buffer.Length)), cancellationToken).ConfigureAwait(false);
            if (read == 0) return;
            bytes -= read;
        }
    }

    private void Decode(ReadOnlySpan<byte> block, bool flush)
    {
        if (block.IsEmpty && !flush) return;
        while (true)
        {
            if (_atLineStart && block.Length > 0)
            {
                _lines.Add((_utf8, _source));
                _atLineStart = false;
            }

            var line = LineLength(block);
            var ended = line > 0;
            var part = ended ? block[..line] : block;
            var chars = _decoder!.GetChars(part, _chars, flush && !ended);
            Append(_chars.AsSpan(0, chars));
            _source += part.Length;
            _atLineStart = ended;
            block = block[part.Length..];
            if (block.Length == 0) return;
        }
    }

    private void Append(ReadOnlySpan<char> chars)
    {
        var needed = _pendingLength + (chars.Length * 3);
        if (_pending.Length < needed) Array.Resize(ref _pending, Math.Max(needed, BlockBytes * 2));
        var written = Encoding.UTF8.GetBytes(chars, _pending.AsSpan(_pendingLength));
        _pendingLength += written;
        _utf8 += written;
    }

    /// <summary>Bytes up to and including the first line end; 0 when there is none. CR and LF each end a line here; offsets stay exact.</summary>
    private int LineLength(ReadOnlySpan<byte> block)
    {
        if (_unit == 1)
        {
            var hit = block.IndexOfAny((byte)'\n', (byte)'\r');
            return hit < 0 ? 0 : hit + 1;
        }

        for (var i = 0; i + _unit <= block.Length; i += _unit)
        {
            var low = _bigEndian ? block[i + _unit - 1] : block[i];
            if (low is not ((byte)'\n' or (byte)'\r')) continue;
            var rest = 0;
            for (var j = 0; j < _unit; j++) rest |= block[i + j];
            if (rest == low) return i + _unit;
        }

        return 0;
    }
}
