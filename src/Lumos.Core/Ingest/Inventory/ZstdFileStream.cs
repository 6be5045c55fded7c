using Lumos.Core.State;
using ZstdSharp;

namespace Lumos.Core.Ingest.Inventory;

/// <summary>A zstd file decompressed. Its frames and checksums say when it was cut off or damaged, which is an error of this room.</summary>
internal sealed class ZstdFileStream(Stream stored, string name) : ForwardStream
{
    private readonly DecompressionStream _text = new(stored, leaveOpen: false);
    private long _length;

    public override long Position { get => _length; set => throw new NotSupportedException(); }

    /// <summary>Whether bytes begin like a zstd frame.</summary>
    public static bool IsZstd(ReadOnlySpan<byte> head) => head.StartsWith((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD]);

    /// <inheritdoc/>
    /// <exception cref="Lumos.Abstractions.LumosException">The file is damaged or ends too early.</exception>
    public override int Read(Span<byte> buffer)
    {
        try
        {
            var read = _text.Read(buffer);
            _length += read;
            return read;
        }
        catch (Exception e) when (e is ZstdException or EndOfStreamException)
        {
            throw IngestErrors.ZstdDamaged(name, e);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="Lumos.Abstractions.LumosException">The file is damaged or ends too early.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var read = await _text.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            _length += read;
            return read;
        }
        catch (Exception e) when (e is ZstdException or EndOfStreamException)
        {
            throw IngestErrors.ZstdDamaged(name, e);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _text.Dispose();
            stored.Dispose();
        }

        base.Dispose(disposing);
    }
}
