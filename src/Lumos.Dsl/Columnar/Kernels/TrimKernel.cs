using System.Numerics;
using System.Runtime.Intrinsics;
using Lumos.Dsl.Columnar.Blocks;
using Lumos.Dsl.Columnar.Text;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Columnar.Kernels;

/// <summary>trim: what is left is a part of the input.</summary>
internal sealed unsafe class TrimKernel(int id, int input, Trim trim) : Kernel(id, ValueForm.Text)
{
    private readonly CodePointTable _set = CodePointTable.Of(trim.Set);
    private readonly bool _isWhitespace = trim.Set.Whitespace is not null;
    private readonly bool _left = trim.Side != TrimSide.Right;
    private readonly bool _right = trim.Side != TrimSide.Left;

    public override void Run(Frame frame)
    {
        var (text, own) = (frame[input], frame[Id]);
        own.Inherit(text);
        for (var i = 0; i < frame.Rows; i++)
        {
            var start = text.Pointers[i];
            var length = text.Lengths[i];
            if (_isWhitespace && length <= 32 && Bytes.CanRead32(start) && TryShort(start, length, out var left, out var kept)) own.SetText(i, start + left, kept);
            else TrimLong(own, i, start, start + length);
        }
    }

    // White space inside ASCII, all at once; false when there may be white space outside ASCII.
    private bool TryShort(byte* text, int length, out int left, out int kept)
    {
        var chunk = Vector256.Load(text);
        var distance = chunk - Vector256.Create((byte)9);
        var space = Vector256.Equals(chunk, Vector256.Create((byte)' ')) | Vector256.Equals(Vector256.Min(distance, Vector256.Create((byte)4)), distance);
        var others = ~space.ExtractMostSignificantBits() & Bytes.MaskOf(length);
        left = _left ? BitOperations.TrailingZeroCount(others) : 0;
        kept = (_right ? 32 - BitOperations.LeadingZeroCount(others) : length) - left;
        if (others == 0)
        {
            (left, kept) = (0, 0);
            return true;
        }

        // White space outside ASCII begins with C2, E1, E2 or E3.
        if (!_set.IsWide) return true;
        var suspect = Vector256.Equals(chunk, Vector256.Create((byte)0xC2)) | Vector256.Equals(chunk & Vector256.Create((byte)0xFC), Vector256.Create((byte)0xE0));
        return (suspect.ExtractMostSignificantBits() & Bytes.MaskOf(length)) == 0;
    }

    private void TrimLong(BlockValues own, int row, byte* start, byte* end)
    {
        if (_left) start = SkipLeft(start, end);
        if (_right) end = SkipRight(start, end);
        own.SetText(row, start, (int)(end - start));
    }

    private byte* SkipLeft(byte* start, byte* end)
    {
        while (start < end)
        {
            if (*start < 0x80)
            {
                if (!_set.HasAscii(*start)) break;
                start++;
            }
            else
            {
                if (!_set.IsWide || !_set.Contains(Utf8.Decode(start, end, out var width))) break;
                start += width;
            }
        }

        return start;
    }

    private byte* SkipRight(byte* start, byte* end)
    {
        while (start < end)
        {
            if (end[-1] < 0x80)
            {
                if (!_set.HasAscii(end[-1])) break;
                end--;
            }
            else
            {
                if (!_set.IsWide || !_set.Contains(Utf8.DecodeLast(start, end, out var width))) break;
                end -= width;
            }
        }

        return end;
    }
}
