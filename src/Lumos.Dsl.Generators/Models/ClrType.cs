using Lumos.Abstractions;

namespace Lumos.Dsl.Generators.Models;

/// <summary>C# types that hold values of the language.</summary>
internal enum ClrType
{
    None,
    String,
    CharMemory,
    CharSpan,
    Int64,
    Int32,
    Int16,
    Byte,
    Decimal,
    Bool,
    DateOnly,
    DateTime,
    Double,
}

/// <summary>What the generator knows of a <see cref="ClrType"/>.</summary>
internal static class ClrTypes
{
    /// <summary>Kind of value it holds.</summary>
    public static ColumnKind KindOf(ClrType type) => type switch
    {
        ClrType.Int64 or ClrType.Int32 or ClrType.Int16 or ClrType.Byte => ColumnKind.Int64,
        ClrType.Decimal => ColumnKind.Decimal,
        ClrType.Bool => ColumnKind.Bool,
        ClrType.DateOnly => ColumnKind.Date,
        ClrType.DateTime => ColumnKind.Timestamp,
        ClrType.Double => ColumnKind.Float64,
        _ => ColumnKind.Text,
    };

    /// <summary>Whether a pipeline's result can be put into it.</summary>
    public static bool CanReceive(ClrType type) => type is ClrType.String or ClrType.Int64 or ClrType.Int32 or ClrType.Decimal or ClrType.Bool or ClrType.DateOnly or ClrType.DateTime or ClrType.Double;

    /// <summary>Its name in C#, without the mark of nullability.</summary>
    public static string NameOf(ClrType type) => type switch
    {
        ClrType.String => "string",
        ClrType.CharMemory => "global::System.ReadOnlyMemory<char>",
        ClrType.CharSpan => "global::System.ReadOnlySpan<char>",
        ClrType.Int64 => "long",
        ClrType.Int32 => "int",
        ClrType.Int16 => "short",
        ClrType.Byte => "byte",
        ClrType.Decimal => "decimal",
        ClrType.Bool => "bool",
        ClrType.DateOnly => "global::System.DateOnly",
        ClrType.DateTime => "global::System.DateTime",
        ClrType.Double => "double",
        _ => "object",
    };
}
