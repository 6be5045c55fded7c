using System.Globalization;
using Lumos.Abstractions;
using Lumos.Core.Supervision;

namespace Lumos.Core.Tests.Mapping;

/// <summary>Thousands told by the header, and cents, scales and units no header names, told by values beside the target's samples or by what its type can hold.</summary>
public sealed class MagnitudeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Run_WholeNumbersAHundredTimesTheSamples_AreCents()
    {
        var column = await MapAsync("amount", i => $"{1275 + i * 431}", new TargetColumn { Name = "amount", Type = ColumnType.Decimal(12, 2), Samples = ["18.40", "52.75", "31.09", "70.50"] });

        Assert.Equal("unit", column.Strategy);
        Assert.Contains("\"100\"", column.Dsl, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WholeNumbersOfTheSamplesSize_AreNoCents()
    {
        var column = await MapAsync("amount", i => $"{12 + i * 4}", new TargetColumn { Name = "amount", Type = ColumnType.Decimal(12, 2), Samples = ["18.40", "52.75", "31.09", "70.50"] });

        Assert.Equal("cast", column.Strategy);
    }

    [Fact]
    public async Task Run_MoneyTooLargeForItsType_IsProposedAsCentsAndHeld()
    {
        var column = await MapAsync("price", i => $"{12999 + i * 50}", new TargetColumn { Name = "price", Type = ColumnType.Decimal(6, 2) });

        Assert.Equal(("unit", GateDecision.Hold), (column.Strategy, column.Decision));
        Assert.Contains(column.Rationale, r => r.Contains("cents", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_RatingsBesideSamplesOfALongerScale_AreProposedAndHeld()
    {
        var column = await MapAsync("pain", i => $"{i % 5}", new TargetColumn { Name = "pain_score", Type = ColumnType.Decimal(4, 1), Samples = ["0.0", "2.5", "5.0", "7.5", "10.0"] });

        Assert.Equal(("unit", GateDecision.Hold), (column.Strategy, column.Decision));
        Assert.Contains("\"2.5\"", column.Dsl, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("weight", 120, 9, "lb", "kg", 0.45359237)]
    [InlineData("age", 30, 60, "months", "years", 1.0 / 12)]
    [InlineData("height", 55, 1, "in", "cm", 2.54)]
    public async Task Run_AHeaderOfWhatIsMeasured_NamesTheUnitsThatCompete(string name, int first, int step, string from, string to, double factor)
    {
        var samples = Enumerable.Range(0, 12).Select(i => ((first + 5 + i * step * 1.4) * factor).ToString("0.00", CultureInfo.InvariantCulture)).ToArray();
        var column = await MapAsync(name, i => $"{first + i * step}", new TargetColumn { Name = name, Type = ColumnType.Decimal(8, 2), Samples = samples });

        Assert.Contains($"unit_convert(\"{from}\", \"{to}\"", column.Dsl, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ThousandsForATargetOfOnes_AreMultiplied()
    {
        var column = await MapAsync("Revenue (in thousands)", i => $"{1200 + i * 37}", new TargetColumn { Name = "revenue", Type = ColumnType.Decimal(14, 2) });

        Assert.Equal("unit", column.Strategy);
        Assert.Contains("safe_math(mul", column.Dsl, StringComparison.Ordinal);
        Assert.Contains(column.Rationale, static why => why.Contains("One of the source is 1000, one of the target 1.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_OnesForATargetOfMillions_AreDivided()
    {
        var column = await MapAsync("total_assets", i => $"{12_000_000 + i * 370_000}", new TargetColumn { Name = "total_assets_usd_mn", Type = ColumnType.Decimal(14, 3) });

        Assert.Equal("unit", column.Strategy);
        Assert.Contains("safe_math(div", column.Dsl, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_TargetWhoseSamplesAreThousandsToo_IsNotMultiplied()
    {
        var column = await MapAsync("Revenue (TEUR)", i => $"{1200 + i * 37}", new TargetColumn { Name = "revenue", Type = ColumnType.Decimal(14, 2), Samples = ["1450", "1800", "1325", "1610"] });

        Assert.Equal("cast", column.Strategy);
    }

    [Fact]
    public async Task Run_ThousandsForAWideDecimal_AreMultipliedToo()
    {
        var column = await MapAsync("Revenue (in thousands)", i => $"{1200 + i * 37}", new TargetColumn { Name = "revenue", Type = ColumnType.Decimal(25, 2) });

        Assert.Equal("unit", column.Strategy);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<ColumnMapping> MapAsync(string name, Func<int, string> value, TargetColumn target)
    {
        _folder.Write("in/t.csv", $"row_no,{name}\n" + string.Join('\n', Enumerable.Range(0, 20).Select(i => $"{700 + i},{value(i)}")) + "\n");
        using var run = new SampleRun { BaseFolder = _folder["in"], Locations = ["t.csv"], Target = [new TargetTable { Name = "records", Columns = [target] }] };
        return (await run.RunAsync()).Output.Tables[0].Inputs.SelectMany(i => i.Columns).Single(c => c.Target == target.Name);
    }
}
