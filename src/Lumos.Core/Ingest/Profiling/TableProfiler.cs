using Lumos.Abstractions;

namespace Lumos.Core.Ingest.Profiling;

/// <summary>
/// Profiles all columns of a table in one pass. Columns of a batch are shared out between threads while the source reads the next batch;
/// each column is only ever touched by one thread at a time, and memory is granted between batches in column order, so the result does
/// not depend on timing.
/// </summary>
internal sealed class TableProfiler
{
    /// <summary>Bytes all sketches of a table may take once grown.</summary>
    private const long GrowthBudget = 256L << 20;

    /// <summary>Bytes all sketches may take without being granted more.</summary>
    private const long StartBudget = 96L << 20;

    private const int MostValues = 4 << 20;

    private readonly ColumnProfiler[] _columns;
    private long _granted;

    /// <summary>Creates a profiler.</summary>
    /// <param name="schema">Columns of the source.</param>
    /// <param name="flagRows">See <see cref="ColumnProfiler"/>.</param>
    public TableProfiler(ColumnSchema schema, bool flagRows)
    {
        ArgumentNullException.ThrowIfNull(schema);
        var capacity = (int)Math.Clamp(StartBudget / (HashSketch.SlotBytes * 2L * Math.Max(1, schema.Fields.Count)), 512, 48 << 10);
        _columns = [.. schema.Fields.Select(f => new ColumnProfiler(f.Name, capacity, flagRows))];
    }

    /// <summary>Profiles in column order.</summary>
    public IReadOnlyList<ColumnProfiler> Columns => _columns;

    /// <summary>Rows seen.</summary>
    public long Rows { get; private set; }

    /// <summary>Counts a batch; the batch may be disposed afterwards.</summary>
    public void Observe(ColumnBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        GrantRoom(batch.RowCount);
        Rows += batch.RowCount;
        if (_columns.Length == 1 || batch.RowCount * (long)_columns.Length < 4096)
        {
            for (var i = 0; i < _columns.Length; i++) _columns[i].Observe(batch.Columns[i]);
            return;
        }

        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Math.Min(Environment.ProcessorCount, _columns.Length) };
        Parallel.For(0, _columns.Length, options, i => _columns[i].Observe(batch.Columns[i]));
    }

    // Columns that look like keys stay exact for as long as the budget of the table allows.
    private void GrantRoom(int rows)
    {
        foreach (var column in _columns)
        {
            var sketch = column.Sketch;
            var needed = sketch.Count + rows;
            if (needed <= sketch.Capacity || !column.LooksUnique) continue;
            var capacity = (int)Math.Min(MostValues, Math.Max(needed, sketch.Capacity * 2L));
            var bytes = (capacity - sketch.Capacity) * 2L * HashSketch.SlotBytes;
            if (bytes <= 0 || _granted + bytes > GrowthBudget) continue;
            _granted += bytes;
            sketch.Grant(capacity);
        }
    }
}
