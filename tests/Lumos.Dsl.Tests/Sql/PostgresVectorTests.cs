using Lumos.Dsl.Sql;
using Lumos.Dsl.Vectors;

namespace Lumos.Dsl.Tests.Sql;

[Collection(PostgresTests.Name)]
public sealed class PostgresVectorTests(PostgresServer server)
{
    [Fact]
    public void Evaluate_EveryVector_GivesTheExpectedOutcome()
    {
        var results = VectorRunner.Run(VectorSet.All(), new SqlVectorBackend(SqlEngine.Postgres, server.Run));

        Assert.True(results.Count >= 1356, "Vectors are missing.");
        Assert.Equal([], results.Where(result => result.Verdict != VectorVerdict.Passed).Select(result => result.ToString()));
    }
}
