using Lumos.Dsl.Features;
using Lumos.Dsl.Sql;
using Lumos.Dsl.Tests.Sql;
using Lumos.Dsl.Vectors;

namespace Lumos.Dsl.Tests.MySql;

[Collection(MySqlCollection.Name)]
public sealed partial class MySqlVectorTests(MySqlFixture server)
{
    [ServerFact(Server.MySql)]
    public void Evaluate_EveryVector_GivesTheExpectedOutcome()
    {
        var results = VectorRunner.Run(VectorSet.All(), new SqlVectorBackend(SqlEngine.MySql, server.Run));

        Assert.True(results.Count >= 1356, "Vectors are missing.");
        Assert.True(results.All(result => result.Verdict != VectorVerdict.Failed), string.Join("\n", results.Where(result => result.Verdict == VectorVerdict.Failed)));

        // Refused are only parts of the language it does not claim, doubles read from text, whose digits it does not read to the end, and decimals of more than 30 digits after the point.
        Assert.Equal([], results.Where(result => result.Verdict == VectorVerdict.Refused && VectorSet.Needs(result.Vector, SqlEngine.MySql) == DslFeatures.None && !IsDouble(result.Vector) && !IsDeep(result.Vector)).Select(result => result.ToString()));
    }

    [ServerFact(Server.MySql)]
    public void Evaluate_VectorsBehindFlags_GiveTheExpectedOutcome() => VectorSet.AssertBehindFlags(new SqlVectorBackend(SqlEngine.MySql, server.Run));

    private static bool IsDouble(DslVector vector) => vector.Operation == "type_cast" && vector.Args.GetRawText().Contains("float64", StringComparison.Ordinal);

    private static bool IsDeep(DslVector vector) => DeepDecimal().IsMatch(vector.Args.GetRawText());

    [System.Text.RegularExpressions.GeneratedRegex(@"decimal\([0-9]+, ?3[1-8]\)")]
    private static partial System.Text.RegularExpressions.Regex DeepDecimal();
}
