using System.Runtime.InteropServices;

namespace Lumos.DuckDb.Arrow;

/// <summary>
/// A type in the Arrow C Data Interface. Any Arrow library in the process reads and makes it. Whoever holds it calls <see cref="Dispose"/> once.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct ArrowSchema : IDisposable
{
    /// <summary>Type, in the interface's notation, NUL-terminated.</summary>
    public byte* Format;

    /// <summary>Name, UTF-8, NUL-terminated; may be null.</summary>
    public byte* Name;

    /// <summary>Binary key-value pairs; may be null.</summary>
    public byte* Metadata;

    /// <summary>1 dictionary is ordered, 2 nullable, 4 map keys are sorted.</summary>
    public long Flags;

    /// <summary>Number of children.</summary>
    public long ChildCount;

    /// <summary>Children; null when there are none.</summary>
    public ArrowSchema** Children;

    /// <summary>Type of the dictionary's values; null when not dictionary-encoded.</summary>
    public ArrowSchema* Dictionary;

    /// <summary>Frees the schema; null when it is released or was moved.</summary>
    public delegate* unmanaged<ArrowSchema*, void> Release;

    /// <summary>The producer's own.</summary>
    public void* PrivateData;

    /// <summary>Frees the schema if it is not yet.</summary>
    public void Dispose()
    {
        if (Release == null) return;
        fixed (ArrowSchema* self = &this) Release(self);
        Release = null;
    }
}

/// <summary>Values in the Arrow C Data Interface. Whoever holds it calls <see cref="Dispose"/> once.</summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct ArrowArray : IDisposable
{
    /// <summary>Rows.</summary>
    public long Length;

    /// <summary>Rows that are NULL; -1 when not counted.</summary>
    public long NullCount;

    /// <summary>Rows to skip at the start of the buffers.</summary>
    public long Offset;

    /// <summary>Number of buffers.</summary>
    public long BufferCount;

    /// <summary>Number of children.</summary>
    public long ChildCount;

    /// <summary>Buffers: validity first, then what the type asks for.</summary>
    public void** Buffers;

    /// <summary>Children; null when there are none.</summary>
    public ArrowArray** Children;

    /// <summary>The dictionary's values; null when not dictionary-encoded.</summary>
    public ArrowArray* Dictionary;

    /// <summary>Frees the array; null when it is released or was moved.</summary>
    public delegate* unmanaged<ArrowArray*, void> Release;

    /// <summary>The producer's own.</summary>
    public void* PrivateData;

    /// <summary>Frees the array if it is not yet.</summary>
    public void Dispose()
    {
        if (Release == null) return;
        fixed (ArrowArray* self = &this) Release(self);
        Release = null;
    }
}

/// <summary>A stream of arrays of one schema in the Arrow C Stream Interface. Whoever holds it calls <see cref="Dispose"/> once.</summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct ArrowArrayStream : IDisposable
{
    /// <summary>Writes the schema; 0 or an error number.</summary>
    public delegate* unmanaged<ArrowArrayStream*, ArrowSchema*, int> GetSchema;

    /// <summary>Writes the next array, a released one at the end; 0 or an error number.</summary>
    public delegate* unmanaged<ArrowArrayStream*, ArrowArray*, int> GetNext;

    /// <summary>What went wrong last, UTF-8, NUL-terminated; valid until the next call.</summary>
    public delegate* unmanaged<ArrowArrayStream*, byte*> GetLastError;

    /// <summary>Frees the stream; null when it is released or was moved.</summary>
    public delegate* unmanaged<ArrowArrayStream*, void> Release;

    /// <summary>The producer's own.</summary>
    public void* PrivateData;

    /// <summary>Frees the stream if it is not yet.</summary>
    public void Dispose()
    {
        if (Release == null) return;
        fixed (ArrowArrayStream* self = &this) Release(self);
        Release = null;
    }
}
