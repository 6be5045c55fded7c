using System.Buffers.Binary;
using System.IO.Compression;
using Lumos.Core.State;

namespace Lumos.Core.Ingest.Inventory;

/// <summary>
/// A gzip file decompressed, which notices at the end whether the file was cut off: the runtime's own stream ends quietly there. The last
/// four bytes must be the length of the last member.
/// </summary>
internal sealed class GzipFileStream : ForwardStream
{
    private const int Trailer = 8;

    private readonly Func<Stream> _reopen;
    private readonly Stream _stored;
    private readonly GZipStream _text;
    private long _length;
    private bool _checked;

    /// <param name="stored">The compressed bytes; disposed with this stream.</param>
    /// <param name="reopen">Opens them once more, seekable, to look at the end.</param>
    public GzipFileStream(Stream stored, Func<Stream> reopen)
    {
        _reopen = reopen;
        _stored = stored;
        _text = new GZipStream(stored, CompressionMode.Decompress);
    }

    public override long Position { get => _length; set => throw new NotSupportedException(); }

    /// <summary>The stream itself, or decompressed when the file is gzip or zstd.</summary>
    public static Stream Wrap(SourceFile file, Stream stored)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.Compression switch
        {
            SourceFormats.Gzip => new GzipFileStream(stored, () => Open(file.Path)),
            SourceFormats.Zstd => new ZstdFileStream(stored, file.Location),
            _ => stored,
        };
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The file is damaged or ends too early.</exception>
    public override int Read(Span<byte> buffer) => Count(_text.Read(buffer), buffer.Length);

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The file is damaged or ends too early.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(await _text.ReadAsync(buffer, cancellationToken).ConfigureAwait(false), buffer.Length);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _text.Dispose();
            _stored.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Count(int read, int wanted)
    {
        _length += read;
        if (read == 0 && wanted > 0 && !_checked)
        {
            _checked = true;
            if (!IsWhole()) throw new InvalidDataException("The gzip data ends too early.");
        }

        return read;
    }

    // A file of several members is whole when one of its member starts, decompressed to the end, gives the length the end states.
    private bool IsWhole()
    {
        using var file = _reopen();
        var bytes = file.Length;
        if (bytes < Trailer) return false;
        file.Position = bytes - 4;
        Span<byte> stated = stackalloc byte[4];
        file.ReadExactly(stated);
        var expected = BinaryPrimitives.ReadUInt32LittleEndian(stated);
        if ((uint)_length == expected) return true;
        return MemberStarts(file, bytes).Any(start => LengthFrom(start) is { } member && (uint)member == expected);
    }

    // Places that look like the start of a member, last first, without the first member.
    private static IEnumerable<long> MemberStarts(Stream file, long bytes)
    {
        const int Window = 1 << 16;
        var buffer = new byte[Window + 3];
        for (var end = bytes; end > 4; end -= Window)
        {
            var start = Math.Max(1, end - Window);
            file.Position = start;
            var read = file.ReadAtLeast(buffer.AsSpan(0, (int)Math.Min(buffer.Length, bytes - start)), 4, throwOnEndOfStream: false);
            for (var i = Math.Min(read - 4, (int)(end - start) - 1); i >= 0; i--)
            {
                if (buffer[i] == 0x1F && buffer[i + 1] == 0x8B && buffer[i + 2] == 8 && buffer[i + 3] < 32) yield return start + i;
            }
        }
    }

    private long? LengthFrom(long start)
    {
        try
        {
            using var file = _reopen();
            file.Position = start;
            using var text = new GZipStream(file, CompressionMode.Decompress);
            var buffer = new byte[1 << 16];
            long length = 0;
            while (text.Read(buffer) is var read and > 0) length += read;
            return length;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
}
