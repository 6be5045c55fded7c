using Lumos.Dsl.Features;
using Lumos.Dsl.Sql;
using Lumos.Dsl.Vectors;

namespace Lumos.Dsl.Tests;

/// <summary>The vector files beside the tests: the shared contract, and the differences found by our own property tests.</summary>
internal static class VectorSet
{
    public static IReadOnlyList<DslVector> All() =>
    [
        .. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "vectors"), "*.jsonl").Order(StringComparer.Ordinal).SelectMany(VectorFile.Read),
    ];

    /// <summary>Parts of the language a vector needs that an engine does not claim.</summary>
    public static DslFeatures Needs(DslVector vector, SqlEngine engine) =>
        VectorCompiler.Compile(vector, out _) is { } compiled ? PlanFeatures.Of(compiled.ToPlan()) & ~SqlDialects.Find(engine)!.Features : DslFeatures.None;
}
