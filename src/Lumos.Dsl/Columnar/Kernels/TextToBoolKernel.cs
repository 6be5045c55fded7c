using Lumos.Dsl.Columnar.Blocks;
using Lumos.Dsl.Columnar.Text;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Columnar.Kernels;

/// <summary>type_cast from text to bool.</summary>
internal sealed unsafe class TextToBoolKernel(int id, int input, int failure) : Kernel(id, ValueForm.Flag)
{
    private const ulong Letters = 0x2020202020202020;

    public override void Run(Frame frame)
    {
        var (text, own) = (frame[input], frame[Id]);
        own.Inherit(text);
        var nulls = text.Nulls;
        for (var i = 0; i < frame.Rows; i++)
        {
            own.Fixed[i] = 0;
            if (BlockValues.IsNull(nulls, i)) continue;
            if (TryRead(text.Pointers[i], text.Lengths[i], out var value)) own.Fixed[i] = value;
            else own.Fail(i, failure);
        }
    }

    private static bool TryRead(byte* text, int length, out byte value)
    {
        value = 0;
        if (length is 0 or > 5) return false;
        var word = Bytes.LoadUpTo8(text, length);
        if (length == 1 && word is 0x30 or 0x31)
        {
            value = (byte)(word - 0x30);
            return true;
        }

        // Only a letter and its other case come to the same letter here.
        switch ((length, word | (Letters & ((1UL << (length * 8)) - 1))))
        {
            case (1, 0x74) or (1, 0x79) or (3, 0x736579) or (4, 0x65757274):
                value = 1;
                return true;
            case (1, 0x66) or (1, 0x6E) or (2, 0x6F6E) or (5, 0x65736C6166):
                return true;
            default:
                return false;
        }
    }
}
