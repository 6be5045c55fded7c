using Lumos.Dsl.Sql;
using Lumos.Dsl.Tests.Numbers;
using Lumos.Dsl.Tests.Sql;
using Lumos.Dsl.Vectors;

namespace Lumos.Dsl.Tests.Properties;

[Collection(PostgresTests.Name)]
public sealed class PostgresMatchesInterpreterTests(PostgresServer server)
{
    [ServerFact(Server.Postgres)]
    public void Compile_RandomPlansOverHostileRows_AgreesWithTheInterpreter()
    {
        var comparison = new SqlComparison(SqlEngine.Postgres, server.Run);

        comparison.Run(plans: 300);

        Assert.Equal(0, comparison.Pipelines.Refused);
        Assert.True(comparison.Failed.Count >= 5, "Errors came only from " + string.Join(", ", comparison.Failed));
    }

    [ServerFact(Server.Postgres)]
    public void Compile_RandomAcceptedPatterns_AgreeWithTheInterpreter() => new SqlPatternAgreement(SqlEngine.Postgres, server.Run).Check(samples: 60);

    [ServerFact(Server.Postgres)]
    public void TypeCast_RandomNumberFormats_AreReadAsByTheInterpreter() => NumberFormatAgreement.Check(new SqlVectorBackend(SqlEngine.Postgres, server.Run));

    [ServerFact(Server.Postgres)]
    public void TypeCast_TextsThatAreHardToRound_AreReadAsByTheInterpreter()
    {
        Float64Agreement.CheckReading(new SqlVectorBackend(SqlEngine.Postgres, server.Run), samples: 1000);
        Float64Agreement.CheckPrinting(new SqlVectorBackend(SqlEngine.Postgres, server.Run), samples: 2000);
    }
}
