using Lumos.Dsl.Sql;
using Lumos.Dsl.Tests.Numbers;
using Lumos.Dsl.Tests.Properties;
using Lumos.Dsl.Tests.Sql;
using Lumos.Dsl.Vectors;

namespace Lumos.Dsl.Tests.ClickHouse;

[Collection(ClickHouseCollection.Name)]
public sealed class ClickHouseMatchesInterpreterTests(ClickHouseFixture engine)
{
    // ClickHouse takes seconds to plan a statement of six such pipelines.
    [Fact]
    public void Compile_RandomPlansOverHostileRows_AgreesWithTheInterpreter()
    {
        var comparison = new SqlComparison(SqlEngine.ClickHouse, engine.Run);

        comparison.Run(plans: 15);

        // Products of two decimals of 38 digits, of which more are wanted behind the point than they have.
        comparison.AssertRefusedOnlyFor(("integers of more than 76 digits", 1));
        Assert.True(comparison.Failed.Count >= 5, "Errors came only from " + string.Join(", ", comparison.Failed));
    }

    [Fact]
    public void Compile_RandomAcceptedPatterns_AgreeWithTheInterpreter() => new SqlPatternAgreement(SqlEngine.ClickHouse, engine.Run).Check(samples: 15);

    [Fact]
    public void TypeCast_RandomNumberFormats_AreReadAsByTheInterpreter() => NumberFormatAgreement.Check(new SqlVectorBackend(SqlEngine.ClickHouse, engine.Run), formats: 8);

    [Fact]
    public void TypeCast_TextsThatAreHardToRound_AreReadAsByTheInterpreter()
    {
        Float64Agreement.CheckReading(new SqlVectorBackend(SqlEngine.ClickHouse, engine.Run), samples: 250);
        Float64Agreement.CheckPrinting(new SqlVectorBackend(SqlEngine.ClickHouse, engine.Run), samples: 1000);
    }

    [Fact]
    public void Printer_Hostile_LiteralsAndNamesComeBack() => Attack().LiteralsAndNames();

    [Fact]
    public void Compile_HostileTextInEveryPosition_StaysText() => Attack().Plans();

    private BreakOut Attack()
    {
        engine.Run("CREATE TABLE IF NOT EXISTS victim ENGINE = Memory AS SELECT 1 AS x", default);
        return new BreakOut(SqlEngine.ClickHouse, engine.Run, "SELECT count(*) FROM victim");
    }
}
