using System.Globalization;
using Lumos.Abstractions;

namespace Lumos.Core.TargetSchemas;

/// <summary>Reads the type names people write in target schemas: Lumos's own and those of common SQL dialects.</summary>
internal static class SqlTypeName
{
    /// <summary>Decimal digits when a dialect's <c>numeric</c> has none written: the widest every backend computes with.</summary>
    private const int DefaultPrecision = 18;

    private const string Unsigned = "unsigned";

    private static readonly Dictionary<string, ColumnType> Plain = new(StringComparer.OrdinalIgnoreCase)
    {
        ["text"] = ColumnType.Text, ["string"] = ColumnType.Text, ["varchar"] = ColumnType.Text, ["nvarchar"] = ColumnType.Text, ["char"] = ColumnType.Text,
        ["nchar"] = ColumnType.Text, ["bpchar"] = ColumnType.Text, ["character"] = ColumnType.Text, ["character varying"] = ColumnType.Text, ["varchar2"] = ColumnType.Text,
        ["nvarchar2"] = ColumnType.Text, ["clob"] = ColumnType.Text, ["longtext"] = ColumnType.Text, ["mediumtext"] = ColumnType.Text, ["tinytext"] = ColumnType.Text,
        ["citext"] = ColumnType.Text, ["uuid"] = ColumnType.Text, ["json"] = ColumnType.Text, ["jsonb"] = ColumnType.Text, ["enum"] = ColumnType.Text,
        ["int64"] = ColumnType.Int64, ["bigint"] = ColumnType.Int64, ["int"] = ColumnType.Int64, ["integer"] = ColumnType.Int64, ["smallint"] = ColumnType.Int64,
        ["tinyint"] = ColumnType.Int64, ["mediumint"] = ColumnType.Int64, ["int2"] = ColumnType.Int64, ["int4"] = ColumnType.Int64, ["int8"] = ColumnType.Int64,
        ["long"] = ColumnType.Int64, ["serial"] = ColumnType.Int64, ["bigserial"] = ColumnType.Int64, ["smallserial"] = ColumnType.Int64, ["utinyint"] = ColumnType.Int64, ["usmallint"] = ColumnType.Int64,
        ["uinteger"] = ColumnType.Int64, ["hugeint"] = ColumnType.Decimal(38, 0), ["ubigint"] = ColumnType.Decimal(20, 0),
        ["bool"] = ColumnType.Bool, ["boolean"] = ColumnType.Bool, ["bit"] = ColumnType.Bool,
        ["date"] = ColumnType.Date,
        ["timestamp"] = ColumnType.Timestamp, ["datetime"] = ColumnType.Timestamp, ["datetime2"] = ColumnType.Timestamp, ["smalldatetime"] = ColumnType.Timestamp,
        ["timestamptz"] = ColumnType.Timestamp, ["timestamp with time zone"] = ColumnType.Timestamp, ["timestamp without time zone"] = ColumnType.Timestamp,
        ["timestamp_ntz"] = ColumnType.Timestamp, ["timestamp_tz"] = ColumnType.Timestamp,
        ["float64"] = ColumnType.Float64, ["double"] = ColumnType.Float64, ["double precision"] = ColumnType.Float64, ["float"] = ColumnType.Float64,
        ["float4"] = ColumnType.Float64, ["float8"] = ColumnType.Float64, ["real"] = ColumnType.Float64,
        ["number"] = ColumnType.Decimal(DefaultPrecision, 6),
        ["bytea"] = ColumnType.Text, ["interval"] = ColumnType.Text, ["time"] = ColumnType.Text, ["timetz"] = ColumnType.Text, ["time with time zone"] = ColumnType.Text, ["time without time zone"] = ColumnType.Text,
        ["inet"] = ColumnType.Text, ["cidr"] = ColumnType.Text, ["macaddr"] = ColumnType.Text, ["macaddr8"] = ColumnType.Text, ["xml"] = ColumnType.Text, ["tsvector"] = ColumnType.Text,
        ["int4range"] = ColumnType.Text, ["int8range"] = ColumnType.Text, ["numrange"] = ColumnType.Text, ["tsrange"] = ColumnType.Text, ["tstzrange"] = ColumnType.Text, ["daterange"] = ColumnType.Text,
        ["point"] = ColumnType.Text, ["hstore"] = ColumnType.Text, ["ltree"] = ColumnType.Text,
    };

    // Types whose name and arguments are all there is to say, and which every target makes as they are.
    private static readonly HashSet<string> Everywhere = new(StringComparer.OrdinalIgnoreCase)
    {
        "text", "varchar", "character varying", "char", "character", "bigint", "int8", "integer", "int", "int4", "smallint", "int2", "numeric", "decimal", "dec", "boolean", "bool", "date", "timestamp",
        "timestamp without time zone", "double precision", "float8",
    };

    /// <summary>Whether a declared type is made by Lumos' own words for it, so that nothing need be remembered of how it was written.</summary>
    public static bool IsPlain(string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var name = (open < 0 ? text : text[..open]).Trim();
        return Everywhere.Contains(name) && (open >= 0) == (name.ToLowerInvariant() is "varchar" or "character varying" or "char" or "character" or "numeric" or "decimal" or "dec")
            || string.Equals(name, "varchar", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Every name that is understood, for suggestions.</summary>
    public static IEnumerable<string> Names => Plain.Keys.Append("decimal");

    /// <summary>Reads a type such as <c>varchar(20)</c>, <c>numeric(10,2)</c> or <c>int64</c>.</summary>
    public static bool TryParse(string text, out ColumnType type) => TryParse(text, out type, out _);

    /// <summary>Reads a type and how narrow it is declared; null for as wide as the type.</summary>
    public static bool TryParse(string text, out ColumnType type, out ColumnWidth? width)
    {
        width = null;
        if (ColumnType.TryParse(text, out type)) return true;
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var name = (open < 0 ? text : text[..open]).Trim();
        var close = open < 0 ? -1 : text.LastIndexOf(')');
        if (open >= 0 && close < open) return false;
        var arguments = open < 0 ? [] : text[(open + 1)..close].Split(',', StringSplitOptions.TrimEntries);
        if (IsDecimal(name)) return TryDecimal(name, arguments, out type);
        var isUnsigned = close >= 0 && text[(close + 1)..].Contains(Unsigned, StringComparison.OrdinalIgnoreCase);
        if (name.EndsWith(" " + Unsigned, StringComparison.OrdinalIgnoreCase)) (name, isUnsigned) = (name[..^(Unsigned.Length + 1)].TrimEnd(), true);
        if (!Plain.TryGetValue(name, out type)) return false;
        width = type.Kind == ColumnKind.Int64 ? BitsOf(name.ToLowerInvariant(), isUnsigned) : type.Kind == ColumnKind.Text ? LengthOf(name.ToLowerInvariant(), arguments) : null;
        return true;
    }

    // A tinyint has a sign in some dialects and none in others; a smallint holds both. Numbers without a sign need twice the bits.
    private static ColumnWidth? BitsOf(string name, bool isUnsigned) => name switch
    {
        "tinyint" or "utinyint" => ColumnWidth.Int16,
        "smallint" or "int2" or "smallserial" => isUnsigned ? ColumnWidth.Int32 : ColumnWidth.Int16,
        "usmallint" or "mediumint" => ColumnWidth.Int32,
        "int" or "integer" or "int4" or "serial" => isUnsigned ? null : ColumnWidth.Int32,
        _ => null,
    };

    // varchar2(20 byte) says its unit; max and a type without a length say that there is no limit.
    private static ColumnWidth? LengthOf(string name, string[] arguments)
    {
        if (arguments.Length == 0 || !int.TryParse(arguments[0].Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var characters) || characters < 1) return null;
        return name switch
        {
            "varchar" or "nvarchar" or "varchar2" or "nvarchar2" or "character varying" or "string" => ColumnWidth.Varchar(characters),
            "char" or "nchar" or "character" or "bpchar" => ColumnWidth.Char(characters),
            _ => null,
        };
    }

    private static bool IsDecimal(string name) => name.ToLowerInvariant() is "decimal" or "numeric" or "dec" or "number" or "money" or "smallmoney";

    private static bool TryDecimal(string name, string[] arguments, out ColumnType type)
    {
        type = default;
        if (arguments.Length == 0)
        {
            // The dialects' own defaults differ (18,0 / 10,0 / unlimited); money has four places in SQL Server.
            type = name.Contains("money", StringComparison.OrdinalIgnoreCase) ? ColumnType.Decimal(DefaultPrecision, 4) : ColumnType.Decimal(DefaultPrecision, 6);
            return true;
        }

        if (!int.TryParse(arguments[0], NumberStyles.None, CultureInfo.InvariantCulture, out var precision)) return false;
        var scale = 0;
        if (arguments.Length > 1 && !int.TryParse(arguments[1], NumberStyles.None, CultureInfo.InvariantCulture, out scale)) return false;
        if (arguments.Length > 2 || precision is < 1 or > 38 || scale > precision) return false;
        type = ColumnType.Decimal(precision, scale);
        return true;
    }
}
