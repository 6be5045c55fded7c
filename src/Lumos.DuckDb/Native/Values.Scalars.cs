using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using Lumos.DuckDb.Columns;

namespace Lumos.DuckDb.Native;

internal static unsafe partial class Values
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    private static nint Text(string text)
    {
        var bytes = Utf8Text.Strict.GetBytes(text);
        fixed (byte* pointer = bytes) return Api.duckdb_create_varchar_length(pointer == null ? (byte*)1 : pointer, (ulong)bytes.Length);
    }

    private static nint Blob(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* pointer = bytes) return Api.duckdb_create_blob(pointer == null ? (byte*)1 : pointer, (ulong)bytes.Length);
    }

    private static nint Bit(string text)
    {
        var bytes = Bits.FromText(text);
        fixed (byte* pointer = bytes) return Api.duckdb_create_bit(new BytesStruct { Data = pointer, Size = (ulong)bytes.Length });
    }

    private static nint BigNum(BigInteger value)
    {
        var bytes = BigInteger.Abs(value).ToByteArray(isUnsigned: true, isBigEndian: true);
        fixed (byte* pointer = bytes)
        {
            return Api.duckdb_create_bignum(new BigNumStruct { Data = pointer, Size = (ulong)bytes.Length, IsNegative = value.Sign < 0 ? (byte)1 : (byte)0 });
        }
    }

    private static nint Uuid(Guid guid)
    {
        Span<byte> bytes = stackalloc byte[16];
        guid.TryWriteBytes(bytes, bigEndian: true, out _);
        return Api.duckdb_create_uuid(HugeIntStruct.From(BinaryPrimitives.ReadUInt128BigEndian(bytes)));
    }

    private static nint Decimal(DuckDbDecimal value)
    {
        if (value.Precision is < 1 or > 38 || value.Scale > value.Precision) throw new ArgumentException("A DECIMAL has 1 to 38 digits and no more of them after the point.", nameof(value));
        var limit = Int128.One;
        for (var i = 0; i < value.Precision; i++) limit *= 10;
        if (Int128.Abs(value.Unscaled) >= limit) throw new OverflowException("The DECIMAL has more digits than its precision.");
        return Api.duckdb_create_decimal(new DecimalStruct { Width = value.Precision, Scale = value.Scale, Value = HugeIntStruct.From(value.Unscaled) });
    }

    private static DuckDbDecimal ToDecimal(object value, DuckDbLogicalType type)
    {
        var given = value switch
        {
            DuckDbDecimal exact => exact,
            Int128 number => new DuckDbDecimal(number, 38, 0),
            _ => DuckDbDecimal.From(Convert.ToDecimal(value, Invariant)),
        };
        var unscaled = given.Unscaled;
        for (var scale = given.Scale; scale < type.Scale; scale++) unscaled = checked(unscaled * 10);
        for (var scale = given.Scale; scale > type.Scale; scale--)
        {
            (unscaled, var digit) = Int128.DivRem(unscaled, 10);
            if (digit != 0) throw new OverflowException($"The value has more than {type.Scale} digits after the point, which {type} would lose.");
        }

        return new DuckDbDecimal(unscaled, (byte)type.Precision, (byte)type.Scale);
    }

    private static long WholeMicros(long ticks) => ticks % TimeSpan.TicksPerMicrosecond == 0
        ? ticks / TimeSpan.TicksPerMicrosecond
        : throw new ArgumentException("TIME counts whole microseconds; TIME_NS holds the rest.");
}
