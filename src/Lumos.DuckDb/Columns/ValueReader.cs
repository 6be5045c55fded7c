using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Lumos.DuckDb.Columns;

/// <summary>Reads one value out of a vector as a .NET type. Value types are read without boxing.</summary>
internal static partial class ValueReader
{
    internal static T Get<T>(in DuckDbVector vector, int row)
    {
        if (vector.IsNull(row)) return Null<T>(vector.Type);
        if (typeof(T) == typeof(int)) return As<int, T>(vector.Type.Kind == DuckDbType.Integer ? vector.At<int>(row) : checked((int)Integer(vector, row)));
        if (typeof(T) == typeof(long)) return As<long, T>(vector.Type.Kind == DuckDbType.BigInt ? vector.At<long>(row) : checked((long)Integer(vector, row)));
        if (typeof(T) == typeof(double)) return As<double, T>(Double(vector, row));
        if (typeof(T) == typeof(bool)) return As<bool, T>(vector.Type.Kind == DuckDbType.Boolean ? vector.At<byte>(row) != 0 : throw NoConversion<T>(vector.Type));
        if (typeof(T) == typeof(string)) return (T)(object)Text(vector, row);
        if (typeof(T) == typeof(decimal)) return As<decimal, T>(DecimalOf(vector, row));
        if (typeof(T) == typeof(DateTime)) return As<DateTime, T>(Moment(vector, row));
        if (typeof(T) == typeof(DateOnly)) return As<DateOnly, T>(Date<T>(vector, row).ToDateOnly());
        if (typeof(T) == typeof(Guid)) return As<Guid, T>(vector.Type.Kind == DuckDbType.Uuid ? Uuid(vector, row) : throw NoConversion<T>(vector.Type));
        return GetRare<T>(vector, row);
    }

    private static T GetRare<T>(in DuckDbVector vector, int row)
    {
        if (typeof(T) == typeof(short)) return As<short, T>(checked((short)Integer(vector, row)));
        if (typeof(T) == typeof(byte)) return As<byte, T>(checked((byte)Integer(vector, row)));
        if (typeof(T) == typeof(sbyte)) return As<sbyte, T>(checked((sbyte)Integer(vector, row)));
        if (typeof(T) == typeof(ushort)) return As<ushort, T>(checked((ushort)Integer(vector, row)));
        if (typeof(T) == typeof(uint)) return As<uint, T>(checked((uint)Integer(vector, row)));
        if (typeof(T) == typeof(ulong)) return As<ulong, T>(checked((ulong)Integer(vector, row)));
        if (typeof(T) == typeof(Int128)) return As<Int128, T>(Integer(vector, row));
        if (typeof(T) == typeof(UInt128)) return As<UInt128, T>(vector.Type.Kind == DuckDbType.UHugeInt ? vector.At<UInt128>(row) : checked((UInt128)Integer(vector, row)));
        if (typeof(T) == typeof(BigInteger)) return As<BigInteger, T>(Big(vector, row));
        if (typeof(T) == typeof(float)) return As<float, T>(vector.Type.Kind == DuckDbType.Float ? vector.At<float>(row) : throw NoConversion<T>(vector.Type));
        if (typeof(T) == typeof(TimeOnly)) return As<TimeOnly, T>(TimeOfDay(vector, row));
        if (typeof(T) == typeof(TimeSpan)) return As<TimeSpan, T>(Span(vector, row));
        if (typeof(T) == typeof(DateTimeOffset)) return As<DateTimeOffset, T>(Offset(vector, row));
        if (typeof(T) == typeof(DuckDbDecimal)) return As<DuckDbDecimal, T>(ExactDecimal<T>(vector, row));
        if (typeof(T) == typeof(DuckDbDate)) return As<DuckDbDate, T>(Date<T>(vector, row));
        if (typeof(T) == typeof(DuckDbTimestamp)) return As<DuckDbTimestamp, T>(Timestamp(vector, row));
        if (typeof(T) == typeof(DuckDbTimeTz)) return As<DuckDbTimeTz, T>(vector.Type.Kind == DuckDbType.TimeTz ? DuckDbTimeTz.FromBits(vector.At<ulong>(row)) : throw NoConversion<T>(vector.Type));
        if (typeof(T) == typeof(DuckDbInterval)) return As<DuckDbInterval, T>(vector.Type.Kind == DuckDbType.Interval ? vector.At<DuckDbInterval>(row) : throw NoConversion<T>(vector.Type));
        if (typeof(T) == typeof(byte[])) return (T)(object)Bytes(vector, row);
        if (typeof(T) == typeof(char)) return As<char, T>(Text(vector, row) is { Length: 1 } text ? text[0] : throw NoConversion<T>(vector.Type));
        if (typeof(T) == typeof(Stream)) return (T)(object)new MemoryStream(Bytes(vector, row), writable: false);
        if (typeof(T) == typeof(TextReader)) return (T)(object)new StringReader(Text(vector, row));
        if (typeof(T) == typeof(JsonElement)) return As<JsonElement, T>(JsonElement.Parse(Text(vector, row)));
        if (typeof(T) == typeof(object)) return (T)GetBoxed(vector, row)!;
        if (typeof(T).IsEnum) return (T)EnumOf(typeof(T), vector, row);
        if (Nullable.GetUnderlyingType(typeof(T)) is not null) return GetNullable<T>(vector, row);
        return Lists.TryGet<T>(vector, row, out var list) ? list : GetBoxed(vector, row) is T value ? value : throw NoConversion<T>(vector.Type);
    }

    private static T Null<T>(DuckDbLogicalType type)
    {
        if (typeof(T) == typeof(object) || typeof(T) == typeof(DBNull)) return (T)(object)DBNull.Value;
        if (default(T) is null && Nullable.GetUnderlyingType(typeof(T)) is not null) return default!;
        throw new InvalidCastException($"The {type} value is NULL: check IsDBNull first, or ask for a nullable type.");
    }

    /// <summary>The nullable forms of the types above; boxing is what it costs to stay free of reflection.</summary>
    private static T GetNullable<T>(in DuckDbVector vector, int row)
    {
        var type = Nullable.GetUnderlyingType(typeof(T))!;
        object value = type == typeof(int) ? Get<int>(vector, row)
            : type == typeof(long) ? Get<long>(vector, row)
            : type == typeof(double) ? Get<double>(vector, row)
            : type == typeof(bool) ? Get<bool>(vector, row)
            : type == typeof(decimal) ? Get<decimal>(vector, row)
            : type == typeof(DateTime) ? Get<DateTime>(vector, row)
            : type == typeof(DateOnly) ? Get<DateOnly>(vector, row)
            : type == typeof(TimeOnly) ? Get<TimeOnly>(vector, row)
            : type == typeof(TimeSpan) ? Get<TimeSpan>(vector, row)
            : type == typeof(DateTimeOffset) ? Get<DateTimeOffset>(vector, row)
            : type == typeof(Guid) ? Get<Guid>(vector, row)
            : type == typeof(short) ? Get<short>(vector, row)
            : type == typeof(byte) ? Get<byte>(vector, row)
            : type == typeof(sbyte) ? Get<sbyte>(vector, row)
            : type == typeof(ushort) ? Get<ushort>(vector, row)
            : type == typeof(uint) ? Get<uint>(vector, row)
            : type == typeof(ulong) ? Get<ulong>(vector, row)
            : type == typeof(float) ? Get<float>(vector, row)
            : type == typeof(Int128) ? Get<Int128>(vector, row)
            : type == typeof(UInt128) ? Get<UInt128>(vector, row)
            : type == typeof(BigInteger) ? Get<BigInteger>(vector, row)
            : type == typeof(DuckDbDecimal) ? Get<DuckDbDecimal>(vector, row)
            : type == typeof(DuckDbDate) ? Get<DuckDbDate>(vector, row)
            : type == typeof(DuckDbTimestamp) ? Get<DuckDbTimestamp>(vector, row)
            : type == typeof(DuckDbInterval) ? Get<DuckDbInterval>(vector, row)
            : type.IsEnum ? EnumOf(type, vector, row)
            : throw NoConversion<T>(vector.Type);
        return (T)value;
    }

    private static object EnumOf(Type type, in DuckDbVector vector, int row) => vector.Type.Kind is DuckDbType.Enum or DuckDbType.Varchar
        ? Enum.Parse(type, Text(vector, row), ignoreCase: true)
        : Enum.ToObject(type, checked((long)Integer(vector, row)));

    internal static string EnumText(in DuckDbVector vector, int row) => vector.Type.EnumValues[TypeWidths.Of(vector.Type) switch
    {
        1 => vector.At<byte>(row),
        2 => vector.At<ushort>(row),
        _ => (int)vector.At<uint>(row),
    }];

    internal static string Text(in DuckDbVector vector, int row) => vector.Type.Kind switch
    {
        DuckDbType.Varchar => Encoding.UTF8.GetString(vector.GetBytes(row)),
        DuckDbType.Enum => EnumText(vector, row),
        DuckDbType.Bit => Bits.ToText(vector.GetBytes(row)),
        DuckDbType.Uuid => Uuid(vector, row).ToString(),
        _ => throw NoConversion<string>(vector.Type),
    };

    private static byte[] Bytes(in DuckDbVector vector, int row) => TypeWidths.IsBytes(vector.Type.Kind)
        ? vector.GetBytes(row).ToArray()
        : throw NoConversion<byte[]>(vector.Type);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TTo As<TFrom, TTo>(TFrom value) => Unsafe.As<TFrom, TTo>(ref value);

    private static InvalidCastException NoConversion<T>(DuckDbLogicalType type) => new($"A {type} value is not read as {typeof(T)}.");
}
