using System.Text;
using Lumos.Abstractions;

namespace Lumos.Dsl.Generators.Models;

/// <summary>A property, field or parameter that is a column. Holds nothing of the compiler's.</summary>
/// <param name="Name">Its name in C#.</param>
/// <param name="Column">Declared column name; null means its own name, as it is or in snake_case.</param>
/// <param name="Clr">Its type; <see cref="ClrType.None"/> for one the language has no value for.</param>
/// <param name="TypeText">The type as a person reads it.</param>
/// <param name="Nullable">Whether it can hold NULL.</param>
/// <param name="Precision">Declared digits of a decimal; 0 for none.</param>
/// <param name="Scale">Declared digits after the point.</param>
internal sealed record MemberModel(string Name, string? Column, ClrType Clr, string TypeText, bool Nullable, int Precision, int Scale)
{
    /// <summary>Whether an object initializer can set it.</summary>
    public bool IsSettable { get; init; }

    /// <summary>Whether an object cannot be made without it.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Type in the language; null when there is none, or a decimal's digits are not declared.</summary>
    public ColumnType? Type => Clr switch
    {
        ClrType.None => null,
        ClrType.Decimal when Precision is >= 1 and <= 28 && Scale >= 0 && Scale <= Precision => ColumnType.Decimal(Precision, Scale),
        ClrType.Decimal => null,
        ClrType.Bool => ColumnType.Bool,
        ClrType.DateOnly => ColumnType.Date,
        ClrType.DateTime => ColumnType.Timestamp,
        ClrType.Double => ColumnType.Float64,
        _ => ClrTypes.KindOf(Clr) == ColumnKind.Int64 ? ColumnType.Int64 : ColumnType.Text,
    };

    /// <summary>The type in C#, with its mark of nullability.</summary>
    public string ClrText => ClrTypes.NameOf(Clr) + (Nullable ? "?" : "");

    /// <summary>Name of the column where the plan does not say it otherwise.</summary>
    public string DefaultColumn => Column ?? Name;

    /// <summary>Whether a plan may call it by this name.</summary>
    public bool Answers(string column) => Column is not null ? Column == column : Name == column || SnakeCase(Name) == column;

    /// <summary>FirstName and firstName as first_name.</summary>
    public static string SnakeCase(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            var startsWord = char.IsUpper(name[i]) && i > 0 && name[i - 1] != '_' && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (startsWord) text.Append('_');
            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }
}
