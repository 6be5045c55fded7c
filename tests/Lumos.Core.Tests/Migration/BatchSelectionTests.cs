using Lumos.Abstractions;
using Lumos.Core.Migration.Columns;

namespace Lumos.Core.Tests.Migration;

public sealed class BatchSelectionTests
{
    private static readonly ColumnType[] Types = [ColumnType.Text, ColumnType.Int64, ColumnType.Bool, ColumnType.Date, ColumnType.Decimal(30, 2), ColumnType.Float64];

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(50)]
    [InlineData(97)]
    [InlineData(100)]
    public void Take_SomeRows_HoldsJustTheirCells(int percent)
    {
        var random = new Random(percent);
        var batch = Batch(random, 531);
        int[] rows = [.. Enumerable.Range(0, batch.RowCount).Where(_ => random.Next(100) < percent)];

        using var taken = BatchSelection.Take(batch, rows);

        Assert.Equal(rows.Length, taken.RowCount);
        for (var column = 0; column < Types.Length; column++)
        {
            for (var i = 0; i < rows.Length; i++) Assert.Equal(Cell(batch.Columns[column], rows[i]), Cell(taken.Columns[column], i));
        }
    }

    private static ColumnBatch Batch(Random random, int rows) =>
        new(new ColumnSchema([.. Types.Select((type, i) => new ColumnField($"c{i}", type))]), rows, [.. Types.Select(type => Column(type, random, rows))], new RowOrigin("test", 0));

    private static Column Column(ColumnType type, Random random, int rows)
    {
        var validity = new byte[(rows + 7) / 8];
        random.NextBytes(validity);
        var values = new byte[rows * 16];
        random.NextBytes(values);
        if (type.Kind != ColumnKind.Text) return new Column(type, rows, values, validity: validity);
        var offsets = new int[rows + 1];
        for (var row = 0; row < rows; row++) offsets[row + 1] = offsets[row] + random.Next(16);
        return new Column(type, rows, values, offsets, validity);
    }

    private static string Cell(Column column, int row) => column.IsNull(row) ? "NULL" : column.Type.Kind switch
    {
        ColumnKind.Text => Convert.ToHexString(column.GetUtf8(row)),
        ColumnKind.Bool => column.GetBool(row).ToString(),
        ColumnKind.Date => column.GetValues<int>()[row].ToString(System.Globalization.CultureInfo.InvariantCulture),
        ColumnKind.Decimal => column.GetScaled(row).ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => column.GetValues<long>()[row].ToString(System.Globalization.CultureInfo.InvariantCulture),
    };
}
