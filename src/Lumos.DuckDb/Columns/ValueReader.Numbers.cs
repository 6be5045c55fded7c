using System.Numerics;

namespace Lumos.DuckDb.Columns;

internal static partial class ValueReader
{
    /// <summary>Any integer type; a DECIMAL without digits after the point counts as one.</summary>
    private static Int128 Integer(in DuckDbVector vector, int row) => vector.Type.Kind switch
    {
        DuckDbType.TinyInt => vector.At<sbyte>(row),
        DuckDbType.SmallInt => vector.At<short>(row),
        DuckDbType.Integer => vector.At<int>(row),
        DuckDbType.BigInt => vector.At<long>(row),
        DuckDbType.UTinyInt => vector.At<byte>(row),
        DuckDbType.USmallInt => vector.At<ushort>(row),
        DuckDbType.UInteger => vector.At<uint>(row),
        DuckDbType.UBigInt => vector.At<ulong>(row),
        DuckDbType.HugeInt => vector.At<Int128>(row),
        DuckDbType.UHugeInt => checked((Int128)vector.At<UInt128>(row)),
        DuckDbType.BigNum => checked((Int128)Big(vector, row)),
        DuckDbType.Decimal when vector.Type.Scale == 0 => Scaled(vector, row),
        _ => throw NoConversion<long>(vector.Type),
    };

    private static BigInteger Big(in DuckDbVector vector, int row) => vector.Type.Kind switch
    {
        DuckDbType.BigNum => BigNumbers.Read(vector.GetBytes(row)),
        DuckDbType.UHugeInt => vector.At<UInt128>(row),
        _ => Integer(vector, row),
    };

    private static double Double(in DuckDbVector vector, int row) => vector.Type.Kind switch
    {
        DuckDbType.Double => vector.At<double>(row),
        DuckDbType.Float => vector.At<float>(row),
        DuckDbType.Decimal => (double)ExactDecimal<double>(vector, row).Unscaled / Math.Pow(10, vector.Type.Scale),
        _ => (double)Integer(vector, row),
    };

    internal static Int128 Scaled(in DuckDbVector vector, int row) => vector.Type.Precision switch
    {
        <= 4 => vector.At<short>(row),
        <= 9 => vector.At<int>(row),
        <= 18 => vector.At<long>(row),
        _ => vector.At<Int128>(row),
    };

    private static decimal DecimalOf(in DuckDbVector vector, int row)
    {
        if (vector.Type.Kind != DuckDbType.Decimal) return (decimal)Integer(vector, row);
        if (vector.Type.Precision > 18 || vector.Type.Scale > 28) return DuckDbDecimal.ToDecimal(Scaled(vector, row), vector.Type.Scale);
        var value = vector.Type.Precision switch { <= 4 => vector.At<short>(row), <= 9 => vector.At<int>(row), _ => vector.At<long>(row) };
        var magnitude = (ulong)Math.Abs(value);
        return new decimal((int)(uint)magnitude, (int)(uint)(magnitude >> 32), 0, value < 0, (byte)vector.Type.Scale);
    }

    private static DuckDbDecimal ExactDecimal<T>(in DuckDbVector vector, int row) => vector.Type.Kind == DuckDbType.Decimal
        ? new DuckDbDecimal(Scaled(vector, row), (byte)vector.Type.Precision, (byte)vector.Type.Scale)
        : throw NoConversion<T>(vector.Type);

    /// <summary>UUIDs are stored as a signed number in order of their text, so the first bit is turned.</summary>
    private static Guid Uuid(in DuckDbVector vector, int row)
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, (UInt128)vector.At<Int128>(row) ^ ((UInt128)1 << 127));
        return new Guid(bytes, bigEndian: true);
    }
}
