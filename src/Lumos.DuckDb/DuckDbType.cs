namespace Lumos.DuckDb;

/// <summary>DuckDB's types by number, as in its C API.</summary>
public enum DuckDbType
{
    /// <summary>No type.</summary>
    Invalid = 0,

    /// <summary>BOOLEAN: <see cref="bool"/>.</summary>
    Boolean = 1,

    /// <summary>TINYINT: <see cref="sbyte"/>.</summary>
    TinyInt = 2,

    /// <summary>SMALLINT: <see cref="short"/>.</summary>
    SmallInt = 3,

    /// <summary>INTEGER: <see cref="int"/>.</summary>
    Integer = 4,

    /// <summary>BIGINT: <see cref="long"/>.</summary>
    BigInt = 5,

    /// <summary>UTINYINT: <see cref="byte"/>.</summary>
    UTinyInt = 6,

    /// <summary>USMALLINT: <see cref="ushort"/>.</summary>
    USmallInt = 7,

    /// <summary>UINTEGER: <see cref="uint"/>.</summary>
    UInteger = 8,

    /// <summary>UBIGINT: <see cref="ulong"/>.</summary>
    UBigInt = 9,

    /// <summary>FLOAT: <see cref="float"/>.</summary>
    Float = 10,

    /// <summary>DOUBLE: <see cref="double"/>.</summary>
    Double = 11,

    /// <summary>TIMESTAMP, microseconds without a zone: <see cref="DateTime"/> of kind Unspecified, or <see cref="DuckDbTimestamp"/>.</summary>
    Timestamp = 12,

    /// <summary>DATE: <see cref="DateOnly"/>, or <see cref="DuckDbDate"/> for infinity and years outside 1 to 9999.</summary>
    Date = 13,

    /// <summary>TIME, microseconds: <see cref="TimeOnly"/>, or <see cref="TimeSpan"/> for 24:00.</summary>
    Time = 14,

    /// <summary>INTERVAL: <see cref="DuckDbInterval"/>, or <see cref="TimeSpan"/> when it has no months.</summary>
    Interval = 15,

    /// <summary>HUGEINT: <see cref="Int128"/>.</summary>
    HugeInt = 16,

    /// <summary>VARCHAR, UTF-8 text: <see cref="string"/>. JSON is VARCHAR with the alias JSON.</summary>
    Varchar = 17,

    /// <summary>BLOB: array of <see cref="byte"/>.</summary>
    Blob = 18,

    /// <summary>DECIMAL up to 38 digits: <see cref="decimal"/>, or <see cref="DuckDbDecimal"/> for all digits.</summary>
    Decimal = 19,

    /// <summary>TIMESTAMP_S, seconds.</summary>
    TimestampS = 20,

    /// <summary>TIMESTAMP_MS, milliseconds.</summary>
    TimestampMs = 21,

    /// <summary>TIMESTAMP_NS, nanoseconds; <see cref="DateTime"/> holds hundreds of them, <see cref="DuckDbTimestamp"/> all.</summary>
    TimestampNs = 22,

    /// <summary>ENUM: <see cref="string"/>.</summary>
    Enum = 23,

    /// <summary>LIST of one type.</summary>
    List = 24,

    /// <summary>STRUCT of named fields.</summary>
    Struct = 25,

    /// <summary>MAP.</summary>
    Map = 26,

    /// <summary>UUID: <see cref="System.Guid"/>.</summary>
    Uuid = 27,

    /// <summary>UNION: the value of the member that is set.</summary>
    Union = 28,

    /// <summary>BIT: text of zeros and ones.</summary>
    Bit = 29,

    /// <summary>TIMETZ: <see cref="DuckDbTimeTz"/>.</summary>
    TimeTz = 30,

    /// <summary>TIMESTAMPTZ, microseconds in UTC: <see cref="DateTime"/> of kind Utc, or <see cref="DateTimeOffset"/>.</summary>
    TimestampTz = 31,

    /// <summary>UHUGEINT: <see cref="UInt128"/>.</summary>
    UHugeInt = 32,

    /// <summary>ARRAY of one type and fixed length.</summary>
    Array = 33,

    /// <summary>Any type; parameters of functions only.</summary>
    Any = 34,

    /// <summary>BIGNUM: <see cref="System.Numerics.BigInteger"/>.</summary>
    BigNum = 35,

    /// <summary>The type of a bare NULL.</summary>
    SqlNull = 36,

    /// <summary>A string literal before it has a type.</summary>
    StringLiteral = 37,

    /// <summary>An integer literal before it has a type.</summary>
    IntegerLiteral = 38,

    /// <summary>TIME_NS, nanoseconds.</summary>
    TimeNs = 39,

    /// <summary>GEOMETRY, read as its bytes.</summary>
    Geometry = 40,

    /// <summary>VARIANT; cast it to another type to read it.</summary>
    Variant = 41,
}
