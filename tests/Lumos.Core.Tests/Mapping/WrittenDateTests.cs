using Lumos.Abstractions;

namespace Lumos.Core.Tests.Mapping;

public sealed class WrittenDateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("2024年05月01日", "2023年12月24日", "2022年01月03日")]
    [InlineData("2024년 5월 1일", "2023년 12월 24일", "2022년 1월 3일")]
    [InlineData("3 de mayo de 2021", "12 de diciembre de 2019", "1 de marzo de 2020")]
    [InlineData("3 мая 2021 г.", "12 декабря 2019 г.", "1 марта 2020 г.")]
    [InlineData("3. května 2021", "12. prosince 2019", "1. března 2020")]
    public async Task Run_DatesBetweenWordsOrSigns_AreRead(params string[] values)
    {
        var mapped = await MapAsync(values);

        Assert.Equal((GateDecision.Accept, values.Length), (mapped.Decision, mapped.Proof!.Succeeded));
    }

    [Theory]
    [InlineData("Janvier 2025", "Mars 2024", "Août 2023")]
    [InlineData("Mai 2021", "März 2024", "Dezember 2019")]
    [InlineData("styczeń 2025", "marzec 2024", "grudzień 2023")]
    [InlineData("2024年5月", "2023年12月", "2022年1月")]
    [InlineData("05/2024", "12/2023", "01/2022")]
    public async Task Run_Months_StandForTheirFirstDayWhenAPersonSaysSo(params string[] values)
    {
        var mapped = await MapAsync(values);

        Assert.Equal((GateDecision.Hold, values.Length), (mapped.Decision, mapped.Proof!.Succeeded));
        Assert.Contains("first day", string.Join(' ', mapped.Rationale), StringComparison.Ordinal);
    }

    // What the sample did not show must not become another day.
    [Fact]
    public async Task Run_RangesAmongWrittenDates_Fail()
    {
        var mapped = await MapAsync([.. Enumerable.Range(1, 28).Select(static d => $"{d} мая 2021"), "3 мая 2021"]);

        Assert.Contains("on_no_match: error", mapped.Dsl, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Miles", "distance_km")]
    [InlineData("Celsius", "temperature_f")]
    [InlineData("Pounds", "weight_kg")]
    public async Task Run_NameThatIsAUnit_SaysWhatIsMeasured(string source, string target)
    {
        _folder.Write("in/t.csv", $"no,{source}\n1,10.5\n2,20.25\n3,7.0\n");
        using var run = new SampleRun { BaseFolder = _folder["in"], Locations = ["t.csv"], Target = [new TargetTable { Name = "t", Columns = [new TargetColumn { Name = target, Type = ColumnType.Decimal(12, 4) }] }] };

        Assert.Equal("unit", (await run.RunAsync()).Output.Tables[0].Inputs[0].Columns.Single().Strategy);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<ColumnMapping> MapAsync(string[] values)
    {
        _folder.Write("in/t.csv", "no;day\n" + string.Concat(values.Select(static (v, i) => $"{i + 1};{v}\n")));
        using var run = new SampleRun { BaseFolder = _folder["in"], Locations = ["t.csv"], Target = [new TargetTable { Name = "t", Columns = [new TargetColumn { Name = "day", Type = ColumnType.Date }] }] };
        return (await run.RunAsync()).Output.Tables[0].Inputs[0].Columns.Single();
    }
}
