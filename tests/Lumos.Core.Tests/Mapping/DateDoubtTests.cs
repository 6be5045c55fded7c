using Lumos.Abstractions;

namespace Lumos.Core.Tests.Mapping;

public sealed class DateDoubtTests : IDisposable
{
    private const string Either = "id,seen\n1,03/04/2023\n2,05/06/2023\n3,07/08/2023\n4,11/12/2023\n";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Run_DatesOfEitherOrder_AreHeldForAPerson()
    {
        using var run = Make(Either);
        var outcome = await run.RunAsync();
        Assert.Equal(GateDecision.Hold, outcome.Proposed);
        var reason = Assert.Single(outcome.Reasons, r => r.Contains("day or month", StringComparison.Ordinal));
        Assert.Contains("reads them as MM/DD/YYYY", reason, StringComparison.Ordinal);
        Assert.Contains("date_parse(\"DD/MM/YYYY\")", reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id,seen\n1,03/04/2023\n2,25/06/2023\n3,07/08/2023\n4,11/12/2023\n")]
    [InlineData("id,seen\n1,03.04.2023\n2,05.06.2023\n3,07.08.2023\n4,11.12.2023\n")]
    [InlineData("id,seen,left\n1,03/04/2023,13/04/2023\n2,05/06/2023,28/06/2023\n3,07/08/2023,09/08/2023\n4,11/12/2023,12/12/2023\n")]
    public async Task Run_OrderIsShown_IsNotHeld(string text)
    {
        using var run = Make(text);
        Assert.DoesNotContain((await run.RunAsync()).Reasons, r => r.Contains("day or month", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_ContractSaysTheOrder_IsNotHeld()
    {
        using var run = Make(Either, new RunOverrides { Mappings = new Dictionary<string, string> { ["visits.seen"] = "seen | date_parse(\"DD/MM/YYYY\")" } });
        Assert.Equal(GateDecision.Accept, (await run.RunAsync()).Proposed);
    }

    [Fact]
    public async Task Run_DayOfWhenARowWasWrittenBesideADayNothingReads_IsHeld()
    {
        _folder.Write("in/orders.csv", "id,placed_on,created_at\n1,2026-03-02,2026-03-05 10:00:00\n2,2026-03-03,2026-03-05 11:00:00\n3,2026-03-04,2026-03-05 12:00:00\n");
        using var run = new SampleRun { BaseFolder = _folder["in"], Locations = ["orders.csv"], Target = [new TargetTable { Name = "orders", PrimaryKey = ["id"], Columns = [Column("id", ColumnType.Int64), Column("order_date", ColumnType.Date)] }] };
        var outcome = await run.RunAsync();

        var date = outcome.Output.Tables[0].Inputs[0].Columns.Single(static c => c.Target == "order_date");
        Assert.True(date.Sources is ["placed_on"] || outcome.Reasons.Any(static r => r.Contains("'placed_on' feeds nothing", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Run_OneOfTwoSourcesLacksAColumn_SaysWhichRowsStayEmpty()
    {
        _folder.Write("in/p_1.csv", "id,name,amount\n1,a,1.5\n2,b,2.5\n3,c,3.5\n");
        _folder.Write("in/p_2.csv", "id,name,qty\n4,a,1\n5,b,2\n6,c,4\n");
        using var run = new SampleRun
        {
            BaseFolder = _folder["in"], Locations = ["p_1.csv", "p_2.csv"],
            Target = [new TargetTable { Name = "orders", PrimaryKey = ["id"], Columns = [Column("id", ColumnType.Int64), Column("name", ColumnType.Text), Column("amount", ColumnType.Decimal(12, 2))] }],
        };
        var reason = Assert.Single((await run.RunAsync()).Reasons, r => r.Contains("stays empty", StringComparison.Ordinal));
        Assert.Contains("in the rows of 'p_2'", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ZeroAmongSecondsSince1970_IsNoMoment()
    {
        _folder.Write("in/courses.csv", "id,enddate,timecreated\n" + string.Join('\n', Enumerable.Range(1, 30).Select(static i => $"{i},{(i % 3 == 0 ? 0 : 1600000000 + (i * 86400))},{1500000000 + (i * 3600)}")) + "\n");
        using var run = new SampleRun { BaseFolder = _folder["in"], Locations = ["courses.csv"], Target = [new TargetTable { Name = "courses", PrimaryKey = ["id"], Columns = [Column("id", ColumnType.Int64), Column("ends_at", ColumnType.Timestamp)] }] };
        var ends = (await run.RunAsync()).Output.Tables[0].Inputs[0].Columns.Single(static c => c.Target == "ends_at");

        Assert.Equal(["enddate"], ends.Sources);
        Assert.Contains("map_dict({\"0\": null}, on_missing: keep)", ends.Dsl, StringComparison.Ordinal);
        Assert.Equal(30, ends.Proof!.Succeeded);
    }

    [Fact]
    public async Task Run_AnotherDateForADayOfBirth_IsHeld()
    {
        _folder.Write("in/staff.csv", "emp_no,to_date\n1,1998-03-17\n2,9999-01-01\n3,9999-01-01\n4,2001-05-06\n");
        using var run = new SampleRun { BaseFolder = _folder["in"], Locations = ["staff.csv"], Target = [new TargetTable { Name = "person", PrimaryKey = ["employee_id"], Columns = [Column("employee_id", ColumnType.Int64), Column("date_of_birth", ColumnType.Date)] }] };
        var outcome = await run.RunAsync();

        Assert.All(outcome.Output.Tables[0].Inputs[0].Columns.Where(static c => c.Target == "date_of_birth"), static c => Assert.NotEqual(GateDecision.Accept, c.Decision));
    }

    public void Dispose() => _folder.Dispose();

    private static TargetColumn Column(string name, ColumnType type) => new() { Name = name, Type = type };

    private SampleRun Make(string text, RunOverrides? overrides = null)
    {
        _folder.Write("in/visits.csv", text);
        return new SampleRun { BaseFolder = _folder["in"], Locations = ["visits.csv"], Target = [new TargetTable { Name = "visits", Columns = [Column("id", ColumnType.Int64), Column("seen", ColumnType.Date)] }], Overrides = overrides };
    }
}
