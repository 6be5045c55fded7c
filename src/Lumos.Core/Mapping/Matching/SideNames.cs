namespace Lumos.Core.Mapping.Matching;

/// <summary>Names of one side as they read.</summary>
internal sealed class SideNames(NameReading[] whole, NameReading?[] shortened)
{
    /// <summary>The whole names.</summary>
    public NameReading[] Whole => whole;

    /// <summary>The names without what most columns are called first; null where that leaves the name.</summary>
    public NameReading?[] Short => shortened;

    /// <summary>Words of the whole names.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Words { get; } = [.. whole.Select(static n => n.Words)];
}
