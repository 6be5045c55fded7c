using System.Text;
using Lumos.Abstractions;
using Lumos.Core.Ingest.Inventory;

namespace Lumos.Core.Ingest.Json;

/// <summary>A stretch of a JSON file in memory, as UTF-8, that moves on and grows as it is asked to; it knows where it stands. Not thread-safe.</summary>
internal sealed class JsonWindow : IAsyncDisposable
{
    private const int FirstBytes = 256 << 10;
    private const int MostBytes = 1 << 30;

    private readonly SourceFile _file;
    private readonly Stream _stream;
    private byte[] _buffer = new byte[FirstBytes];
    private int _start;
    private int _end;

    private JsonWindow(SourceFile file, Stream stream, bool seeks) => (_file, _stream, CanSeek) = (file, stream, seeks);

    /// <summary>Whether an offset of this window can be gone to later.</summary>
    public bool CanSeek { get; }

    /// <summary>Whether nothing follows the bytes there are.</summary>
    public bool AtEnd { get; private set; }

    /// <summary>Offset of the first byte, in the text as UTF-8.</summary>
    public long Offset { get; private set; }

    /// <summary>1-based line of the first byte.</summary>
    public long Line { get; private set; } = 1;

    /// <summary>Offset at which that line begins; 0 when reading began within it.</summary>
    public long LineStart { get; private set; }

    /// <summary>The bytes there are.</summary>
    public Span<byte> Bytes => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Opens a file; gzip, zstd and UTF-16 are undone on the way, and a byte order mark is passed over.</summary>
    /// <exception cref="LumosException">It cannot be opened.</exception>
    public static async ValueTask<JsonWindow> OpenAsync(SourceFile file, SourcePosition? from, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        var window = Open(file);
        if (from is { ByteOffset: > 0 } && window.CanSeek)
        {
            window._stream.Position = from.ByteOffset;
            (window.Offset, window.Line, window.LineStart) = (from.ByteOffset, Math.Max(1, from.Line), 0);
            return window;
        }

        await window.FillAsync(cancellationToken).ConfigureAwait(false);
        if (window.Bytes.StartsWith("\ufeff"u8))
        {
            window.Advance(3);
            window.LineStart = window.Offset;
        }

        return window;
    }

    /// <summary>Passes over bytes.</summary>
    public void Advance(int count)
    {
        var passed = _buffer.AsSpan(_start, count);
        if (passed.LastIndexOf((byte)'\n') is >= 0 and var last)
        {
            Line += passed.Count((byte)'\n');
            LineStart = Offset + last + 1;
        }

        Offset += count;
        _start += count;
    }

    /// <summary>Reads more behind the bytes there are.</summary>
    /// <exception cref="LumosException">It cannot be read, or one value is larger than is read.</exception>
    public async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            if (_buffer.Length >= MostBytes) throw JsonErrors.TooLong(_file, this);
            Array.Resize(ref _buffer, (int)Math.Min(MostBytes, _buffer.Length * 2L));
        }

        try
        {
            var read = await _stream.ReadAtLeastAsync(_buffer.AsMemory(_end), 1, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            _end += read;
            AtEnd = read == 0;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw IngestErrors.GzipTruncated(_file.Location, e);
        }
        catch (IOException e)
        {
            throw IngestErrors.Read(_file.Location, e);
        }
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private static JsonWindow Open(SourceFile file)
    {
        try
        {
            Stream stored = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0, FileOptions.SequentialScan);
            var text = GzipFileStream.Wrap(file, stored);
            if (file.Encoding is null) return new JsonWindow(file, text, text.CanSeek);
            return new JsonWindow(file, Encoding.CreateTranscodingStream(text, Encoding.GetEncoding(file.Encoding), Encoding.UTF8), seeks: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw IngestErrors.FileUnreadable(file.Location, e);
        }
    }
}
