using System.Runtime.CompilerServices;

namespace Lumos.Dsl.Columnar.Batches;

/// <summary>A pinned array of the pool.</summary>
internal readonly unsafe struct PinnedBuffer<T>(T[] array) where T : unmanaged
{
    /// <summary>No buffer.</summary>
    public static PinnedBuffer<T> None => new([]);

    public T[] Array => array;

    public int Length => array.Length;

    /// <summary>Its first element; the array never moves.</summary>
    public T* Pointer => (T*)Unsafe.AsPointer(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(array));

    /// <summary>A buffer of at least this length; its content is whatever it was.</summary>
    public static PinnedBuffer<T> Rent(long length) => new(BufferPool<T>.Shared.Rent(checked((int)length)));

    /// <summary>Gives it back to the pool.</summary>
    public void Return()
    {
        if (array.Length != 0) BufferPool<T>.Shared.Return(array);
    }
}
