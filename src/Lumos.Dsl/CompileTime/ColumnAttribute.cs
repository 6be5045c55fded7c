namespace Lumos.Dsl.CompileTime;

/// <summary>Says what a property, field or parameter is to a plan, where its name and type do not say it.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class ColumnAttribute : Attribute
{
    /// <summary>Declares the digits of a <c>decimal</c>, or nothing but <see cref="Name"/>.</summary>
    /// <param name="precision">Total digits, 1 to 28; 0 leaves them undeclared.</param>
    /// <param name="scale">Digits after the point.</param>
    public ColumnAttribute(int precision = 0, int scale = 0) => (Precision, Scale) = (precision, scale);

    /// <summary>Declares the name of the column.</summary>
    public ColumnAttribute(string name) => Name = name;

    /// <summary>Declares the name of the column and the digits of a <c>decimal</c>.</summary>
    public ColumnAttribute(string name, int precision, int scale) => (Name, Precision, Scale) = (name, precision, scale);

    /// <summary>Name of the column; null means the name of the member, as it is or in snake_case.</summary>
    public string? Name { get; }

    /// <summary>Total digits; 0 when undeclared.</summary>
    public int Precision { get; }

    /// <summary>Digits after the point.</summary>
    public int Scale { get; }
}
