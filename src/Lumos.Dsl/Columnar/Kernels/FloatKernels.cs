using Lumos.Dsl.Columnar.Blocks;
using Lumos.Dsl.Columnar.Numerics;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Columnar.Kernels;

/// <summary>type_cast from text to float64.</summary>
internal sealed unsafe class TextToFloatKernel(int id, int input, FailureRange failures) : Kernel(id, ValueForm.Narrow)
{
    public override void Run(Frame frame)
    {
        var (text, own) = (frame[input], frame[Id]);
        own.Inherit(text);
        var nulls = text.Nulls;
        for (var i = 0; i < frame.Rows; i++)
        {
            own.Narrow[i] = 0;
            if (BlockValues.IsNull(nulls, i)) continue;
            var number = new ReadOnlySpan<byte>(text.Pointers[i], text.Lengths[i]);
            if (!Floats.IsNumber(number))
            {
                own.Fail(i, failures.NumberOf(ValueErrors.Cast));
                continue;
            }

            var value = Floats.Read(number);
            if (double.IsInfinity(value)) own.Fail(i, failures.NumberOf(ValueErrors.Range));
            else own.Narrow[i] = BitConverter.DoubleToInt64Bits(value);
        }
    }
}

/// <summary>type_cast from float64 to text.</summary>
internal sealed unsafe class FloatToTextKernel(int id, int input, FailureRange failures) : Kernel(id, ValueForm.Text)
{
    public override bool MakesBytes => true;

    public override bool Appends => true;

    public override void Run(Frame frame)
    {
        var (number, own) = (frame[input], frame[Id]);
        own.Inherit(number);
        var to = own.Sink!.Reserve((long)frame.Rows * Floats.MaxBytes);
        var nulls = number.Nulls;
        for (var i = 0; i < frame.Rows; i++)
        {
            own.Pointers[i] = to;
            if (!BlockValues.IsNull(nulls, i))
            {
                var value = BitConverter.Int64BitsToDouble(number.Narrow[i]);
                if (double.IsFinite(value)) to = Floats.Write(to, value);
                else own.Fail(i, failures.NumberOf(ValueErrors.Range));
            }

            own.Lengths[i] = (int)(to - own.Pointers[i]);
        }

        own.Sink.Advance(to);
    }
}
