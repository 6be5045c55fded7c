using Lumos.Abstractions;

namespace Lumos.Core.Tests.Mapping;

public sealed class UnitTrapTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Run_MonthsUnderAHeaderThatSaysAge_AreNotTakenForYears()
    {
        var mapped = await MapAsync("patient_id,age\n" + Rows(i => $"{500 + i},{480 + i * 37}"), new TargetColumn { Name = "age", Type = ColumnType.Int64, Description = "Age at admission" });

        Assert.Equal(("unit", GateDecision.Hold), (mapped.Strategy, mapped.Decision));
        Assert.Contains("the values are months", string.Join(' ', mapped.Rationale), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_AgesInYears_StayAsTheyAre()
    {
        var mapped = await MapAsync("patient_id,age\n" + Rows(i => $"{500 + i},{20 + i * 4}"), new TargetColumn { Name = "age", Type = ColumnType.Int64, Description = "Age at admission" });

        Assert.Equal("cast", mapped.Strategy);
    }

    [Fact]
    public async Task Run_WeeksOfGrownPeople_AreNotTakenForDays()
    {
        var mapped = await MapAsync("patient_id,age_weeks\n" + Rows(i => $"{500 + i},{1800 + i * 97}"), new TargetColumn { Name = "age", Type = ColumnType.Int64, Description = "Age in years" });

        Assert.Equal("unit", mapped.Strategy);
        Assert.Contains("unit_convert(\"weeks\", \"years\"", mapped.Dsl, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static string Rows(Func<int, string> row) => string.Join('\n', Enumerable.Range(0, 12).Select(row)) + "\n";

    private async Task<ColumnMapping> MapAsync(string content, TargetColumn column)
    {
        _folder.Write("in/t.csv", content);
        using var run = new SampleRun { BaseFolder = _folder["in"], Locations = ["t.csv"], Target = [new TargetTable { Name = "stays", Columns = [column] }] };
        return (await run.RunAsync()).Output.Tables[0].Inputs[0].Columns.Single();
    }
}
