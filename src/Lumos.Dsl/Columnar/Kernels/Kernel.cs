using Lumos.Dsl.Columnar.Blocks;

namespace Lumos.Dsl.Columnar.Kernels;

/// <summary>Computes one node of a plan for a block of rows. Immutable: everything that changes is in the frame.</summary>
/// <param name="id">Place of the node's values in the frame.</param>
/// <param name="form">Form of its values.</param>
internal abstract class Kernel(int id, ValueForm form)
{
    public int Id => id;

    public ValueForm Form => form;

    /// <summary>Whether the node makes bytes of its own, so that it needs a sink.</summary>
    public virtual bool MakesBytes => false;

    /// <summary>Whether the bytes of all rows stand one after the other in the sink: then they are a column as they are.</summary>
    public virtual bool Appends => false;

    /// <summary>Whether <see cref="Run"/> writes fixed-width values, wherever <see cref="BlockValues.Fixed"/> points.</summary>
    public virtual bool WritesFixed => form != ValueForm.Text;

    /// <summary>Sets what never changes, once per frame.</summary>
    public virtual void Prepare(BlockValues own)
    {
    }

    /// <summary>Computes the rows of the block the frame is at.</summary>
    public abstract void Run(Frame frame);
}
