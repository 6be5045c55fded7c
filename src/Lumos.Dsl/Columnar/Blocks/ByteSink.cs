using Lumos.Abstractions;
using Lumos.Dsl.Columnar.Batches;
using Lumos.Dsl.Columnar.Text;

namespace Lumos.Dsl.Columnar.Blocks;

/// <summary>Growing bytes in pooled memory. A pointer into it is good until the next <see cref="Reserve"/>.</summary>
internal sealed unsafe class ByteSink
{
    private const int MaxKeptBytes = 1 << 20;

    private PinnedBuffer<byte> _buffer = PinnedBuffer<byte>.None;

    /// <summary>Bytes written so far.</summary>
    public int Used { get; private set; }

    private byte* Start => _buffer.Pointer;

    /// <summary>Begins anew in a buffer of about this size.</summary>
    public void Begin(long expectedBytes)
    {
        Used = 0;
        if (_buffer.Length >= expectedBytes + Bytes.Slack) return;
        _buffer.Return();
        _buffer = PinnedBuffer<byte>.Rent(Math.Min(expectedBytes, Array.MaxLength / 2) + Bytes.Slack);
    }

    /// <summary>Begins anew, with the memory there is.</summary>
    public void Clear() => Used = 0;

    /// <summary>Where the next bytes go, with room for so many and for a careless 32-byte store behind them.</summary>
    /// <exception cref="LumosException"><c>COLUMN_TOO_LARGE</c>: the offsets of a text column cannot count that far.</exception>
    public byte* Reserve(long bytes)
    {
        if (Used + bytes + Bytes.Slack > _buffer.Length) Grow(Used + bytes + Bytes.Slack);
        return Start + Used;
    }

    /// <summary>Ends what was written after <see cref="Reserve"/>.</summary>
    public void Advance(byte* end) => Used = (int)(end - Start);

    /// <summary>Gives the buffer away; what was written is its first <see cref="Used"/> bytes.</summary>
    public PinnedBuffer<byte> Detach()
    {
        var buffer = _buffer;
        _buffer = PinnedBuffer<byte>.None;
        return buffer;
    }

    public static LumosException TooLarge() =>
        new(ErrorCode.DeterministicFailure, "COLUMN_TOO_LARGE", "A text column of one batch would hold more than 2 GB.", nextStep: "Read smaller batches.");

    /// <summary>Gives a large buffer back.</summary>
    public void Trim()
    {
        if (_buffer.Length > MaxKeptBytes) Detach().Return();
    }

    private void Grow(long needed)
    {
        if (needed > Array.MaxLength) throw TooLarge();
        var larger = PinnedBuffer<byte>.Rent(Math.Min(Math.Max(needed, 2L * _buffer.Length), Array.MaxLength));
        Buffer.MemoryCopy(Start, larger.Pointer, larger.Length, Used);
        _buffer.Return();
        _buffer = larger;
    }
}
