using Lumos.Abstractions;
using Lumos.Dsl.Columnar.Blocks;

namespace Lumos.Dsl.Columnar.Batches;

/// <summary>One batch on its way through a plan: cut into row ranges, which are cut into blocks.</summary>
internal sealed unsafe class BatchRun : IDisposable
{
    // A range is worth a thread; more ranges than threads even out what the machine does beside.
    private const int MinRangeRows = 16 * BlockValues.Capacity;
    private const int RangesPerThread = 4;

    private readonly ColumnarPlan _plan;
    private readonly ColumnBatch _batch;
    private readonly bool _detailed;
    private readonly CancellationToken _cancellationToken;
    private readonly SourceColumn[] _source;
    private OutputColumn[] _outputs = [];
    private FailureColumns? _failures;
    private int _rangeRows;

    public BatchRun(ColumnarPlan plan, ColumnBatch batch, bool detailed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        (_plan, _batch, _detailed, _cancellationToken) = (plan, batch, detailed, cancellationToken);
        _source = new SourceColumn[plan.Plan.Source.Fields.Count];
    }

    /// <summary>The computed batch, which owns its buffers.</summary>
    public ColumnBatch Run(int threads)
    {
        var rows = _batch.RowCount;
        var ranges = threads == 1 ? 1 : Math.Clamp(rows / MinRangeRows, 1, threads * RangesPerThread);
        _rangeRows = ((rows / ranges) + BlockValues.Capacity) / BlockValues.Capacity * BlockValues.Capacity;
        ranges = Math.Max(1, (rows + _rangeRows - 1) / _rangeRows);
        try
        {
            HoldSource();
            _outputs = new OutputColumn[_plan.Columns.Length];
            for (var i = 0; i < _outputs.Length; i++) _outputs[i] = new OutputColumn(_plan.Columns[i], rows, ranges);
            _failures = new FailureColumns(_plan.Columns, _detailed, rows);
            SharedWork.Run(ranges, threads, RunRange);
            SharedWork.Run(_outputs.Length, ranges > 1 ? threads : 1, Join);
            return ToBatch(rows);
        }
        catch
        {
            Dispose();
            throw;
        }
        finally
        {
            foreach (var column in _source) column.Dispose();
        }
    }

    /// <summary>Gives the buffers of the computed batch back.</summary>
    public void Dispose()
    {
        foreach (var output in _outputs) output?.Return();
        _failures?.Return();
    }

    private ColumnBatch ToBatch(int rows)
    {
        Column[] columns = [.. _outputs.Select(output => output.ToColumn()), .. _failures!.ToColumns()];
        return new ColumnBatch(_detailed ? _plan.DetailSchema : _plan.Schema, rows, columns, _batch.Origin, this) { Issues = _batch.Issues, Skipped = _batch.Skipped };
    }

    private void HoldSource()
    {
        foreach (var ordinal in _plan.Ordinals)
        {
            var field = _plan.Plan.Source.Fields[ordinal];
            var place = _batch.Schema.IndexOf(field.Name);
            if (place < 0) throw new ArgumentException($"The batch has no column '{field.Name}'.");
            var column = _batch.Columns[place];
            if (column.Type != field.Type) throw new ArgumentException($"Column '{field.Name}' of the batch is {column.Type}, not {field.Type}.");
            _source[ordinal] = new SourceColumn(column, _batch.RowCount);
        }
    }

    private void Join(int column) => _outputs[column].Join();

    private void RunRange(int range)
    {
        var first = range * _rangeRows;
        var rows = Math.Min(_rangeRows, _batch.RowCount - first);
        var frame = _plan.RentFrame();
        try
        {
            frame.Source = _source;
            for (var i = 0; i < _outputs.Length; i++)
            {
                if (_plan.Columns[i].Form == ValueForm.Text) SinkOf(frame, i).Begin(_plan.Columns[i].ExpectedBytes(rows));
            }

            for (var row = first; row < first + rows; row += BlockValues.Capacity)
            {
                _cancellationToken.ThrowIfCancellationRequested();
                frame.FirstRow = row;
                frame.Rows = Math.Min(BlockValues.Capacity, first + rows - row);
                RunBlock(frame);
            }

            for (var i = 0; i < _outputs.Length; i++)
            {
                if (_plan.Columns[i].Form == ValueForm.Text) _outputs[i].EndRange(range, first, rows, SinkOf(frame, i));
            }
        }
        finally
        {
            _plan.ReturnFrame(frame);
        }
    }

    private void RunBlock(Frame frame)
    {
        var columns = _plan.Columns;
        Span<int> starts = columns.Length <= 256 ? stackalloc int[columns.Length] : new int[columns.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            if (columns[i].WritesInPlace) frame[columns[i].Root].Fixed = _outputs[i].At(frame.FirstRow);
            else if (columns[i].AppendsInPlace) starts[i] = SinkOf(frame, i).Used;
        }

        foreach (var id in _plan.Scratch) frame[id].Sink!.Clear();
        foreach (var kernel in _plan.Steps) kernel.Run(frame);
        for (var i = 0; i < columns.Length; i++) _outputs[i].Add(frame[columns[i].Root], SinkOf(frame, i), starts[i], frame.FirstRow, frame.Rows);
        _failures!.Add(frame);
    }

    private ByteSink SinkOf(Frame frame, int column) =>
        _plan.Columns[column].AppendsInPlace ? frame[_plan.Columns[column].Root].Sink! : frame.ColumnSink(column);
}
