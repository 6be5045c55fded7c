namespace Lumos.Core.Configuration;

/// <summary>A value of a YAML or JSON file with the place it stands at, both 1-based.</summary>
internal abstract record ConfigNode(int Line, int Column)
{
    /// <summary>What it is, for a message.</summary>
    public abstract string Kind { get; }
}

internal enum ScalarKind
{
    Null,
    Bool,
    Number,
    Text,
}

/// <summary>A single value; <paramref name="Text"/> is as it was written, without quotes.</summary>
internal sealed record ConfigScalar(string Text, ScalarKind Type, int Line, int Column) : ConfigNode(Line, Column)
{
    public override string Kind => Type switch { ScalarKind.Null => "nothing", ScalarKind.Bool => "true or false", ScalarKind.Number => "a number", _ => "a text" };
}

internal sealed record ConfigList(IReadOnlyList<ConfigNode> Items, int Line, int Column) : ConfigNode(Line, Column)
{
    public override string Kind => "a list";
}

internal sealed record ConfigMap(IReadOnlyList<ConfigMember> Members, int Line, int Column) : ConfigNode(Line, Column)
{
    public override string Kind => "an object";
}

internal sealed record ConfigMember(string Key, int Line, int Column, ConfigNode Value);
