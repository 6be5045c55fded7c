using Lumos.Abstractions;
using Lumos.Dsl.Columnar.Blocks;

namespace Lumos.Dsl.Columnar.Batches;

/// <summary>Why rows failed: one column for the row, or one for each target column.</summary>
internal sealed unsafe class FailureColumns
{
    private readonly TargetColumnPlan[] _columns;
    private readonly PinnedBuffer<byte>[] _numbers;
    private readonly bool _detailed;
    private readonly int _rows;

    public FailureColumns(TargetColumnPlan[] columns, bool detailed, int rows)
    {
        (_columns, _detailed, _rows) = (columns, detailed, rows);
        _numbers = new PinnedBuffer<byte>[detailed ? columns.Length : 1];
        for (var i = 0; i < _numbers.Length; i++) _numbers[i] = PinnedBuffer<byte>.Rent((long)rows * sizeof(long));
    }

    /// <summary>Takes the failures of a block over.</summary>
    public void Add(Frame frame)
    {
        if (!_detailed) Start(0, frame).Clear();
        for (var i = 0; i < _columns.Length; i++)
        {
            var failures = frame[_columns[i].Root].Failures;
            var numbers = Start(_detailed ? i : 0, frame);
            if (_detailed) numbers.Clear();
            if (failures == null) continue;
            for (var row = 0; row < numbers.Length; row++)
            {
                // In plan order the first failure counts, and no column before it shares its kernel: its number is this column's own.
                if (failures[row] != 0 && numbers[row] == 0) numbers[row] = _columns[i].NumberOf(failures[row]);
            }
        }
    }

    public IEnumerable<Column> ToColumns() => _numbers.Select(numbers => new Column(ColumnType.Int64, _rows, numbers.Array.AsMemory(0, _rows * sizeof(long))));

    /// <summary>Gives the buffers back.</summary>
    public void Return()
    {
        for (var i = 0; i < _numbers.Length; i++)
        {
            _numbers[i].Return();
            _numbers[i] = PinnedBuffer<byte>.None;
        }
    }

    private Span<long> Start(int column, Frame frame) => new((long*)_numbers[column].Pointer + frame.FirstRow, frame.Rows);
}
