using Lumos.Dsl.Columnar.Blocks;
using Lumos.Dsl.Columnar.Numerics;

namespace Lumos.Dsl.Columnar.Kernels;

/// <summary>type_cast from int64 and decimal to text.</summary>
internal sealed unsafe class NumberToTextKernel(int id, int input, int scale) : Kernel(id, ValueForm.Text)
{
    // Sign, 39 digits, point.
    private const int MaxBytes = 41;

    public override bool MakesBytes => true;

    public override bool Appends => true;

    public override void Run(Frame frame)
    {
        var (number, own) = (frame[input], frame[Id]);
        own.Inherit(number);
        var to = own.Sink!.Reserve((long)frame.Rows * MaxBytes);
        var nulls = number.Nulls;
        var isWide = number.Form == ValueForm.Wide;
        for (var i = 0; i < frame.Rows; i++)
        {
            own.Pointers[i] = to;
            if (!BlockValues.IsNull(nulls, i)) to = isWide ? WriteWide(to, number.Wide[i]) : Write(to, number.Narrow[i]);
            own.Lengths[i] = (int)(to - own.Pointers[i]);
        }

        own.Sink.Advance(to);
    }

    private byte* Write(byte* to, long value)
    {
        var magnitude = (ulong)value;
        if (value < 0)
        {
            *to++ = (byte)'-';
            magnitude = 0 - magnitude;
        }

        if (scale == 0) return Digits.Write(to, magnitude);
        var count = Math.Max(Digits.CountOf(magnitude), scale + 1);
        var power = Digits.PowersOfTen[scale];
        to = Digits.WritePadded(to, magnitude / power, count - scale);
        *to++ = (byte)'.';
        return Digits.WritePadded(to, magnitude % power, scale);
    }

    private byte* WriteWide(byte* to, Int128 value)
    {
        var magnitude = (UInt128)value;
        if (value < 0)
        {
            *to++ = (byte)'-';
            magnitude = UInt128.Zero - magnitude;
        }

        var count = Math.Max(WideNumbers.CountDigits(magnitude), scale + 1);
        if (scale == 0) return WideNumbers.WritePadded(to, magnitude, count);
        var power = WideNumbers.PowerOfTen(scale);
        to = WideNumbers.WritePadded(to, magnitude / power, count - scale);
        *to++ = (byte)'.';
        return WideNumbers.WritePadded(to, magnitude % power, scale);
    }
}
