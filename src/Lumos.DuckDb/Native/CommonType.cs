namespace Lumos.DuckDb.Native;

/// <summary>The narrowest type that holds the values of two.</summary>
internal static class CommonType
{
    private static readonly DuckDbType[] Signed = [DuckDbType.TinyInt, DuckDbType.SmallInt, DuckDbType.Integer, DuckDbType.BigInt, DuckDbType.HugeInt, DuckDbType.BigNum];
    private static readonly DuckDbType[] Unsigned = [DuckDbType.UTinyInt, DuckDbType.USmallInt, DuckDbType.UInteger, DuckDbType.UBigInt, DuckDbType.UHugeInt];
    private static readonly DuckDbType[] Moments = [DuckDbType.Date, DuckDbType.TimestampS, DuckDbType.TimestampMs, DuckDbType.Timestamp, DuckDbType.TimestampNs];
    private static readonly int[] Digits = [3, 5, 10, 20, 38, 38];

    /// <exception cref="ArgumentException">There is none.</exception>
    internal static DuckDbLogicalType Of(DuckDbLogicalType first, DuckDbLogicalType second)
    {
        if (ReferenceEquals(first, second) || first.Equals(second)) return first;
        if (first.Kind == DuckDbType.SqlNull) return second;
        if (second.Kind == DuckDbType.SqlNull) return first;
        if (first.Kind == DuckDbType.Varchar || second.Kind == DuckDbType.Varchar) return DuckDbLogicalType.Of(DuckDbType.Varchar);
        return (first.Kind, second.Kind) switch
        {
            (DuckDbType.List, DuckDbType.List) => DuckDbLogicalType.List(Of(first.Element!, second.Element!)),
            (DuckDbType.Struct, DuckDbType.Struct) => Struct(first, second),
            (DuckDbType.Map, DuckDbType.Map) => DuckDbLogicalType.Map(Of(first.Fields[0].Type, second.Fields[0].Type), Of(first.Fields[1].Type, second.Fields[1].Type)),
            _ => Number(first, second) ?? Moment(first.Kind, second.Kind) ?? throw new ArgumentException($"A list holds {first} and {second}: set LogicalType of the parameter."),
        };
    }

    /// <summary>The fields of both in order; a value without one of them has NULL there.</summary>
    private static DuckDbLogicalType Struct(DuckDbLogicalType first, DuckDbLogicalType second)
    {
        var fields = new List<DuckDbField>(first.Fields);
        foreach (var field in second.Fields)
        {
            var at = fields.FindIndex(known => string.Equals(known.Name, field.Name, StringComparison.OrdinalIgnoreCase));
            if (at < 0) fields.Add(field);
            else fields[at] = new DuckDbField(fields[at].Name, Of(fields[at].Type, field.Type));
        }

        return DuckDbLogicalType.Struct([.. fields]);
    }

    private static DuckDbLogicalType? Number(DuckDbLogicalType first, DuckDbLogicalType second)
    {
        if (!IsNumber(first.Kind) || !IsNumber(second.Kind)) return null;
        if (IsFloat(first.Kind) || IsFloat(second.Kind)) return DuckDbLogicalType.Of(DuckDbType.Double);
        if (first.Kind == DuckDbType.Decimal || second.Kind == DuckDbType.Decimal)
        {
            var scale = Math.Max(ScaleOf(first), ScaleOf(second));
            return DuckDbLogicalType.Decimal(Math.Min(38, Math.Max(WholeDigits(first), WholeDigits(second)) + scale), scale);
        }

        var (one, other) = (Array.IndexOf(Unsigned, first.Kind), Array.IndexOf(Unsigned, second.Kind));
        if (one >= 0 && other >= 0) return DuckDbLogicalType.Of(Unsigned[Math.Max(one, other)]);

        // The next wider signed type holds the values of an unsigned one.
        return DuckDbLogicalType.Of(Signed[Math.Max(one >= 0 ? one + 1 : Array.IndexOf(Signed, first.Kind), other >= 0 ? other + 1 : Array.IndexOf(Signed, second.Kind))]);
    }

    private static DuckDbLogicalType? Moment(DuckDbType first, DuckDbType second)
    {
        var (one, other) = (Array.IndexOf(Moments, first), Array.IndexOf(Moments, second));
        return one >= 0 && other >= 0 ? DuckDbLogicalType.Of(Moments[Math.Max(one, other)]) : null;
    }

    private static bool IsNumber(DuckDbType kind) => kind == DuckDbType.Decimal || IsFloat(kind) || Array.IndexOf(Signed, kind) >= 0 || Array.IndexOf(Unsigned, kind) >= 0;

    private static bool IsFloat(DuckDbType kind) => kind is DuckDbType.Float or DuckDbType.Double;

    private static int ScaleOf(DuckDbLogicalType type) => type.Kind == DuckDbType.Decimal ? type.Scale : 0;

    private static int WholeDigits(DuckDbLogicalType type) => type.Kind == DuckDbType.Decimal
        ? type.Precision - type.Scale
        : Digits[Array.IndexOf(Unsigned, type.Kind) is var unsigned and >= 0 ? unsigned : Array.IndexOf(Signed, type.Kind)];
}
