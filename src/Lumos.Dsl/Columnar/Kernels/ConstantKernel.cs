using Lumos.Dsl.Columnar.Blocks;
using Lumos.Dsl.Columnar.Text;

namespace Lumos.Dsl.Columnar.Kernels;

/// <summary>The same for every row: a constant, or an operation on constants, computed when the plan was compiled.</summary>
internal sealed unsafe class ConstantKernel : Kernel
{
    private readonly PinnedText _text;
    private readonly object? _value;
    private readonly int _failure;

    /// <param name="id">Place of the node's values in the frame.</param>
    /// <param name="form">Form of its values.</param>
    /// <param name="value">The value as the interpreter has it.</param>
    /// <param name="failure">Number of the failure; 0 for none.</param>
    public ConstantKernel(int id, ValueForm form, object? value, int failure)
        : base(id, form)
    {
        _value = value;
        _failure = failure;
        _text = new PinnedText(value as string ?? "");
    }

    /// <summary>The value; null for NULL and a failure.</summary>
    public object? Value => _value;

    /// <summary>Number of the failure; 0 for none.</summary>
    public int Failure => _failure;

    public override bool WritesFixed => false;

    public override void Prepare(BlockValues own)
    {
        own.SetAllValid();
        for (var i = 0; i < BlockValues.Capacity; i++)
        {
            Set(own, i);
            if (_failure != 0) own.Fail(i, _failure);
            else if (_value is null) own.SetNull(i);
        }
    }

    public override void Run(Frame frame)
    {
    }

    private void Set(BlockValues own, int row)
    {
        switch (Form)
        {
            case ValueForm.Text:
                own.Pointers[row] = _text.Pointer;
                own.Lengths[row] = _text.Length;
                break;
            case ValueForm.Narrow:
                own.Narrow[row] = _value switch
                {
                    long number => number,
                    Int128 scaled => (long)scaled,
                    DateTime moment => (moment.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond,
                    double number => BitConverter.DoubleToInt64Bits(number),
                    _ => 0,
                };
                break;
            case ValueForm.Wide:
                own.Wide[row] = _value is Int128 wide ? wide : 0;
                break;
            case ValueForm.Day:
                own.Days[row] = _value is DateOnly date ? date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber : 0;
                break;
            default:
                own.Fixed[row] = _value is true ? (byte)1 : (byte)0;
                break;
        }
    }
}
