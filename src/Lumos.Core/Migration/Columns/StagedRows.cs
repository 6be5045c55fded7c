using System.Buffers;
using System.Runtime.InteropServices;
using Lumos.Abstractions;

namespace Lumos.Core.Migration.Columns;

/// <summary>Puts the number of each row behind the columns of a computed batch, which is handed on without being copied.</summary>
internal sealed class StagedRows : IDisposable
{
    private readonly IDisposable _computed;
    private readonly byte[] _numbers;

    private StagedRows(IDisposable computed, byte[] numbers) => (_computed, _numbers) = (computed, numbers);

    /// <summary>The columns of a table as a batch has them.</summary>
    public static ColumnSchema SchemaOf(TargetTable table) => new([.. table.Columns.Select(column => new ColumnField(column.Name, column.Type, column.Nullable))]);

    /// <summary>The rows as they are staged.</summary>
    /// <param name="schema">Columns of the table, and the row's number.</param>
    /// <param name="columns">The computed columns; the last item is replaced by the numbers.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="firstRow">Number of the first.</param>
    /// <param name="origin">Where they came from.</param>
    /// <param name="computed">Owns the columns; disposed with the batch.</param>
    public static ColumnBatch Of(ColumnSchema schema, Column[] columns, int rows, long firstRow, RowOrigin origin, IDisposable computed)
    {
        var numbers = ArrayPool<byte>.Shared.Rent(rows * sizeof(long));
        var values = MemoryMarshal.Cast<byte, long>(numbers.AsSpan(0, rows * sizeof(long)));
        for (var row = 0; row < values.Length; row++) values[row] = firstRow + row;
        columns[^1] = new Column(ColumnType.Int64, rows, numbers.AsMemory(0, rows * sizeof(long)));
        return new ColumnBatch(schema, rows, columns, origin, new StagedRows(computed, numbers));
    }

    public void Dispose()
    {
        _computed.Dispose();
        ArrayPool<byte>.Shared.Return(_numbers);
    }
}
