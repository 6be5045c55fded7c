using Lumos.Dsl.Columnar.Blocks;
using Lumos.Dsl.Columnar.Text;

namespace Lumos.Dsl.Columnar.Kernels;

/// <summary>type_cast from int64 to bool.</summary>
internal sealed unsafe class Int64ToBoolKernel(int id, int input, int failure) : Kernel(id, ValueForm.Flag)
{
    public override void Run(Frame frame)
    {
        var (number, own) = (frame[input], frame[Id]);
        own.Inherit(number);
        var nulls = number.Nulls;
        for (var i = 0; i < frame.Rows; i++)
        {
            own.Fixed[i] = 0;
            if (BlockValues.IsNull(nulls, i)) continue;
            if (number.Narrow[i] is 0 or 1) own.Fixed[i] = (byte)number.Narrow[i];
            else own.Fail(i, failure);
        }
    }
}

/// <summary>type_cast from bool to int64.</summary>
internal sealed unsafe class BoolToInt64Kernel(int id, int input) : Kernel(id, ValueForm.Narrow)
{
    public override void Run(Frame frame)
    {
        var (flag, own) = (frame[input], frame[Id]);
        own.Inherit(flag);
        var nulls = flag.Nulls;
        for (var i = 0; i < frame.Rows; i++) own.Narrow[i] = BlockValues.IsNull(nulls, i) ? 0 : flag.Fixed[i];
    }
}

/// <summary>type_cast from bool to text.</summary>
internal sealed unsafe class BoolToTextKernel(int id, int input) : Kernel(id, ValueForm.Text)
{
    private readonly PinnedText _true = new("true");
    private readonly PinnedText _false = new("false");

    public override void Run(Frame frame)
    {
        var (flag, own) = (frame[input], frame[Id]);
        own.Inherit(flag);
        var nulls = flag.Nulls;
        for (var i = 0; i < frame.Rows; i++)
        {
            var text = flag.Fixed[i] != 0 ? _true : _false;
            own.Pointers[i] = text.Pointer;
            own.Lengths[i] = BlockValues.IsNull(nulls, i) ? 0 : text.Length;
        }
    }
}
