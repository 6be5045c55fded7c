using System.Runtime.Intrinsics;
using Lumos.Dsl.Columnar.Blocks;

namespace Lumos.Dsl.Columnar.Kernels;

/// <summary>A source column: texts and fixed-width values are pointed at where they are.</summary>
internal sealed unsafe class ColumnKernel(int id, ValueForm form, int ordinal) : Kernel(id, form)
{
    public override bool WritesFixed => false;

    public override void Run(Frame frame)
    {
        var own = frame[Id];
        ref var source = ref frame.Source[ordinal];
        own.SetValidity(source.Validity == null ? null : source.Validity + (frame.FirstRow >> 3), frame.Rows);
        switch (Form)
        {
            case ValueForm.Text:
                PointAt(own, source.Values, source.Offsets + frame.FirstRow, frame.Rows);
                break;
            case ValueForm.Flag:
                Unpack(own, source.Values, frame.FirstRow, frame.Rows);
                break;
            default:
                own.Fixed = source.Values + ((long)frame.FirstRow * ValueForms.WidthOf(Form));
                break;
        }
    }

    private static void PointAt(BlockValues own, byte* values, int* offsets, int rows)
    {
        var pointers = own.Pointers;
        var lengths = own.Lengths;
        var start = Vector256.Create((long)values);
        var i = 0;
        for (; i + 4 <= rows; i += 4)
        {
            var from = Vector128.Load(offsets + i);
            (Vector128.Load(offsets + i + 1) - from).Store(lengths + i);
            var (low, high) = Vector128.Widen(from);
            (Vector256.Create(low, high) + start).Store((long*)(pointers + i));
        }

        for (; i < rows; i++)
        {
            pointers[i] = values + offsets[i];
            lengths[i] = offsets[i + 1] - offsets[i];
        }

        // A reader may leave bytes where there is no value.
        if (own.AllValid) return;
        for (i = 0; i < rows; i++)
        {
            if (BlockValues.IsNull(own.Valid, i)) lengths[i] = 0;
        }
    }

    private static void Unpack(BlockValues own, byte* bits, int first, int rows)
    {
        own.Fixed = own.OwnFixed;
        for (var i = 0; i < rows; i++) own.Fixed[i] = (byte)((bits[(first + i) >> 3] >> ((first + i) & 7)) & 1);
    }
}
