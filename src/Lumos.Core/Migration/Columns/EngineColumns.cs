using Lumos.Abstractions;
using Lumos.DuckDb;
using Lumos.DuckDb.Columns;

namespace Lumos.Core.Migration.Columns;

/// <summary>Shows the columns of a batch to the engine without copying them.</summary>
internal static class EngineColumns
{
    public static DuckDbColumnData[] Of(ColumnBatch batch) => [.. batch.Columns.Select(Of)];

    public static DuckDbLogicalType TypeOf(ColumnType type) => type.Kind switch
    {
        ColumnKind.Text => DuckDbLogicalType.Of(DuckDbType.Varchar),
        ColumnKind.Int64 => DuckDbLogicalType.Of(DuckDbType.BigInt),
        ColumnKind.Decimal => DuckDbLogicalType.Decimal(type.Precision, type.Scale),
        ColumnKind.Bool => DuckDbLogicalType.Of(DuckDbType.Boolean),
        ColumnKind.Date => DuckDbLogicalType.Of(DuckDbType.Date),
        ColumnKind.Timestamp => DuckDbLogicalType.Of(DuckDbType.Timestamp),
        ColumnKind.Float64 => DuckDbLogicalType.Of(DuckDbType.Double),
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    private static DuckDbColumnData Of(Column column)
    {
        var validity = column.Validity;
        return column.Type.Kind switch
        {
            ColumnKind.Text => DuckDbColumnData.Text(column.Values, column.Offsets[..(column.Length + 1)], validity),
            ColumnKind.Bool => DuckDbColumnData.Bits(column.Values, column.Length, validity),
            ColumnKind.Decimal when column.Type.Precision > 18 =>
                DuckDbColumnData.Decimal(column.Values[..(column.Length * 16)], 16, column.Type.Precision, column.Type.Scale, validity),
            ColumnKind.Decimal => DuckDbColumnData.Decimal(column.Values[..(column.Length * 8)], 8, column.Type.Precision, column.Type.Scale, validity),
            ColumnKind.Date => DuckDbColumnData.Fixed(DuckDbType.Date, column.Values[..(column.Length * 4)], validity),
            ColumnKind.Timestamp => DuckDbColumnData.Fixed(DuckDbType.Timestamp, column.Values[..(column.Length * 8)], validity),
            ColumnKind.Float64 => DuckDbColumnData.Fixed(DuckDbType.Double, column.Values[..(column.Length * 8)], validity),
            _ => DuckDbColumnData.Fixed(DuckDbType.BigInt, column.Values[..(column.Length * 8)], validity),
        };
    }
}
