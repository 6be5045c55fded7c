using System.Buffers.Binary;
using System.IO.Compression;

namespace Lumos.Core.Ingest.Csv;

/// <summary>
/// Decompresses gzip and refuses to end early: a transfer cut short must not look like a shorter file. The length stated in the last
/// member is compared with what came out, since the platform's stream takes a missing end for the end.
/// </summary>
internal sealed class CsvGzipStream(Stream file, string name) : Stream
{
    private readonly GZipStream _gzip = new(file, CompressionMode.Decompress, leaveOpen: true);
    private long _length;
    private bool _checked;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _length; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Count(_gzip.Read(buffer, offset, count), count);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(await _gzip.ReadAsync(buffer, cancellationToken).ConfigureAwait(false), buffer.Length);

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _gzip.Dispose();
            file.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Count(int read, int wanted)
    {
        _length += read;
        if (read > 0 || wanted == 0 || _checked) return read;
        _checked = true;
        if (!IsWhole()) throw CsvErrors.GzipTruncated(name, null);
        return read;
    }

    /// <summary>Whether the lengths stated by the members add up to what was read.</summary>
    private bool IsWhole()
    {
        if (file.Length < 18) return false;
        file.Seek(-4, SeekOrigin.End);
        Span<byte> word = stackalloc byte[4];
        file.ReadExactly(word);
        var stated = BinaryPrimitives.ReadUInt32LittleEndian(word);
        if (stated == (uint)_length) return true;
        var (members, sum) = OtherMembers();
        return members > 0 && (unchecked(sum + stated) == (uint)_length || members > 8);
    }

    /// <summary>Members that begin after the first, and the sum of the lengths stated just before each.</summary>
    private (int Members, uint Sum) OtherMembers()
    {
        file.Seek(0, SeekOrigin.Begin);
        var buffer = new byte[1 << 16];
        var kept = 0;
        var members = 0;
        uint sum = 0;
        long start = 0;
        while (true)
        {
            var read = file.Read(buffer, kept, buffer.Length - kept);
            if (read == 0) return (members, sum);
            var length = kept + read;
            for (var i = 4; i + 3 < length; i++)
            {
                if (start + i < 18 || buffer[i] != 0x1F || buffer[i + 1] != 0x8B || buffer[i + 2] != 8 || (buffer[i + 3] & 0xE0) != 0) continue;
                members++;
                sum = unchecked(sum + BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(i - 4)));
            }

            kept = Math.Min(7, length);
            start += length - kept;
            buffer.AsSpan(length - kept, kept).CopyTo(buffer);
        }
    }
}
