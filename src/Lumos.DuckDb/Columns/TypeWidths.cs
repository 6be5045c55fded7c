namespace Lumos.DuckDb.Columns;

/// <summary>Bytes a value takes inside a vector.</summary>
internal static class TypeWidths
{
    internal static int Of(DuckDbLogicalType type) => type.Kind switch
    {
        DuckDbType.Boolean or DuckDbType.TinyInt or DuckDbType.UTinyInt => 1,
        DuckDbType.SmallInt or DuckDbType.USmallInt => 2,
        DuckDbType.Integer or DuckDbType.UInteger or DuckDbType.Float or DuckDbType.Date => 4,
        DuckDbType.BigInt or DuckDbType.UBigInt or DuckDbType.Double or DuckDbType.Time or DuckDbType.TimeNs or DuckDbType.TimeTz or DuckDbType.Timestamp
            or DuckDbType.TimestampS or DuckDbType.TimestampMs or DuckDbType.TimestampNs or DuckDbType.TimestampTz => 8,
        DuckDbType.HugeInt or DuckDbType.UHugeInt or DuckDbType.Uuid or DuckDbType.Interval or DuckDbType.Varchar or DuckDbType.Blob or DuckDbType.Bit
            or DuckDbType.BigNum or DuckDbType.Geometry or DuckDbType.List or DuckDbType.Map => 16,
        DuckDbType.Decimal => type.Precision switch { <= 4 => 2, <= 9 => 4, <= 18 => 8, _ => 16 },
        DuckDbType.Enum => type.EnumValues.Count switch { <= 256 => 1, <= 65536 => 2, _ => 4 },
        _ => 0,
    };

    /// <summary>Whether values are addressed by a 16-byte string entry.</summary>
    internal static bool IsBytes(DuckDbType kind) =>
        kind is DuckDbType.Varchar or DuckDbType.Blob or DuckDbType.Bit or DuckDbType.BigNum or DuckDbType.Geometry;
}
