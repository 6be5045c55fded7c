using Lumos.Dsl.Features;
using Lumos.Dsl.Model;
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

    /// <summary>Vectors of what is behind <see cref="DslFlags"/>.</summary>
    public static IReadOnlyList<DslVector> BehindFlags() => [.. VectorFile.Read(Path.Combine(AppContext.BaseDirectory, "vectors", "flags", "select-when.jsonl"))];

    /// <summary>Fails unless a backend gives the expected outcome of every vector behind a flag, or refuses it for want of regular expressions.</summary>
    public static void AssertBehindFlags(IVectorBackend backend, int refused = 0)
    {
        var results = VectorRunner.Run(BehindFlags(), backend, DslFlags.SelectWhen);
        Assert.Equal([], results.Where(result => result.Verdict == VectorVerdict.Failed).Select(result => result.ToString()));
        Assert.Equal(refused, results.Count(result => result.Verdict == VectorVerdict.Refused));
        Assert.True(results.Count >= 63, "Vectors are missing.");
    }

    /// <summary>Parts of the language a vector needs that an engine does not claim.</summary>
    public static DslFeatures Needs(DslVector vector, SqlEngine engine) =>
        VectorCompiler.Compile(vector, out _) is { } compiled ? PlanFeatures.Of(compiled.ToPlan()) & ~SqlDialects.Find(engine)!.Features : DslFeatures.None;
}
