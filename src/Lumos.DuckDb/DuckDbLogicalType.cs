using System.Globalization;
using System.Text;

namespace Lumos.DuckDb;

/// <summary>A type with its parameters, as a column or a value has it. Immutable; equal when every part is equal.</summary>
public sealed partial class DuckDbLogicalType : IEquatable<DuckDbLogicalType>
{
    private static readonly DuckDbLogicalType[] Plain = [.. Enumerable.Range(0, 42).Select(kind => new DuckDbLogicalType((DuckDbType)kind))];

    private DuckDbLogicalType(DuckDbType kind) => Kind = kind;

    /// <summary>The kind of type.</summary>
    public DuckDbType Kind { get; }

    /// <summary>Total digits of a DECIMAL, 1 to 38; else 0.</summary>
    public int Precision { get; private init; }

    /// <summary>Digits after the point of a DECIMAL; else 0.</summary>
    public int Scale { get; private init; }

    /// <summary>Elements of an ARRAY; else 0.</summary>
    public int ArraySize { get; private init; }

    /// <summary>Element type of a LIST or ARRAY; for a MAP, the struct of key and value it is stored as; else null.</summary>
    public DuckDbLogicalType? Element { get; private init; }

    /// <summary>Fields of a STRUCT, members of a UNION, key and value of a MAP; else empty.</summary>
    public IReadOnlyList<DuckDbField> Fields { get; private init; } = [];

    /// <summary>Values of an ENUM in order; else empty.</summary>
    public IReadOnlyList<string> EnumValues { get; private init; } = [];

    /// <summary>The name a type goes by instead of its own, such as JSON; null when it has none.</summary>
    public string? Alias { get; private init; }

    /// <summary>A type without parameters.</summary>
    /// <exception cref="ArgumentException">The kind needs parameters.</exception>
    public static DuckDbLogicalType Of(DuckDbType kind) => kind switch
    {
        DuckDbType.Decimal or DuckDbType.Enum or DuckDbType.List or DuckDbType.Array or DuckDbType.Struct or DuckDbType.Map or DuckDbType.Union =>
            throw new ArgumentException($"{kind} needs parameters: use the factory of its name.", nameof(kind)),
        _ when (uint)kind < (uint)Plain.Length => Plain[(int)kind],
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>JSON text.</summary>
    public static DuckDbLogicalType Json { get; } = new(DuckDbType.Varchar) { Alias = "JSON" };

    /// <summary>DECIMAL.</summary>
    /// <param name="precision">Total digits, 1 to 38.</param>
    /// <param name="scale">Digits after the point, 0 to <paramref name="precision"/>.</param>
    public static DuckDbLogicalType Decimal(int precision, int scale)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(precision, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(precision, 38);
        ArgumentOutOfRangeException.ThrowIfNegative(scale);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, precision);
        return new DuckDbLogicalType(DuckDbType.Decimal) { Precision = precision, Scale = scale };
    }

    /// <summary>LIST.</summary>
    public static DuckDbLogicalType List(DuckDbLogicalType element) => new(DuckDbType.List) { Element = NotNull(element) };

    /// <summary>ARRAY of <paramref name="size"/> elements, 1 to 100000.</summary>
    public static DuckDbLogicalType Array(DuckDbLogicalType element, int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, 100_000);
        return new DuckDbLogicalType(DuckDbType.Array) { Element = NotNull(element), ArraySize = size };
    }

    /// <summary>STRUCT with at least one field.</summary>
    public static DuckDbLogicalType Struct(params IReadOnlyList<DuckDbField> fields) => new(DuckDbType.Struct) { Fields = NotEmpty(fields) };

    /// <summary>UNION with at least one member.</summary>
    public static DuckDbLogicalType Union(params IReadOnlyList<DuckDbField> members) => new(DuckDbType.Union) { Fields = NotEmpty(members) };

    /// <summary>MAP.</summary>
    public static DuckDbLogicalType Map(DuckDbLogicalType key, DuckDbLogicalType value)
    {
        DuckDbField[] fields = [new("key", NotNull(key)), new("value", NotNull(value))];
        return new DuckDbLogicalType(DuckDbType.Map) { Fields = fields, Element = Struct(fields) };
    }

    /// <summary>ENUM with at least one value.</summary>
    public static DuckDbLogicalType Enum(params IReadOnlyList<string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0) throw new ArgumentException("An ENUM needs a value.", nameof(values));
        return new DuckDbLogicalType(DuckDbType.Enum) { EnumValues = [.. values] };
    }

    /// <summary>The same type under another name.</summary>
    internal DuckDbLogicalType WithAlias(string? alias) => new(Kind)
    {
        Precision = Precision, Scale = Scale, ArraySize = ArraySize, Element = Element, Fields = Fields, EnumValues = EnumValues, Alias = alias,
    };

    /// <summary>The type as SQL writes it.</summary>
    public override string ToString() => Alias ?? Kind switch
    {
        DuckDbType.Decimal => string.Create(CultureInfo.InvariantCulture, $"DECIMAL({Precision},{Scale})"),
        DuckDbType.List => $"{Element}[]",
        DuckDbType.Array => string.Create(CultureInfo.InvariantCulture, $"{Element}[{ArraySize}]"),
        DuckDbType.Map => $"MAP({Fields[0].Type}, {Fields[1].Type})",
        DuckDbType.Struct => $"STRUCT({FieldList()})",
        DuckDbType.Union => $"UNION({FieldList()})",
        DuckDbType.Enum => $"ENUM({string.Join(", ", EnumValues.Select(SqlText.Literal))})",
        DuckDbType.TimestampTz => "TIMESTAMP WITH TIME ZONE",
        DuckDbType.TimeTz => "TIME WITH TIME ZONE",
        DuckDbType.TimestampS => "TIMESTAMP_S",
        DuckDbType.TimestampMs => "TIMESTAMP_MS",
        DuckDbType.TimestampNs => "TIMESTAMP_NS",
        DuckDbType.TimeNs => "TIME_NS",
        DuckDbType.SqlNull => "\"NULL\"",
        _ => Kind.ToString().ToUpperInvariant(),
    };

    /// <inheritdoc />
    public bool Equals(DuckDbLogicalType? other) => other is not null
        && (ReferenceEquals(this, other)
            || (Kind == other.Kind && Precision == other.Precision && Scale == other.Scale && ArraySize == other.ArraySize && Alias == other.Alias
                && Equals(Element, other.Element) && Fields.SequenceEqual(other.Fields) && EnumValues.SequenceEqual(other.EnumValues)));

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as DuckDbLogicalType);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Kind, Precision, Scale, ArraySize, Element, Fields.Count, EnumValues.Count);

    private string FieldList()
    {
        var text = new StringBuilder();
        foreach (var field in Fields) text.Append(text.Length == 0 ? "" : ", ").Append(SqlText.Identifier(field.Name)).Append(' ').Append(field.Type);
        return text.ToString();
    }

    private static DuckDbLogicalType NotNull(DuckDbLogicalType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type;
    }

    private static DuckDbField[] NotEmpty(IReadOnlyList<DuckDbField> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return fields.Count > 0 ? [.. fields] : throw new ArgumentException("At least one field is needed.", nameof(fields));
    }
}

/// <summary>A name and a type: a column, a field of a STRUCT or a member of a UNION.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
public sealed record DuckDbField(string Name, DuckDbLogicalType Type)
{
    /// <summary>A field of a type without parameters.</summary>
    public DuckDbField(string name, DuckDbType type) : this(name, DuckDbLogicalType.Of(type))
    {
    }
}
