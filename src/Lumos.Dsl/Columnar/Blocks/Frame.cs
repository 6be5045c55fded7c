using Lumos.Dsl.Columnar.Kernels;

namespace Lumos.Dsl.Columnar.Blocks;

/// <summary>The values of every node of a plan while one thread works through blocks of rows. Used again and again.</summary>
internal sealed class Frame
{
    // Values are pointed at, so this is what keeps them.
    private readonly FrameMemory _memory = new();
    private readonly BlockValues[] _values;
    private readonly ByteSink[] _columns;

    /// <param name="kernels">Every node of the plan.</param>
    /// <param name="columns">Target columns.</param>
    public Frame(IReadOnlyList<Kernel> kernels, int columns)
    {
        _values = new BlockValues[kernels.Count];
        foreach (var kernel in kernels)
        {
            var values = new BlockValues(kernel.Form, _memory);
            if (kernel.MakesBytes) values.Sink = new ByteSink();
            _values[kernel.Id] = values;
            kernel.Prepare(values);
        }

        _columns = new ByteSink[columns];
        for (var i = 0; i < columns; i++) _columns[i] = new ByteSink();
    }

    /// <summary>Columns of the batch the rows are from.</summary>
    public SourceColumn[] Source { get; set; } = [];

    /// <summary>Place of the block's first row in the batch.</summary>
    public int FirstRow { get; set; }

    /// <summary>Rows of the block.</summary>
    public int Rows { get; set; }

    /// <summary>Values of a node.</summary>
    public BlockValues this[int id] => _values[id];

    /// <summary>Where the bytes of a target column gather that no kernel writes in place.</summary>
    public ByteSink ColumnSink(int column) => _columns[column];

    /// <summary>Lets go of what the batch had, and of memory that only an unusual block needed.</summary>
    public void Trim()
    {
        Source = [];
        foreach (var values in _values) values.Sink?.Trim();
        foreach (var sink in _columns) sink.Trim();
    }
}
