using System.Runtime.Intrinsics;
using Lumos.Dsl.Columnar.Blocks;
using Lumos.Dsl.Columnar.Text;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Columnar.Kernels;

/// <summary>collapse_whitespace: most texts are as they should be, which 32 bytes at a time show; the others are written anew.</summary>
internal sealed unsafe class CollapseKernel(int id, int input, CollapseWhitespace collapse) : Kernel(id, ValueForm.Text)
{
    private readonly CodePointTable _set = CodePointTable.Of(collapse.Set);
    private readonly bool _unicode = collapse.Set == WhitespaceSet.Unicode;
    private readonly bool _trim = collapse.TrimEnds;

    public override bool MakesBytes => true;

    public override void Run(Frame frame)
    {
        var (text, own) = (frame[input], frame[Id]);
        own.Inherit(text);
        var to = own.Sink!.Reserve(Bytes.Sum(text.Lengths, frame.Rows));
        for (var i = 0; i < frame.Rows; i++)
        {
            var from = text.Pointers[i];
            var length = text.Lengths[i];
            if (length <= 32 && Bytes.CanRead32(from) && IsRegular(Vector256.Load(from), Bytes.MaskOf(length), out var blanks))
            {
                // Blanks stand alone, so there is one at most at each end.
                if (_trim && blanks != 0)
                {
                    var left = (int)(blanks & 1);
                    from += left;
                    length -= left;
                    if (length > 0 && ((blanks >> (length + left - 1)) & 1) != 0) length--;
                }

                own.Pointers[i] = from;
                own.Lengths[i] = length;
                continue;
            }

            own.Pointers[i] = to;
            to = Rewrite(from, from + length, to);
            own.Lengths[i] = (int)(to - own.Pointers[i]);
        }

        own.Sink.Advance(to);
    }

    private byte* Rewrite(byte* from, byte* end, byte* to)
    {
        var begin = to;
        var inRun = false;
        while (from < end)
        {
            var width = 1;
            var isSpace = *from < 0x80 ? _set.HasAscii(*from) : _unicode && _set.Contains(Utf8.Decode(from, end, out width));
            if (!isSpace)
            {
                do
                {
                    *to++ = *from++;
                }
                while (from < end && (*from & 0xC0) == 0x80);
            }
            else
            {
                if (!inRun && !(_trim && to == begin)) *to++ = (byte)' ';
                from += width;
            }

            inRun = isSpace;
        }

        if (_trim && to > begin && to[-1] == ' ') to--;
        return to;
    }

    // Only blanks, none beside another, and nothing that could be other white space.
    private bool IsRegular(Vector256<byte> chunk, uint mask, out uint blanks)
    {
        blanks = Vector256.Equals(chunk, Vector256.Create((byte)' ')).ExtractMostSignificantBits() & mask;
        var distance = chunk - Vector256.Create((byte)9);
        var other = Vector256.Equals(Vector256.Min(distance, Vector256.Create((byte)4)), distance);
        if (_unicode)
        {
            // White space outside ASCII begins with C2, E1, E2 or E3.
            other |= Vector256.Equals(chunk, Vector256.Create((byte)0xC2)) | Vector256.Equals(chunk & Vector256.Create((byte)0xFC), Vector256.Create((byte)0xE0));
        }

        return (other.ExtractMostSignificantBits() & mask) == 0 && (blanks & (blanks >> 1)) == 0;
    }
}
