using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Lumos.Dsl.Columnar.Blocks;
using Lumos.Dsl.Columnar.Text;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Columnar.Kernels;

/// <summary>case: ASCII 32 bytes at a time; texts with other letters by the case table.</summary>
internal sealed unsafe class CaseKernel(int id, int input, Case letters) : Kernel(id, ValueForm.Text)
{
    private const byte Toggle = 0x20;

    private readonly bool _unicode = letters.Alphabet == CaseAlphabet.Unicode;
    private readonly CasePages _pages = letters.Mode == CaseMode.Upper ? CasePages.Upper : CasePages.Lower;
    private readonly byte _first = letters.Mode == CaseMode.Upper ? (byte)'a' : (byte)'A';

    public override bool MakesBytes => true;

    public override bool Appends => true;

    public override void Run(Frame frame)
    {
        var (text, own) = (frame[input], frame[Id]);
        own.Inherit(text);
        var bytes = Bytes.Sum(text.Lengths, frame.Rows);

        // No mapping makes more than three bytes of two.
        var to = own.Sink!.Reserve(_unicode ? bytes + (bytes / 2) + 1 : bytes);
        var first = Vector256.Create(_first);
        for (var i = 0; i < frame.Rows; i++)
        {
            var from = text.Pointers[i];
            var length = text.Lengths[i];
            own.Pointers[i] = to;
            if (length <= 32 && Bytes.CanRead32(from))
            {
                var chunk = Vector256.Load(from);
                Change(chunk, first).Store(to);
                if (!_unicode || (chunk.ExtractMostSignificantBits() & Bytes.MaskOf(length)) == 0)
                {
                    own.Lengths[i] = length;
                    to += length;
                    continue;
                }
            }

            to = _unicode ? ByTable(from, from + length, to) : ByLetter(from, from + length, to);
            own.Lengths[i] = (int)(to - own.Pointers[i]);
        }

        own.Sink.Advance(to);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Change(Vector256<byte> chunk, Vector256<byte> first)
    {
        var distance = chunk - first;
        var isLetter = Vector256.Equals(Vector256.Min(distance, Vector256.Create((byte)25)), distance);
        return chunk ^ (isLetter & Vector256.Create(Toggle));
    }

    private byte* ByLetter(byte* from, byte* end, byte* to)
    {
        var first = Vector256.Create(_first);
        for (; end - from >= 32; from += 32, to += 32) Change(Vector256.Load(from), first).Store(to);
        for (; from < end; from++) *to++ = (byte)(*from - _first) < 26 ? (byte)(*from ^ Toggle) : *from;
        return to;
    }

    private byte* ByTable(byte* from, byte* end, byte* to)
    {
        var first = Vector256.Create(_first);
        while (from < end)
        {
            // A stretch of ASCII inside a long text.
            if (end - from >= 32)
            {
                var chunk = Vector256.Load(from);
                if (chunk.ExtractMostSignificantBits() == 0)
                {
                    Change(chunk, first).Store(to);
                    from += 32;
                    to += 32;
                    continue;
                }
            }

            if (*from < 0x80)
            {
                *to++ = (byte)(*from - _first) < 26 ? (byte)(*from ^ Toggle) : *from;
                from++;
                continue;
            }

            var point = Utf8.Decode(from, end, out var width);
            switch (_pages[point & 0x1FFFFF])
            {
                case 0:
                    for (var i = 0; i < width; i++) to[i] = from[i];
                    to += width;
                    break;
                case CasePages.DoubleS:
                    *to++ = (byte)'S';
                    *to++ = (byte)'S';
                    break;
                case var other:
                    to = Utf8.Encode(to, other);
                    break;
            }

            from += width;
        }

        return to;
    }
}
