using Lumos.Dsl.Vectors;

namespace Lumos.Dsl.Tests;

/// <summary>The vector files beside the tests: the shared contract, and the differences found by our own property tests.</summary>
internal static class VectorSet
{
    public static IReadOnlyList<DslVector> All() =>
    [
        .. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "vectors"), "*.jsonl").Order(StringComparer.Ordinal).SelectMany(VectorFile.Read),
    ];
}
