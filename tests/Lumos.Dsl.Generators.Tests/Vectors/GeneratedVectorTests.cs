using Lumos.Dsl.Vectors;
using Lumos.Host.Cli;

namespace Lumos.Dsl.Generators.Tests.Vectors;

public sealed class GeneratedVectorTests
{
    [Fact]
    public void Evaluate_EveryVector_GivesTheExpectedOutcome()
    {
        var vectors = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "vectors"), "*.jsonl").Order(StringComparer.Ordinal).SelectMany(VectorFile.Read).ToArray();

        var results = VectorRunner.Run(vectors, new GeneratedBackend());

        Assert.True(results.Count >= 1356, "Vectors are missing.");
        Assert.Equal([], results.Where(result => result.Verdict == VectorVerdict.Failed).Select(result => result.ToString()));

        // The shared contract is the core of the language; what lies beyond may be refused.
        Assert.Equal([], results.Where(result => result.Verdict == VectorVerdict.Refused && result.Vector.Id[0] == 'D').Select(result => result.ToString()));
    }
}
