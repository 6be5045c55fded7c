using System.Buffers;

namespace Lumos.Core.Migration.Targets.Parquet.Writing;

/// <summary>Growing bytes in a borrowed array. A span or pointer into it is good until the next call that may grow it.</summary>
internal sealed class PageBuffer : IDisposable
{
    /// <summary>Room that is always left behind what was asked for, so that stores of 16 bytes may run over.</summary>
    public const int Slack = 32;

    private byte[] _bytes = [];

    /// <summary>Bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>The bytes written.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>The bytes written.</summary>
    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, Length);

    /// <summary>Forgets the bytes, keeps the array.</summary>
    public void Clear() => Length = 0;

    /// <summary>Room for so many more bytes, and <see cref="Slack"/>.</summary>
    public Span<byte> Reserve(int bytes)
    {
        var needed = checked(Length + bytes + Slack);
        if (needed > _bytes.Length) Grow(needed);
        return _bytes.AsSpan(Length);
    }

    /// <summary>Counts bytes that were written into what <see cref="Reserve"/> gave.</summary>
    public void Advance(int bytes) => Length += bytes;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        Length += bytes.Length;
    }

    public void WriteByte(byte value)
    {
        Reserve(1)[0] = value;
        Length++;
    }

    /// <summary>Writes a number seven bits at a time, lowest first.</summary>
    public void WriteVarint(uint value)
    {
        var to = Reserve(5);
        var at = 0;
        for (; value >= 0x80; value >>= 7) to[at++] = (byte)(value | 0x80);
        to[at++] = (byte)value;
        Length += at;
    }

    /// <summary>Writes a number over four bytes that were written before.</summary>
    public void Patch(int at, int number) => System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(at), number);

    public void Dispose()
    {
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        Length = 0;
    }

    private void Grow(int needed)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, (int)Math.Min(Array.MaxLength, _bytes.Length * 2L)));
        _bytes.AsSpan(0, Length).CopyTo(larger);
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
