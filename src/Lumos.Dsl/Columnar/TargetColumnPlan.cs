using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Columnar.Blocks;
using Lumos.Dsl.Columnar.Kernels;

namespace Lumos.Dsl.Columnar;

/// <summary>How one target column comes out of the kernels.</summary>
internal sealed class TargetColumnPlan
{
    private const double FirstGuess = 16;

    private readonly Dictionary<int, int> _ownNumbers;
    private double _bytesPerRow = FirstGuess;

    /// <param name="pipeline">The pipeline.</param>
    /// <param name="root">The kernel that computes the column.</param>
    /// <param name="isFirst">Whether no column before it has the same kernel.</param>
    /// <param name="ownNumbers">By the failure number a kernel reports, the number this pipeline has for it.</param>
    public TargetColumnPlan(TypedPipeline pipeline, Kernel root, bool isFirst, Dictionary<int, int> ownNumbers)
    {
        Field = new ColumnField(pipeline.Target, pipeline.Value.Type, pipeline.Value.Nullable || pipeline.Value.AllErrors != 0);
        Root = root.Id;
        Form = root.Form;
        Width = ValueForms.WidthOf(root.Form);
        WritesInPlace = isFirst && root.WritesFixed && root.Form != ValueForm.Flag;
        AppendsInPlace = isFirst && root.Appends;
        _ownNumbers = ownNumbers.Where(pair => pair.Key != pair.Value).ToDictionary();
    }

    /// <summary>The column, as the batch declares it; a failed row has no value.</summary>
    public ColumnField Field { get; }

    /// <summary>The node that is the column.</summary>
    public int Root { get; }

    public ValueForm Form { get; }

    /// <summary>Bytes of a value; 0 for text.</summary>
    public int Width { get; }

    /// <summary>Whether the kernel writes its numbers into the column itself.</summary>
    public bool WritesInPlace { get; }

    /// <summary>Whether the bytes the kernel makes are the column's bytes.</summary>
    public bool AppendsInPlace { get; }

    /// <summary>The number this column has for a failure.</summary>
    public int NumberOf(int failure) => _ownNumbers.GetValueOrDefault(failure, failure);

    /// <summary>About how many bytes so many rows will have, going by the rows before them.</summary>
    public long ExpectedBytes(int rows) => (long)(rows * Volatile.Read(ref _bytesPerRow) * 1.05) + 256;

    /// <summary>Remembers how many bytes there were.</summary>
    public void Learn(int rows, long bytes)
    {
        if (rows > 0) Volatile.Write(ref _bytesPerRow, (double)bytes / rows);
    }
}
