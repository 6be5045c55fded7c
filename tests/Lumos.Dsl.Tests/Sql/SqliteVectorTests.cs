using Lumos.Dsl.Features;
using Lumos.Dsl.Sql;
using Lumos.Dsl.Vectors;
using Lumos.Testing.Servers;

namespace Lumos.Dsl.Tests.Sql;

public sealed class SqliteVectorTests
{
    [ServerFact(Server.Sqlite)]
    public void Evaluate_EveryVector_GivesTheExpectedOutcomeOrIsRefused()
    {
        using var database = SqliteDatabase.Open();

        var results = VectorRunner.Run(VectorSet.All(), new SqlVectorBackend(SqlEngine.Sqlite, (sql, _) => database.Query(sql)));

        Assert.True(results.All(result => result.Verdict != VectorVerdict.Failed), string.Join("\n", results.Where(result => result.Verdict == VectorVerdict.Failed)));
        var known = results.Where(result => VectorSet.Needs(result.Vector, SqlEngine.Sqlite) == DslFeatures.None).ToList();
        var refused = known.Where(result => result.Verdict == VectorVerdict.Refused).ToList();
        Assert.Equal([], refused.Select(result => result.Vector.Operation).Distinct().Except(["case", "regex_extract", "regex_split", "safe_math", "type_cast", "unit_convert"]));
        Assert.True(known.Count - refused.Count >= 1000, $"Only {known.Count - refused.Count} of {known.Count} vectors passed; refused: {string.Join(", ", refused.GroupBy(result => result.Vector.Operation).Select(group => $"{group.Key} {group.Count()}"))}");
    }

    [ServerFact(Server.Sqlite)]
    public void Evaluate_VectorsBehindFlags_GiveTheExpectedOutcome()
    {
        using var database = SqliteDatabase.Open();
        VectorSet.AssertBehindFlags(new SqlVectorBackend(SqlEngine.Sqlite, (sql, _) => database.Query(sql)), refused: 38);
    }
}
