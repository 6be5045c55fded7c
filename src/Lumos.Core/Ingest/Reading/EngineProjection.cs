using Lumos.DuckDb;

namespace Lumos.Core.Ingest.Reading;

/// <summary>
/// Renders engine columns as text columns the way the transform language prints values: fixed point with a digit before it, dates and
/// moments in ISO order (moments in UTC with six digits of fraction), true and false. Objects become one column per field, named with a
/// dot; what lies deeper, and lists, stay JSON text.
/// </summary>
internal static class EngineProjection
{
    /// <summary>A text column and the SQL that makes it.</summary>
    internal sealed record TextColumn(string Name, string Sql);

    /// <summary>Whether a column is spread out over one column per field.</summary>
    public static bool IsFlattened(DuckDbLogicalType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.Kind == DuckDbType.Struct && type.Fields.Count is > 0 and <= 200;
    }

    /// <summary>Text columns in order, with unique names.</summary>
    /// <param name="columns">Columns of the relation.</param>
    public static IReadOnlyList<TextColumn> Of(IReadOnlyList<DuckDbField> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var result = new List<TextColumn>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var column in columns)
        {
            var sql = EngineText.Identifier(column.Name);
            if (!IsFlattened(column.Type))
            {
                Add(column.Name, Text(sql, column.Type));
                continue;
            }

            foreach (var field in column.Type.Fields)
            {
                var inner = $"struct_extract({sql}, {EngineText.Literal(field.Name)})";
                Add($"{column.Name}.{field.Name}", Text(inner, field.Type));
            }
        }

        return result;

        void Add(string name, string sql)
        {
            var unique = name;
            for (var n = 2; !taken.Add(unique); n++) unique = FormattableString.Invariant($"{name}_{n}");
            result.Add(new TextColumn(unique, sql));
        }
    }

    private static string Text(string sql, DuckDbLogicalType type) => type.Kind switch
    {
        DuckDbType.Varchar => sql,
        DuckDbType.Decimal when type.Precision == type.Scale => $"regexp_replace({sql}::VARCHAR, '^(-?)\\.', '\\10.')",
        DuckDbType.Timestamp or DuckDbType.TimestampS or DuckDbType.TimestampMs or DuckDbType.TimestampNs => Moment($"{sql}::TIMESTAMP"),
        DuckDbType.TimestampTz => Moment($"({sql} AT TIME ZONE 'UTC')"),
        DuckDbType.Struct or DuckDbType.List or DuckDbType.Map or DuckDbType.Array or DuckDbType.Union => $"to_json({sql})::VARCHAR",
        DuckDbType.Blob => $"hex({sql})",
        _ => $"{sql}::VARCHAR",
    };

    private static string Moment(string sql) => $"strftime({sql}, '%Y-%m-%d %H:%M:%S.%f')";
}
