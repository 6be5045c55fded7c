using Lumos.Dsl.Sql;
using Lumos.Dsl.Tests.Numbers;
using Lumos.Dsl.Tests.Properties;
using Lumos.Dsl.Tests.Sql;
using Lumos.Dsl.Vectors;

namespace Lumos.Dsl.Tests.MySql;

[Collection(MySqlCollection.Name)]
public sealed class MySqlMatchesInterpreterTests(MySqlFixture server)
{
    [ServerFact(Server.MySql)]
    public void Compile_RandomPlansOverHostileRows_AgreesWithTheInterpreter()
    {
        var comparison = new SqlComparison(SqlEngine.MySql, server.Run);

        comparison.Run(plans: 150);

        // Products of two decimals of 38 digits, decimals of more than 30 digits after the point, and doubles read from text.
        comparison.AssertRefusedOnlyFor(("integers of more than 64 digits", 1), ("30 digits after the point", 2), ("the first 60 or so digits", 6));
        Assert.True(comparison.Failed.Count >= 5, "Errors came only from " + string.Join(", ", comparison.Failed));
    }

    [ServerFact(Server.MySql)]
    public void Compile_RandomAcceptedPatterns_AgreeWithTheInterpreter() => new SqlPatternAgreement(SqlEngine.MySql, server.Run).Check(samples: 60);

    [ServerFact(Server.MySql)]
    public void TypeCast_RandomNumberFormats_AreReadAsByTheInterpreter() => NumberFormatAgreement.Check(new SqlVectorBackend(SqlEngine.MySql, server.Run));

    [ServerFact(Server.MySql)]
    public void TypeCast_Doubles_ArePrintedAsByTheInterpreter() => Float64Agreement.CheckPrinting(new SqlVectorBackend(SqlEngine.MySql, server.Run), samples: 2000);

    [ServerFact(Server.MySql)]
    public void Printer_Hostile_LiteralsAndNamesComeBack() => Attack().LiteralsAndNames();

    [ServerFact(Server.MySql)]
    public void Compile_HostileTextInEveryPosition_StaysText() => Attack().Plans();

    private BreakOut Attack()
    {
        server.Run("CREATE TABLE IF NOT EXISTS attacked.victim AS SELECT 1 AS x", default);
        return new BreakOut(SqlEngine.MySql, server.Run, "SELECT count(*) FROM attacked.victim");
    }
}
