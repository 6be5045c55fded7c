using Lumos.Dsl.Columnar.Blocks;
using Lumos.Dsl.Columnar.Text;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Columnar.Kernels;

/// <summary>trim: what is left is a part of the input.</summary>
internal sealed unsafe class TrimKernel(int id, int input, Trim trim) : Kernel(id, ValueForm.Text)
{
    private readonly CodePointTable _set = CodePointTable.Of(trim.Set);
    private readonly bool _left = trim.Side != TrimSide.Right;
    private readonly bool _right = trim.Side != TrimSide.Left;

    public override void Run(Frame frame)
    {
        var (text, own) = (frame[input], frame[Id]);
        own.Inherit(text);
        for (var i = 0; i < frame.Rows; i++)
        {
            var start = text.Pointers[i];
            var end = start + text.Lengths[i];
            if (_left) start = SkipLeft(start, end);
            if (_right) end = SkipRight(start, end);
            own.Pointers[i] = start;
            own.Lengths[i] = (int)(end - start);
        }
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
