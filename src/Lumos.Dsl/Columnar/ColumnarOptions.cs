namespace Lumos.Dsl.Columnar;

/// <summary>How a <see cref="ColumnarPlan"/> uses the machine.</summary>
public sealed record ColumnarOptions
{
    /// <summary>Threads one call may use: row ranges of a large batch, or batches of a stream, are computed side by side.</summary>
    /// <value>1 or more. Default: the processors of the machine.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int MaxThreads { get; init { ArgumentOutOfRangeException.ThrowIfLessThan(value, 1); field = value; } } = Environment.ProcessorCount;
}
