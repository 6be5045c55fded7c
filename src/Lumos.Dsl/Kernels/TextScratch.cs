using System.ComponentModel;

namespace Lumos.Dsl.Kernels;

/// <summary>Working memory of generated code for texts on their way: one growing buffer a thread, handed out piece by piece. Not for use by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TextScratch
{
    private const int InitialChars = 1024;
    private const int KeptChars = 256 * 1024;

    [ThreadStatic]
    private static TextScratch? t_free;

    private char[] _buffer = new char[InitialChars];
    private int _used;

    private TextScratch()
    {
    }

    /// <summary>The thread's scratch, or a new one while that is in use: a getter of a source type may map rows itself.</summary>
    public static TextScratch Acquire()
    {
        var free = t_free;
        if (free is null) return new TextScratch();
        t_free = null;
        return free;
    }

    /// <summary>Gives the scratch back to the thread.</summary>
    public void Release()
    {
        if (_buffer.Length <= KeptChars) t_free = this;
    }

    /// <summary>Forgets everything handed out.</summary>
    public void Clear() => _used = 0;

    /// <summary>A piece of memory with undefined content, valid until <see cref="Clear"/>.</summary>
    public Span<char> Take(int length)
    {
        if (length > _buffer.Length - _used) return Grow(length);
        var piece = _buffer.AsSpan(_used, length);
        _used += length;
        return piece;
    }

    /// <summary>Returns the end of the piece taken last.</summary>
    public void GiveBack(int length) => _used -= length;

    // Pieces handed out before stay valid: they keep the old buffer alive.
    private Span<char> Grow(int length)
    {
        _buffer = new char[Math.Max(checked(_buffer.Length * 2), length)];
        _used = length;
        return _buffer.AsSpan(0, length);
    }
}
