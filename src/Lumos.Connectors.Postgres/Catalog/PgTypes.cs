using System.Globalization;
using Lumos.Abstractions;

namespace Lumos.Connectors.Postgres.Catalog;

/// <summary>The server's types beside those of Lumos.</summary>
internal static class PgTypes
{
    // What the catalog adds to the length or the digits of a type.
    private const int ModifierOffset = 4;

    /// <summary>Lumos' word for a type; null when it has none.</summary>
    public static ColumnType? Read(string baseType, int modifier) => baseType switch
    {
        "text" or "varchar" or "bpchar" or "uuid" => ColumnType.Text,
        "int2" or "int4" or "int8" => ColumnType.Int64,
        "bool" => ColumnType.Bool,
        "date" => ColumnType.Date,
        "timestamp" or "timestamptz" => ColumnType.Timestamp,
        "float4" or "float8" => ColumnType.Float64,
        "numeric" when modifier >= ModifierOffset && Digits(modifier) is (<= 38, >= 0) digits && digits.Scale <= digits.Precision => ColumnType.Decimal(digits.Precision, digits.Scale),
        _ => null,
    };

    /// <summary>The server's type for one of Lumos.</summary>
    public static string NameOf(ColumnType type) => type.Kind switch
    {
        ColumnKind.Int64 => "bigint",
        ColumnKind.Decimal => string.Create(CultureInfo.InvariantCulture, $"numeric({type.Precision},{type.Scale})"),
        ColumnKind.Bool => "boolean",
        ColumnKind.Date => "date",
        ColumnKind.Timestamp => "timestamp",
        ColumnKind.Float64 => "double precision",
        _ => "text",
    };

    /// <summary>The server's type for a column of a table that is made.</summary>
    public static string NameOf(TargetColumn column) => column.Width switch
    {
        { IsText: true } width => width.ToString(),
        { Size: 16 } => "smallint",
        { } => "integer",
        _ => NameOf(column.Type),
    };

    /// <summary>The same as the server's catalog writes it.</summary>
    public static string DeclaredOf(TargetColumn column) => column.Width switch
    {
        { IsText: true, IsFixed: true } width => $"character({Number(width.Size)})",
        { IsText: true } width => $"character varying({Number(width.Size)})",
        _ => column.Type.Kind == ColumnKind.Timestamp ? "timestamp without time zone" : NameOf(column),
    };

    /// <summary>How narrow a column of the server is; null for as wide as the type.</summary>
    public static ColumnWidth? WidthOf(string baseType, int modifier) => baseType switch
    {
        "int2" => ColumnWidth.Int16,
        "int4" => ColumnWidth.Int32,
        "varchar" when modifier > ModifierOffset => ColumnWidth.Varchar(modifier - ModifierOffset),
        "bpchar" when modifier > ModifierOffset => ColumnWidth.Char(modifier - ModifierOffset),
        _ => null,
    };

    /// <summary>What a value is cast to, so that binary COPY gives it in the form the decoder reads. Rounds nothing.</summary>
    public static string WireOf(ColumnType type) => type.Kind == ColumnKind.Decimal ? "numeric" : NameOf(type);

    /// <summary>Whether a column of the server can hold values of a type, some of them perhaps not: <see cref="Misfit"/> says which.</summary>
    public static bool Holds(PgColumn column, ColumnType wanted) => wanted.Kind switch
    {
        ColumnKind.Decimal when column.BaseType == "numeric" => column.Modifier < ModifierOffset || HoldsDigits(column.Modifier, wanted),
        ColumnKind.Decimal when column.BaseType == "money" => wanted.Scale <= 2 && wanted.Precision <= 18,
        ColumnKind.Float64 => column.BaseType is "float8" or "float4",
        ColumnKind.Text when StoredTypes.IsTextOfServer(column) => true,
        _ => column.Type == wanted,
    };

    /// <summary>SQL that is true of values which do not go unchanged into a column that can hold their type; null when all do.</summary>
    public static string? Misfit(PgColumn column, string value) => column.BaseType switch
    {
        "varchar" when column.Modifier >= ModifierOffset => $"char_length({value}) > {Number(column.Modifier - ModifierOffset)}",
        "bpchar" => $"{(column.Modifier > ModifierOffset ? $"char_length({value}::text) > {Number(column.Modifier - ModifierOffset)} OR " : "")}{value}::text LIKE '% '",
        "int4" => $"{value} NOT BETWEEN -2147483648 AND 2147483647",
        "int2" => $"{value} NOT BETWEEN -32768 AND 32767",
        "timestamp" or "timestamptz" when column.Modifier is >= 0 and < 6 => $"{value} <> {value}::timestamp({Number(column.Modifier)})",
        "float4" => $"CASE WHEN {value} = 0 OR abs({value}) BETWEEN 1.2e-38 AND 3.4e38 THEN {value}::real::text::float8 <> {value} ELSE {value} IS NOT NULL END",
        _ when StoredTypes.IsTextOfServer(column) => $"{StoredTypes.Reprinted(column, value)} IS DISTINCT FROM {value}::text",
        "uuid" => $"{value} !~ '^[0-9a-f]{{8}}(-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}$'",
        _ => column.Labels is { } labels ? $"NOT {value} = ANY (ARRAY[{string.Join(", ", labels.Select(Sql.Text))}]::text[])" : null,
    };

    private static bool HoldsDigits(int modifier, ColumnType wanted)
    {
        var (precision, scale) = Digits(modifier);
        return scale >= wanted.Scale && precision - scale >= wanted.Precision - wanted.Scale;
    }

    // The scale has eleven bits and a sign.
    private static (int Precision, int Scale) Digits(int modifier) =>
        (((modifier - ModifierOffset) >> 16) & 0xFFFF, (((modifier - ModifierOffset) & 0x7FF) ^ 1024) - 1024);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
