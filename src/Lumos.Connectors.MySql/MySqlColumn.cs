using Lumos.Abstractions;

namespace Lumos.Connectors.MySql;

/// <summary>A column as the server declares it, and how its values are written.</summary>
/// <param name="Name">Name.</param>
/// <param name="Base">Name of its type, without lengths.</param>
/// <param name="Declared">Type as it was declared, with lengths, signs and members.</param>
/// <param name="Precision">Digits of a number.</param>
/// <param name="Scale">Digits behind the point.</param>
/// <param name="Nullable">Whether it may be NULL.</param>
/// <param name="Comment">What its comment says; null for none.</param>
internal sealed record MySqlColumn(string Name, string Base, string Declared, int Precision, int Scale, bool Nullable, string? Comment)
{
    private const int MostDigits = 38;

    private bool IsUnsigned => Declared.Contains("unsigned", StringComparison.OrdinalIgnoreCase);

    // bit(1) without a length in the way of every other spelling.
    private bool IsOneBit => Base == "bit" && Precision <= 1;

    /// <summary>Type of the values written; text where Lumos has no word for the server's.</summary>
    public ColumnType Type => Base switch
    {
        "tinyint" or "smallint" or "mediumint" or "int" or "year" => ColumnType.Int64,
        "bigint" => IsUnsigned ? ColumnType.Decimal(20, 0) : ColumnType.Int64,
        "bit" => IsOneBit ? ColumnType.Bool : ColumnType.Decimal(20, 0),
        "decimal" when Precision <= MostDigits => ColumnType.Decimal(Precision, Scale),
        "float" or "double" => ColumnType.Float64,
        "date" => ColumnType.Date,
        "datetime" or "timestamp" => ColumnType.Timestamp,
        _ => ColumnType.Text,
    };

    /// <summary>Members of an enumeration; null for other types.</summary>
    public IReadOnlyList<string>? Members => Base == "enum" ? MembersOf(Declared) : null;

    /// <summary>Whether values are bytes, written as hexadecimal digits.</summary>
    public bool IsBytes => Base is "binary" or "varbinary" or "tinyblob" or "blob" or "mediumblob" or "longblob";

    /// <summary>Whether every value stands in quotes.</summary>
    public bool IsQuoted => Type.Kind == ColumnKind.Text;

    /// <summary>Expression that gives the value's text as UTF-8 bytes, which the client hands on without making an object of it.</summary>
    public string Value => Base switch
    {
        "tinyint" or "smallint" or "mediumint" or "int" or "bigint" or "year" or "decimal" or "date" => Bytes(Quoted),
        "bit" => IsOneBit ? $"CASE WHEN {Quoted} IS NULL THEN NULL WHEN {Quoted} = 0 THEN _binary'false' ELSE _binary'true' END" : Bytes($"({Quoted} + 0)"),

        // A float of 32 bits as the double it is, which reads back the same.
        "float" => Bytes($"({Quoted} + 0E0)"),
        "double" => Bytes(Quoted),
        "datetime" or "timestamp" => Bytes($"DATE_FORMAT({Quoted}, '%Y-%m-%dT%H:%i:%s.%f')"),
        "binary" or "varbinary" or "tinyblob" or "blob" or "mediumblob" or "longblob" => Quoted,
        "geometry" or "point" or "linestring" or "polygon" or "multipoint" or "multilinestring" or "multipolygon" or "geometrycollection" or "geomcollection" => Bytes($"ST_AsText({Quoted})"),
        "char" or "varchar" or "tinytext" or "text" or "mediumtext" or "longtext" or "enum" or "set" or "json" => Bytes($"CONVERT({Quoted} USING utf8mb4)"),
        _ => Bytes($"CAST({Quoted} AS CHAR)"),
    };

    /// <summary>Expression rows are sorted by: a value no server cuts, or the hash of one that it would cut or need much memory for.</summary>
    public string Order => IsWide ? $"SHA2({Value}, 256)" : Value;

    // Servers compare the first 1,024 bytes, which are 255 characters at most.
    private bool IsWide => Base switch
    {
        "char" or "varchar" or "binary" or "varbinary" => Length > 255,
        "tinyint" or "smallint" or "mediumint" or "int" or "bigint" or "year" or "decimal" or "date" or "bit" or "float" or "double" or "datetime" or "timestamp" or "time" or "enum" or "inet4" or "inet6" or "uuid" => false,
        _ => true,
    };

    private int Length => Declared.IndexOf('(', StringComparison.Ordinal) is var open and >= 0 && Declared.IndexOf(')', StringComparison.Ordinal) is var close && close > open
        && int.TryParse(Declared.AsSpan(open + 1, close - open - 1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var length) ? length : 1;

    /// <summary>SQL that holds for values that are not below a parameter, and for NULL and dates that are none; null where the server would compare otherwise than by number or time.</summary>
    /// <param name="kind">What the parameter is.</param>
    /// <param name="parameter">Its name.</param>
    public string? NotBelow(ColumnKind kind, string parameter) => (Base, kind) switch
    {
        ("tinyint" or "smallint" or "mediumint" or "int" or "bigint" or "decimal", ColumnKind.Decimal) => $"({Quoted} >= CAST({parameter} AS DECIMAL(65, 30)) OR {Quoted} IS NULL)",
        ("date" or "datetime" or "timestamp", ColumnKind.Date or ColumnKind.Timestamp) => $"({Quoted} >= CAST({parameter} AS DATETIME(6)) OR {Quoted} IS NULL OR {Quoted} = 0)",
        _ => null,
    };

    /// <summary>The name in SQL.</summary>
    public string Quoted => Quote(Name);

    /// <summary>A quoted identifier.</summary>
    public static string Quote(string name) => $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";

    private static string Bytes(string expression) => $"CAST({expression} AS BINARY)";

    // enum('a','it''s')
    private static List<string> MembersOf(string declared)
    {
        var members = new List<string>();
        var at = declared.IndexOf('\'', StringComparison.Ordinal);
        while (at >= 0)
        {
            var member = new System.Text.StringBuilder();
            for (at++; at < declared.Length; at++)
            {
                if (declared[at] == '\'' && (at + 1 == declared.Length || declared[at + 1] != '\'')) break;
                if (declared[at] == '\'') at++;
                member.Append(declared[at]);
            }

            members.Add(member.ToString());
            at = at < declared.Length ? declared.IndexOf('\'', at + 1) : -1;
        }

        return members;
    }
}
