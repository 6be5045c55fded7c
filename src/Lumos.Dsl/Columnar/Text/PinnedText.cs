using System.Text;

namespace Lumos.Dsl.Columnar.Text;

/// <summary>A constant as UTF-8 that stays where it is.</summary>
internal sealed unsafe class PinnedText
{
    private readonly byte[] _bytes;

    public PinnedText(string text)
    {
        Length = Encoding.UTF8.GetByteCount(text);
        _bytes = GC.AllocateArray<byte>(Length + Bytes.Slack, pinned: true);
        Encoding.UTF8.GetBytes(text, _bytes);
    }

    public int Length { get; }

    public byte* Pointer => (byte*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _bytes[0]);

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);
}
