using Lumos.Abstractions;
using Lumos.Dsl.Columnar.Blocks;
using Lumos.Dsl.Columnar.Numerics;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Columnar.Kernels;

/// <summary>type_cast from text to int64 and decimal.</summary>
internal sealed unsafe class TextToNumberKernel(int id, int input, ColumnType to, Rounding rounding, FailureRange failures) : Kernel(id, ValueForms.Of(to))
{
    private readonly DecimalReader _reader = new(to, rounding);

    public override void Run(Frame frame)
    {
        var (text, own) = (frame[input], frame[Id]);
        own.Inherit(text);
        if (Form == ValueForm.Narrow) RunNarrow(frame.Rows, text, own);
        else RunWide(frame.Rows, text, own);
    }

    private void RunNarrow(int rows, BlockValues text, BlockValues own)
    {
        var nulls = text.Nulls;
        var pointers = text.Pointers;
        var lengths = text.Lengths;
        var values = own.Narrow;
        var reader = _reader;
        for (var i = 0; i < rows; i++)
        {
            values[i] = 0;
            if (BlockValues.IsNull(nulls, i)) continue;
            var error = reader.Read(pointers[i], lengths[i], out var value);
            values[i] = value;
            if (error != ValueErrors.None) own.Fail(i, failures.NumberOf(error));
        }
    }

    private void RunWide(int rows, BlockValues text, BlockValues own)
    {
        var nulls = text.Nulls;
        for (var i = 0; i < rows; i++)
        {
            own.Wide[i] = 0;
            if (BlockValues.IsNull(nulls, i)) continue;
            var error = _reader.ReadSlowly(new ReadOnlySpan<byte>(text.Pointers[i], text.Lengths[i]), out var value);
            own.Wide[i] = value;
            if (error != ValueErrors.None) own.Fail(i, failures.NumberOf(error));
        }
    }
}
