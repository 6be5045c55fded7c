using System.Diagnostics.CodeAnalysis;

namespace Lumos.DuckDb.Columns;

internal static partial class ValueReader
{
    /// <summary>The value in its own .NET type; null for NULL.</summary>
    internal static object? GetBoxed(in DuckDbVector vector, int row) => vector.IsNull(row) ? null : vector.Type.Kind switch
    {
        DuckDbType.Boolean => Get<bool>(vector, row),
        DuckDbType.TinyInt => Get<sbyte>(vector, row),
        DuckDbType.SmallInt => Get<short>(vector, row),
        DuckDbType.Integer => Get<int>(vector, row),
        DuckDbType.BigInt => Get<long>(vector, row),
        DuckDbType.UTinyInt => Get<byte>(vector, row),
        DuckDbType.USmallInt => Get<ushort>(vector, row),
        DuckDbType.UInteger => Get<uint>(vector, row),
        DuckDbType.UBigInt => Get<ulong>(vector, row),
        DuckDbType.HugeInt => Get<Int128>(vector, row),
        DuckDbType.UHugeInt => Get<UInt128>(vector, row),
        DuckDbType.BigNum => Big(vector, row),
        DuckDbType.Float => Get<float>(vector, row),
        DuckDbType.Double => Get<double>(vector, row),
        DuckDbType.Decimal => Get<decimal>(vector, row),
        DuckDbType.Date => Get<DateOnly>(vector, row),
        DuckDbType.Time or DuckDbType.TimeNs => Get<TimeOnly>(vector, row),
        DuckDbType.TimeTz => Get<DuckDbTimeTz>(vector, row),
        DuckDbType.Timestamp or DuckDbType.TimestampS or DuckDbType.TimestampMs or DuckDbType.TimestampNs or DuckDbType.TimestampTz => Moment(vector, row),
        DuckDbType.Interval => Get<DuckDbInterval>(vector, row),
        DuckDbType.Uuid => Uuid(vector, row),
        DuckDbType.Varchar or DuckDbType.Enum or DuckDbType.Bit => Text(vector, row),
        DuckDbType.Blob or DuckDbType.Geometry => Bytes(vector, row),
        DuckDbType.List or DuckDbType.Array => Lists.Boxed(vector, row),
        DuckDbType.Struct => StructOf(vector, row),
        DuckDbType.Map => MapOf(vector, row),
        DuckDbType.Union => vector.UnionTags[row] is var tag ? GetBoxed(vector.Member(tag), row) : null,
        DuckDbType.SqlNull => null,
        _ => throw new NotSupportedException($"{vector.Type} values are not read: cast them to another type in SQL."),
    };

    /// <summary>The .NET type <see cref="GetBoxed"/> gives for a DuckDB type.</summary>
    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicProperties)]
    internal static Type TypeOf(DuckDbLogicalType type) => type.Kind switch
    {
        DuckDbType.Boolean => typeof(bool),
        DuckDbType.TinyInt => typeof(sbyte),
        DuckDbType.SmallInt => typeof(short),
        DuckDbType.Integer => typeof(int),
        DuckDbType.BigInt => typeof(long),
        DuckDbType.UTinyInt => typeof(byte),
        DuckDbType.USmallInt => typeof(ushort),
        DuckDbType.UInteger => typeof(uint),
        DuckDbType.UBigInt => typeof(ulong),
        DuckDbType.HugeInt => typeof(Int128),
        DuckDbType.UHugeInt => typeof(UInt128),
        DuckDbType.BigNum => typeof(System.Numerics.BigInteger),
        DuckDbType.Float => typeof(float),
        DuckDbType.Double => typeof(double),
        DuckDbType.Decimal => typeof(decimal),
        DuckDbType.Date => typeof(DateOnly),
        DuckDbType.Time or DuckDbType.TimeNs => typeof(TimeOnly),
        DuckDbType.TimeTz => typeof(DuckDbTimeTz),
        DuckDbType.Timestamp or DuckDbType.TimestampS or DuckDbType.TimestampMs or DuckDbType.TimestampNs or DuckDbType.TimestampTz => typeof(DateTime),
        DuckDbType.Interval => typeof(DuckDbInterval),
        DuckDbType.Uuid => typeof(Guid),
        DuckDbType.Varchar or DuckDbType.Enum or DuckDbType.Bit => typeof(string),
        DuckDbType.Blob or DuckDbType.Geometry => typeof(byte[]),
        DuckDbType.List or DuckDbType.Array => typeof(object[]),
        DuckDbType.Struct => typeof(Dictionary<string, object?>),
        DuckDbType.Map => typeof(Dictionary<object, object?>),
        _ => typeof(object),
    };

    private static Dictionary<string, object?> StructOf(in DuckDbVector vector, int row)
    {
        var value = new Dictionary<string, object?>(vector.Type.Fields.Count, StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < vector.Type.Fields.Count; i++) value[vector.Type.Fields[i].Name] = GetBoxed(vector.Field(i), row);
        return value;
    }

    private static Dictionary<object, object?> MapOf(in DuckDbVector vector, int row)
    {
        var entry = vector.GetList(row);
        var entries = vector.Elements;
        var keys = entries.Field(0);
        var values = entries.Field(1);
        var map = new Dictionary<object, object?>((int)entry.Count);
        for (var i = (int)entry.Offset; i < (int)(entry.Offset + entry.Count); i++) map[GetBoxed(keys, i)!] = GetBoxed(values, i);
        return map;
    }
}
