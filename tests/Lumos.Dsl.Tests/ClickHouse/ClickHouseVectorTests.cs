using Lumos.Dsl.Features;
using Lumos.Dsl.Sql;
using Lumos.Dsl.Vectors;

namespace Lumos.Dsl.Tests.ClickHouse;

[Collection(ClickHouseCollection.Name)]
public sealed class ClickHouseVectorTests(ClickHouseFixture engine)
{
    [Fact]
    public void Evaluate_EveryVector_GivesTheExpectedOutcome()
    {
        var results = VectorRunner.Run(VectorSet.All(), new SqlVectorBackend(SqlEngine.ClickHouse, engine.Run));

        Assert.True(results.Count >= 1356, "Vectors are missing.");
        Assert.True(results.All(result => result.Verdict != VectorVerdict.Failed), string.Join("\n", results.Where(result => result.Verdict == VectorVerdict.Failed)));

        // Only parts of the language it does not claim may be refused, none of the core.
        Assert.Equal([], results.Where(result => result.Verdict == VectorVerdict.Refused && VectorSet.Needs(result.Vector, SqlEngine.ClickHouse) == DslFeatures.None).Select(result => result.ToString()));
    }

    [Fact]
    public void Evaluate_VectorsBehindFlags_GiveTheExpectedOutcome() => VectorSet.AssertBehindFlags(new SqlVectorBackend(SqlEngine.ClickHouse, engine.Run));
}
