using Lumos.Dsl.Columnar.Blocks;

namespace Lumos.Dsl.Columnar.Kernels;

/// <summary>select_when: each row's value, and its failure, from one of two nodes.</summary>
/// <param name="id">Place of the node's values in the frame.</param>
/// <param name="form">Form of its values.</param>
/// <param name="hit">The node that has a value where the condition holds, and fails where the text looked at fails.</param>
/// <param name="then">The node chosen there.</param>
/// <param name="otherwise">The node chosen elsewhere.</param>
internal sealed unsafe class SelectKernel(int id, ValueForm form, int hit, int then, int otherwise) : Kernel(id, form)
{
    private readonly int _width = ValueForms.WidthOf(form);

    public override void Run(Frame frame)
    {
        var (own, condition, chosen, other) = (frame[Id], frame[hit], frame[then], frame[otherwise]);
        own.SetAllValid();
        var holds = condition.Nulls;
        for (var row = 0; row < frame.Rows; row++)
        {
            var from = BlockValues.IsNull(holds, row) ? other : chosen;
            var failure = condition.Failures != null && condition.Failures[row] != 0 ? condition.Failures[row] : from.Failures == null ? 0 : from.Failures[row];
            Copy(from, own, row);
            if (failure == 0 && !BlockValues.IsNull(from.Nulls, row)) continue;
            if (_width == 0) own.Lengths[row] = 0;
            else new Span<byte>(own.Fixed + ((long)row * _width), _width).Clear();
            if (failure != 0) own.Fail(row, failure);
            else own.SetNull(row);
        }
    }

    private void Copy(BlockValues from, BlockValues own, int row)
    {
        if (_width == 0) own.SetText(row, from.Pointers[row], from.Lengths[row]);
        else Buffer.MemoryCopy(from.Fixed + ((long)row * _width), own.Fixed + ((long)row * _width), _width, _width);
    }
}
