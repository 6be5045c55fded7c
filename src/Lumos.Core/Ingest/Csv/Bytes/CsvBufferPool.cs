using System.Collections.Concurrent;
using System.Numerics;

namespace Lumos.Core.Ingest.Csv.Bytes;

/// <summary>Pinned arrays by size class, so that batches can be handed to native code without copying and without garbage.</summary>
internal static class CsvBufferPool<T>
    where T : unmanaged
{
    private const int LargestKept = 1 << 24;
    private const int KeptPerClass = 64;

    private static readonly ConcurrentQueue<T[]>[] Classes = [.. Enumerable.Range(0, 32).Select(static _ => new ConcurrentQueue<T[]>())];

    /// <summary>An array of at least the length; its content is arbitrary.</summary>
    public static T[] Rent(int length)
    {
        var size = Math.Max(64, length);
        if (size > 1 << 30) return GC.AllocateUninitializedArray<T>(length, pinned: true);
        var index = BitOperations.Log2((uint)size - 1) + 1;
        return Classes[index].TryDequeue(out var array) ? array : GC.AllocateUninitializedArray<T>(1 << index, pinned: true);
    }

    public static void Return(T[] array)
    {
        if (array.Length > LargestKept || !BitOperations.IsPow2(array.Length)) return;
        var queue = Classes[BitOperations.Log2((uint)array.Length)];
        if (queue.Count < KeptPerClass) queue.Enqueue(array);
    }
}
