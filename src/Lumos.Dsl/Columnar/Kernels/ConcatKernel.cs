using Lumos.Dsl.Columnar.Blocks;
using Lumos.Dsl.Columnar.Text;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Columnar.Kernels;

/// <summary>concat.</summary>
internal sealed unsafe class ConcatKernel(int id, int[] inputs, Concat concat) : Kernel(id, ValueForm.Text)
{
    private readonly PinnedText _separator = new(concat.Separator);
    private readonly NullRule _rule = concat.Nulls;

    public override bool MakesBytes => true;

    public override bool Appends => true;

    public override void Run(Frame frame)
    {
        var own = frame[Id];
        InheritAll(frame, own);
        long bytes = 0;
        foreach (var input in inputs) bytes += Bytes.Sum(frame[input].Lengths, frame.Rows) + (_separator.Length * (long)frame.Rows);

        // One operand after the other would scatter the stores; a row at a time needs the operands at hand.
        var operands = stackalloc Operand[inputs.Length];
        for (var i = 0; i < inputs.Length; i++)
        {
            var input = frame[inputs[i]];
            operands[i] = new Operand { Pointers = input.Pointers, Lengths = input.Lengths, Nulls = _rule == NullRule.Skip ? input.Nulls : null };
        }

        var to = own.Sink!.Reserve(bytes);
        var nulls = own.Nulls;
        for (var row = 0; row < frame.Rows; row++)
        {
            own.Pointers[row] = to;
            if (!BlockValues.IsNull(nulls, row)) to = Join(operands, row, to);
            own.Lengths[row] = (int)(to - own.Pointers[row]);
        }

        own.Sink.Advance(to);
    }

    private byte* Join(Operand* operands, int row, byte* to)
    {
        var separated = true;
        for (var i = 0; i < inputs.Length; i++)
        {
            if (BlockValues.IsNull(operands[i].Nulls, row)) continue;
            if (!separated)
            {
                Bytes.Copy(to, _separator.Pointer, _separator.Length);
                to += _separator.Length;
            }

            separated = false;
            var length = operands[i].Lengths[row];
            Bytes.Copy(to, operands[i].Pointers[row], length);
            to += length;
        }

        return to;
    }

    // NULL takes the value away only when it propagates, a failure always does.
    private void InheritAll(Frame frame, BlockValues own)
    {
        own.SetAllValid();
        foreach (var input in inputs)
        {
            if (_rule == NullRule.Propagate) own.AddNullsOf(frame[input]);
            own.AddFailuresOf(frame[input]);
        }

        if (_rule == NullRule.Propagate || own.Failures == null) return;
        var failures = own.Failures;
        for (var row = 0; row < frame.Rows; row++)
        {
            if (failures[row] != 0) own.SetNull(row);
        }
    }

    private struct Operand
    {
        public byte** Pointers;
        public int* Lengths;
        public ulong* Nulls;
    }
}
