using Lumos.Dsl.Vectors;
using Lumos.DuckDb;

namespace Lumos.Dsl.Tests.DuckDb;

public sealed class DuckDbVectorTests
{
    [Fact]
    public void Evaluate_EveryVector_GivesTheExpectedOutcome()
    {
        using var connection = new DuckDbConnection();
        connection.Open();

        var results = VectorRunner.Run(VectorSet.All(), new DuckDbBackend(connection));

        Assert.True(results.Count >= 1356, "Vectors are missing.");
        Assert.Equal([], results.Where(result => result.Verdict == VectorVerdict.Failed).Select(result => result.ToString()));

        // Steps of wide decimals that need more than its 127 bits.
        var refused = results.Where(result => result.Verdict == VectorVerdict.Refused).ToList();
        Assert.Equal(6, refused.Count);
        Assert.All(refused, result => Assert.Contains("\"wide\": true", result.Vector.Args.GetRawText(), StringComparison.Ordinal));
    }

    [Fact]
    public void Evaluate_VectorsBehindFlags_GiveTheExpectedOutcome()
    {
        using var connection = new DuckDbConnection();
        connection.Open();
        VectorSet.AssertBehindFlags(new DuckDbBackend(connection));
    }
}
