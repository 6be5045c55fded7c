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
        Assert.Equal([], results.Where(result => result.Verdict != VectorVerdict.Passed).Select(result => result.ToString()));
    }
}
