using Lumos.Abstractions;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Signatures;

/// <summary>The value of a parameter, before it becomes part of an operation and after it was taken out of one.</summary>
internal abstract record Argument
{
    /// <summary>The parameter is not used.</summary>
    public static Argument Absent { get; } = new AbsentArgument();
}

/// <summary>Not used.</summary>
internal sealed record AbsentArgument : Argument;

/// <summary>One of the parameter's words.</summary>
internal sealed record WordArgument(string Word) : Argument;

/// <summary>A text.</summary>
internal sealed record TextArgument(string Text) : Argument;

/// <summary>A whole number.</summary>
internal sealed record IntegerArgument(int Value) : Argument;

/// <summary>True or false.</summary>
internal sealed record FlagArgument(bool Value) : Argument;

/// <summary>A type.</summary>
internal sealed record TypeArgument(ColumnType Type) : Argument;

/// <summary>Texts.</summary>
internal sealed record TextListArgument(ValueList<string> Texts) : Argument;

/// <summary>Types.</summary>
internal sealed record TypeListArgument(ValueList<ColumnType> Types) : Argument;

/// <summary>A lookup table.</summary>
internal sealed record MapArgument(ValueList<MapEntry> Entries) : Argument;
