namespace Lumos.Dsl.Columnar.Blocks;

/// <summary>Pinned memory handed out in pieces that begin at cache lines. Lives as long as the frame that owns it.</summary>
internal sealed unsafe class FrameMemory
{
    private const int SegmentBytes = 1 << 18;
    private const int Line = 64;

    // Pinned arrays do not move; the list keeps them alive.
    private readonly List<byte[]> _segments = [];
    private byte* _at;
    private byte* _end;

    /// <summary>Cleared memory.</summary>
    public byte* Take(int bytes)
    {
        var size = (bytes + Line - 1) / Line * Line;
        if (size > _end - _at)
        {
            var segment = GC.AllocateArray<byte>(Math.Max(SegmentBytes, size) + Line, pinned: true);
            _segments.Add(segment);
            var start = (byte*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref segment[0]);
            _at = (byte*)(((nuint)start + Line - 1) / Line * Line);
            _end = start + segment.Length;
        }

        var taken = _at;
        _at += size;
        return taken;
    }
}
