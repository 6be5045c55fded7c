using Lumos.Abstractions;

namespace Lumos.Core.Tests.Mapping.Joins;

public sealed class ReferencedBaseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Run_TableOfThingsAndTableThatRefersToThem_ThingsComeFromTheirOwn()
    {
        _folder.Write("in/cases.csv", "case_number,status,court\n" + Rows(20, i => $"C{i:000},open,{(i % 2 == 0 ? "North" : "South")}"));
        _folder.Write("in/parties.csv", "case_number,First Name,Last Name,ssn\n" + Rows(40, i => $"C{i / 2:000},Anna,Meyer,{212 + i}-45-{6000 + i}"));
        var table = await MapAsync(new TargetTable { Name = "court_case", PrimaryKey = ["case_number"], Columns = [Column("case_number"), Column("case_status"), Column("judge_name")] });

        Assert.Equal("cases", table.Inputs.Single().Source);
        Assert.Equal(["case_number"], table.Inputs[0].Columns.Single(c => c.Target == "case_number").Sources);
        Assert.DoesNotContain(table.Inputs[0].Columns, c => c.Target == "judge_name" && c.Decision == GateDecision.Accept);
    }

    [Fact]
    public async Task Run_CodeOfAnotherTableWhereItsNameIsAskedFor_IsLookedUpOrHeld()
    {
        _folder.Write("in/members.csv", "id,plan,joined\n" + Rows(30, i => $"{i},{"BPY"[i % 3]},2024-01-{i % 28 + 1:00}"));
        _folder.Write("in/plans.csv", "code,label\nB,Basic\nP,Plus\nY,Yearly\n");
        var table = await MapAsync(new TargetTable { Name = "membership", PrimaryKey = ["member_id"], Columns = [Column("member_id"), Column("plan_name"), Column("joined_on")] });

        var plan = table.Inputs.Single().Columns.Single(c => c.Target == "plan_name");
        Assert.True(plan.Sources is ["plans.label"] || plan.Decision == GateDecision.Hold, $"{plan.Dsl} {plan.Decision}");
    }

    public void Dispose() => _folder.Dispose();

    private static string Rows(int count, Func<int, FormattableString> row) => string.Concat(Enumerable.Range(0, count).Select(i => FormattableString.Invariant(row(i)) + "\n"));

    private static TargetColumn Column(string name) => new() { Name = name, Type = ColumnType.Text };

    private async Task<TableMapping> MapAsync(TargetTable target)
    {
        using var run = new SampleRun { BaseFolder = _folder["in"], Locations = ["."], Target = [target] };
        return (await run.RunAsync()).Output.Tables.Single();
    }
}
