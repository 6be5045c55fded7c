using Lumos.Abstractions;
using Lumos.DuckDb;
using Lumos.DuckDb.Columns;
using Lumos.Testing.Data;

namespace Lumos.Benchmarks.Dsl;

/// <summary>Generated orders as batches of text columns in memory, and batches as a relation of the engine.</summary>
internal static class OrderBatches
{
    public static ColumnSchema Source { get; } = new([.. CustomerOrdersCsv.Columns.Select(name => new ColumnField(name, ColumnType.Text))]);

    /// <summary>The orders, cut into batches. An empty field is NULL, as read_csv has it.</summary>
    public static async Task<List<ColumnBatch>> MakeAsync(int rows, int batchRows)
    {
        using var csv = new MemoryStream();
        await new CustomerOrdersCsv { Rows = rows }.WriteAsync(csv);
        ReadOnlyMemory<byte> text = csv.GetBuffer().AsMemory(0, (int)csv.Length);
        text = text[(text.Span.IndexOf((byte)'\n') + 1)..];
        var batches = new List<ColumnBatch>();
        for (var first = 0; first < rows; first += batchRows) batches.Add(Read(ref text, first, Math.Min(batchRows, rows - first)));
        return batches;
    }

    /// <summary>Lets a statement read batches of any schema under a name.</summary>
    public static IDisposable Register(DuckDbConnection connection, string name, ColumnSchema schema, IReadOnlyList<ColumnBatch> batches)
    {
        DuckDbField[] fields = [.. schema.Fields.Select(field => new DuckDbField(field.Name, TypeOf(field.Type)))];
        return connection.RegisterSource(name, new DuckDbBatchSource(fields, () => batches.Select(batch => new DuckDbBatch([.. batch.Columns.Select(Of)])), batches.Sum(batch => batch.RowCount)));
    }

    private static ColumnBatch Read(ref ReadOnlyMemory<byte> csv, int first, int rows)
    {
        var columns = CustomerOrdersCsv.Columns.Count;
        var values = Enumerable.Range(0, columns).Select(_ => new MemoryStream()).ToArray();
        var offsets = Enumerable.Range(0, columns).Select(_ => new int[rows + 1]).ToArray();
        var validity = Enumerable.Range(0, columns).Select(_ => new byte[(rows + 7) / 8]).ToArray();
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var end = csv.Span.IndexOfAny((byte)',', (byte)'\n');
                values[column].Write(csv.Span[..end]);
                if (end > 0) validity[column][row >> 3] |= (byte)(1 << (row & 7));
                offsets[column][row + 1] = (int)values[column].Length;
                csv = csv[(end + 1)..];
            }
        }

        return new ColumnBatch(Source, rows, [.. values.Select((bytes, i) => new Column(ColumnType.Text, rows, bytes.ToArray(), offsets[i], validity[i]))], new RowOrigin("orders", first));
    }

    private static DuckDbLogicalType TypeOf(ColumnType type) => type.Kind switch
    {
        ColumnKind.Text => DuckDbLogicalType.Of(DuckDbType.Varchar),
        ColumnKind.Decimal => DuckDbLogicalType.Decimal(type.Precision, type.Scale),
        ColumnKind.Date => DuckDbLogicalType.Of(DuckDbType.Date),
        ColumnKind.Int64 => DuckDbLogicalType.Of(DuckDbType.BigInt),
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    private static DuckDbColumnData Of(Column column) => column.Type.Kind switch
    {
        ColumnKind.Text => DuckDbColumnData.Text(column.Values, column.Offsets, column.Validity),
        ColumnKind.Decimal => DuckDbColumnData.Decimal(column.Values, 8, column.Type.Precision, column.Type.Scale, column.Validity),
        ColumnKind.Date => DuckDbColumnData.Fixed(DuckDbType.Date, column.Values, column.Validity),
        _ => DuckDbColumnData.Fixed(DuckDbType.BigInt, column.Values, column.Validity),
    };
}
