namespace Lumos.Dsl.Model;

/// <summary>Parts of the language that are planned for a later version and off unless they are asked for.</summary>
[Flags]
public enum DslFlags
{
    /// <summary>Version 1 as it is.</summary>
    None = 0,

    /// <summary><c>select_when</c>.</summary>
    SelectWhen = 1 << 0,
}
