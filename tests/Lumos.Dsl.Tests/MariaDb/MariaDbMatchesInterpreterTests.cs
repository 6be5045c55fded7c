using Lumos.Dsl.Sql;
using Lumos.Dsl.Tests.Numbers;
using Lumos.Dsl.Tests.Properties;
using Lumos.Dsl.Tests.Sql;
using Lumos.Dsl.Vectors;

namespace Lumos.Dsl.Tests.MariaDb;

[Collection(MariaDbCollection.Name)]
public sealed class MariaDbMatchesInterpreterTests(MariaDbFixture server)
{
    [ServerFact(Server.MariaDb)]
    public void Compile_RandomPlansOverHostileRows_AgreesWithTheInterpreter()
    {
        var comparison = new SqlComparison(SqlEngine.MariaDb, server.Run);

        comparison.Run(plans: 150);

        // Products of two decimals of 38 digits, and doubles read from text.
        comparison.AssertRefusedOnlyFor(("integers of more than 64 digits", 1), ("a DOUBLE column cannot hold -0", 6));
        Assert.True(comparison.Failed.Count >= 5, "Errors came only from " + string.Join(", ", comparison.Failed));
    }

    [ServerFact(Server.MariaDb)]
    public void Compile_RandomAcceptedPatterns_AgreeWithTheInterpreter() => new SqlPatternAgreement(SqlEngine.MariaDb, server.Run).Check(samples: 60);

    [ServerFact(Server.MariaDb)]
    public void TypeCast_RandomNumberFormats_AreReadAsByTheInterpreter() => NumberFormatAgreement.Check(new SqlVectorBackend(SqlEngine.MariaDb, server.Run));

    [ServerFact(Server.MariaDb)]
    public void TypeCast_Doubles_ArePrintedAsByTheInterpreter() => Float64Agreement.CheckPrinting(new SqlVectorBackend(SqlEngine.MariaDb, server.Run), samples: 2000);

    [ServerFact(Server.MariaDb)]
    public void Printer_Hostile_LiteralsAndNamesComeBack() => Attack().LiteralsAndNames();

    [ServerFact(Server.MariaDb)]
    public void Compile_HostileTextInEveryPosition_StaysText() => Attack().Plans();

    private BreakOut Attack()
    {
        server.Run("CREATE OR REPLACE TABLE attacked.victim AS SELECT 1 AS x", default);
        return new BreakOut(SqlEngine.MariaDb, server.Run, "SELECT count(*) FROM attacked.victim");
    }
}
