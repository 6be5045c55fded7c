namespace Lumos.Dsl.Sql;

/// <summary>The texts that are a bool, in lower case.</summary>
internal static class CastWords
{
    public static IReadOnlyList<string> True { get; } = ["true", "t", "yes", "y", "1"];

    public static IReadOnlyList<string> False { get; } = ["false", "f", "no", "n", "0"];
}
