using System.Numerics;

namespace Lumos.Dsl.Columnar.Batches;

/// <summary>
/// Pinned arrays to be used again, one pool for the process. Sizes come in four steps per doubling; what would go beyond the limit is left
/// to the garbage collector.
/// </summary>
internal sealed class BufferPool<T> where T : unmanaged
{
    private const long MaxRetainedBytes = 256L << 20;
    private const int MinLength = 1024;
    private const int Classes = 4 * 32;

    private readonly Lock _gate = new();
    private readonly Stack<T[]>[] _free = new Stack<T[]>[Classes];
    private long _retained;

    private BufferPool()
    {
        for (var i = 0; i < Classes; i++) _free[i] = new Stack<T[]>();
    }

    /// <summary>The pool of the process.</summary>
    public static BufferPool<T> Shared { get; } = new();

    /// <summary>An array of at least this length, with whatever is in it.</summary>
    public T[] Rent(int minLength)
    {
        var (index, length) = ClassOf(minLength);
        lock (_gate)
        {
            if (_free[index].TryPop(out var array))
            {
                _retained -= BytesOf(array);
                return array;
            }
        }

        return GC.AllocateUninitializedArray<T>(length, pinned: true);
    }

    /// <summary>Takes an array back. Nobody may use it any more.</summary>
    public void Return(T[] array)
    {
        var (index, length) = ClassOf(array.Length);
        if (length != array.Length) return;
        lock (_gate)
        {
            if (_retained + BytesOf(array) > MaxRetainedBytes) return;
            _retained += BytesOf(array);
            _free[index].Push(array);
        }
    }

    private static long BytesOf(T[] array) => (long)array.Length * System.Runtime.CompilerServices.Unsafe.SizeOf<T>();

    // Lengths are 4, 5, 6 or 7 times a power of two.
    private static (int Index, int Length) ClassOf(int minLength)
    {
        var length = Math.Max(MinLength, minLength);
        var power = BitOperations.Log2((uint)(length - 1)) - 2;
        var quarters = ((length - 1) >> power) + 1;
        if (quarters == 8) (power, quarters) = (power + 1, 4);
        var rounded = (long)quarters << power;
        return rounded > Array.MaxLength ? (Classes - 1, length) : ((power * 4) + quarters - 4, (int)rounded);
    }
}
