using Lumos.Dsl.Features;
using Lumos.Dsl.Sql;
using Lumos.Dsl.Tests.Sql;
using Lumos.Dsl.Vectors;

namespace Lumos.Dsl.Tests.MariaDb;

[Collection(MariaDbCollection.Name)]
public sealed class MariaDbVectorTests(MariaDbFixture server)
{
    [ServerFact(Server.MariaDb)]
    public void Evaluate_EveryVector_GivesTheExpectedOutcome()
    {
        var results = VectorRunner.Run(VectorSet.All(), new SqlVectorBackend(SqlEngine.MariaDb, server.Run));

        Assert.True(results.Count >= 1356, "Vectors are missing.");
        Assert.True(results.All(result => result.Verdict != VectorVerdict.Failed), string.Join("\n", results.Where(result => result.Verdict == VectorVerdict.Failed)));

        // Only parts of the language it does not claim may be refused, none of the core; and doubles read from text or -0, which a DOUBLE cannot hold there.
        Assert.Equal([], results.Where(result => result.Verdict == VectorVerdict.Refused && VectorSet.Needs(result.Vector, SqlEngine.MariaDb) == DslFeatures.None && !IsDouble(result.Vector)).Select(result => result.ToString()));
    }

    [ServerFact(Server.MariaDb)]
    public void Evaluate_VectorsBehindFlags_GiveTheExpectedOutcome() => VectorSet.AssertBehindFlags(new SqlVectorBackend(SqlEngine.MariaDb, server.Run));

    private static bool IsDouble(DslVector vector) => vector.Operation == "type_cast" && vector.Args.GetRawText().Contains("float64", StringComparison.Ordinal);
}
