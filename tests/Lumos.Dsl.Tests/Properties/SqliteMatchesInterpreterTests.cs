using Lumos.Dsl.Sql;
using Lumos.Dsl.Tests.Numbers;
using Lumos.Dsl.Tests.Sql;
using Lumos.Dsl.Vectors;
using Lumos.Testing.Servers;

namespace Lumos.Dsl.Tests.Properties;

public sealed class SqliteMatchesInterpreterTests
{
    [ServerFact(Server.Sqlite)]
    public void Compile_RandomPlansOverHostileRows_AgreesWithTheInterpreter()
    {
        using var database = SqliteDatabase.Open();
        var comparison = new SqlComparison(SqlEngine.Sqlite, (sql, _) => database.Query(sql));

        comparison.Run(plans: 400);

        // The first reason of a pipeline counts.
        // Measured: 17 and 23 in a hundred.
        comparison.AssertRefusedOnlyFor(("it has no regular expressions", 19), ("more than the 64 bits", 29));
        Assert.True(comparison.Failed.Count >= 4, "Errors came only from " + string.Join(", ", comparison.Failed));
    }

    [ServerFact(Server.Sqlite)]
    public void TypeCast_RandomNumberFormats_AreReadAsByTheInterpreter()
    {
        using var database = SqliteDatabase.Open();
        NumberFormatAgreement.Check(new SqlVectorBackend(SqlEngine.Sqlite, (sql, _) => database.Query(sql)));
    }
}
