using System.Runtime.InteropServices;

namespace Lumos.DuckDb.Native;

/// <summary>Names as a native array of NUL-terminated UTF-8.</summary>
internal sealed unsafe class NameList : IDisposable
{
    private readonly GCHandle[] _pins;
    private readonly byte*[] _pointers;
    private GCHandle _array;

    internal NameList(IReadOnlyList<string> names)
    {
        _pins = new GCHandle[names.Count];
        _pointers = new byte*[Math.Max(names.Count, 1)];
        for (var i = 0; i < names.Count; i++)
        {
            _pins[i] = GCHandle.Alloc(Utf8Text.WithNul(names[i]), GCHandleType.Pinned);
            _pointers[i] = (byte*)_pins[i].AddrOfPinnedObject();
        }

        _array = GCHandle.Alloc(_pointers, GCHandleType.Pinned);
    }

    internal byte** Pointer => (byte**)_array.AddrOfPinnedObject();

    public void Dispose()
    {
        foreach (var pin in _pins)
        {
            if (pin.IsAllocated) pin.Free();
        }

        if (_array.IsAllocated) _array.Free();
    }
}
