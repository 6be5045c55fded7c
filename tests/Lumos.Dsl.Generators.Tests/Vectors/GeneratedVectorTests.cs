using Lumos.Dsl.Vectors;
using Lumos.Host.Cli;

namespace Lumos.Dsl.Generators.Tests.Vectors;

public sealed class GeneratedVectorTests
{
    /// <summary>Vectors of the core and of what generated code can do beyond it: nothing of them may be refused.</summary>
    // lumos-numbers.jsonl also holds wide decimals and float64, which generated code refuses so far.
    private static readonly string[] Core = ["dsl-vectors.jsonl", "lumos-regex.jsonl", "lumos-dates.jsonl", "lumos-case.jsonl", "lumos-units.jsonl", "lumos-zones.jsonl", "lumos-definition.jsonl"];

    public static TheoryData<string> Files => new(Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "vectors"), "*.jsonl").Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Files))]
    public void Evaluate_EveryVector_GivesTheExpectedOutcome(string file)
    {
        var results = VectorRunner.Run(VectorFile.Read(Path.Combine(AppContext.BaseDirectory, "vectors", file)), new GeneratedBackend());

        Assert.NotEmpty(results);
        Assert.Equal([], results.Where(result => result.Verdict == VectorVerdict.Failed || (result.Verdict == VectorVerdict.Refused && Core.Contains(file))).Select(result => result.ToString()));
    }

    [Fact]
    public void Files_OfTheCore_AreThere() => Assert.All(Core, file => Assert.True(File.Exists(Path.Combine(AppContext.BaseDirectory, "vectors", file)), file));
}
