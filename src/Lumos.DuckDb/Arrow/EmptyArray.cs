using System.Runtime.InteropServices;

namespace Lumos.DuckDb.Arrow;

/// <summary>An array of any schema without rows.</summary>
internal sealed unsafe class EmptyArray : IDisposable
{
    private const int Buffers = 4;
    private const int BufferBytes = 64;

    private readonly List<nint> _memory = [];

    internal EmptyArray(ArrowSchema* schema) => Pointer = Build(schema);

    internal ArrowArray* Pointer { get; }

    public void Dispose()
    {
        foreach (var block in _memory) NativeMemory.Free((void*)block);
        _memory.Clear();
    }

    private ArrowArray* Build(ArrowSchema* schema)
    {
        var array = (ArrowArray*)Take(sizeof(ArrowArray));
        array->BufferCount = Buffers;
        array->Buffers = (void**)Take(Buffers * sizeof(void*));
        for (var i = 1; i < Buffers; i++) array->Buffers[i] = Take(BufferBytes);
        array->ChildCount = schema->ChildCount;
        array->Children = (ArrowArray**)Take((int)(schema->ChildCount + 1) * sizeof(ArrowArray*));
        for (var i = 0; i < schema->ChildCount; i++) array->Children[i] = Build(schema->Children[i]);
        if (schema->Dictionary != null) array->Dictionary = Build(schema->Dictionary);
        array->Release = &Nothing;
        return array;
    }

    private void* Take(int bytes)
    {
        var block = NativeMemory.AllocZeroed((nuint)bytes);
        _memory.Add((nint)block);
        return block;
    }

    [UnmanagedCallersOnly]
    private static void Nothing(ArrowArray* array) => array->Release = null;
}
