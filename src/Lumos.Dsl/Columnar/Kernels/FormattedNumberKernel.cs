using Lumos.Dsl.Columnar.Blocks;
using Lumos.Dsl.Columnar.Numerics;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Columnar.Kernels;

/// <summary>type_cast from text to a number by a declared format.</summary>
internal sealed unsafe class FormattedNumberKernel(int id, int input, FormattedNumberReader reader, ValueForm form, FailureRange failures) : Kernel(id, form)
{
    public override void Run(Frame frame)
    {
        var (text, own) = (frame[input], frame[Id]);
        own.Inherit(text);
        var nulls = text.Nulls;
        for (var i = 0; i < frame.Rows; i++)
        {
            own.Store(i, 0);
            if (BlockValues.IsNull(nulls, i)) continue;
            var error = reader.Read(new ReadOnlySpan<byte>(text.Pointers[i], text.Lengths[i]), out var value);
            if (error == ValueErrors.None) own.Store(i, value);
            else own.Fail(i, failures.NumberOf(error));
        }
    }
}
