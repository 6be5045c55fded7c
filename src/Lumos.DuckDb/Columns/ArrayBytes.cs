using System.Buffers;
using System.Runtime.InteropServices;

namespace Lumos.DuckDb.Columns;

/// <summary>The bytes of an array of values.</summary>
internal sealed unsafe class ArrayBytes<T>(T[] values) : MemoryManager<byte> where T : unmanaged
{
    public override Span<byte> GetSpan() => MemoryMarshal.AsBytes(values.AsSpan());

    public override MemoryHandle Pin(int elementIndex = 0)
    {
        var handle = GCHandle.Alloc(values, GCHandleType.Pinned);
        return new MemoryHandle((byte*)handle.AddrOfPinnedObject() + elementIndex, handle);
    }

    public override void Unpin()
    {
        // The memory handle frees its own pin.
    }

    protected override void Dispose(bool disposing)
    {
    }
}
