using Lumos.Abstractions;
using Lumos.Core.Mapping;

namespace Lumos.Core.Tests.Mapping;

/// <summary>Numbers that count thousands and millions: a plain copy would be wrong by as much.</summary>
public sealed class MultiplesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("Revenue (in thousands)", 1000)]
    [InlineData("Revenue ($000)", 1000)]
    [InlineData("Revenue ($000s)", 1000)]
    [InlineData("Revenue in 1000 EUR", 1000)]
    [InlineData("Umsatz TEUR", 1000)]
    [InlineData("Umsatz (T€)", 1000)]
    [InlineData("Umsatz in Tsd. €", 1000)]
    [InlineData("Intäkter (tkr)", 1000)]
    [InlineData("przychody tys. zł", 1000)]
    [InlineData("売上高（百万円）", 1_000_000)]
    [InlineData("売上高（千円）", 1000)]
    [InlineData("Bilanzsumme Mio. EUR", 1_000_000)]
    [InlineData("total_assets_usd_mn", 1_000_000)]
    [InlineData("MarketCap ($bn)", 1_000_000_000)]
    [InlineData("Chiffre d'affaires (k€)", 1000)]
    [InlineData("Ingresos (miles de euros)", 1000)]
    [InlineData("population_thousands", 1000)]
    [InlineData("Turnover Rs. Cr", 10_000_000)]
    [InlineData("Chiffre d'affaires (milliers d'euros)", 1000)]
    [InlineData("Revenue ('000)", 1000)]
    [InlineData("Revenue", 1)]
    [InlineData("distance_miles", 1)]
    [InlineData("Storage bin", 1)]
    [InlineData("Surface du lac", 1)]
    [InlineData("depth_m_ft", 1)]
    [InlineData("top 1000", 1)]
    [InlineData("rate per 1000", 1)]
    [InlineData("Births per thousand", 1)]
    [InlineData("length_m", 1)]
    [InlineData("vitamin k", 1)]
    [InlineData("Thousands", 1)]
    [InlineData("km", 1)]
    [InlineData("Chf", 1)]
    public void InName_OfAColumn_IsWhatANumberCounts(string name, long expected) => Assert.Equal(expected, Multiples.InName(name));

    [Fact]
    public async Task Run_ThousandsForATargetOfOnes_AreMultiplied()
    {
        var mapped = await MapAsync("Revenue (in thousands)", i => $"{1200 + i * 37}", new TargetColumn { Name = "revenue", Type = ColumnType.Decimal(14, 2) });

        Assert.Equal("unit", mapped.Strategy);
        Assert.Contains("safe_math(mul", mapped.Dsl, StringComparison.Ordinal);
        Assert.Contains(mapped.Rationale, static why => why.Contains("One of the source is 1000, one of the target 1.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_OnesForATargetOfMillions_AreDivided()
    {
        var mapped = await MapAsync("total_assets", i => $"{12_000_000 + i * 370_000}", new TargetColumn { Name = "total_assets_usd_mn", Type = ColumnType.Decimal(14, 3) });

        Assert.Equal("unit", mapped.Strategy);
        Assert.Contains("safe_math(div", mapped.Dsl, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_TargetWhoseSamplesAreThousandsToo_IsNotMultiplied()
    {
        var mapped = await MapAsync("Revenue (TEUR)", i => $"{1200 + i * 37}", new TargetColumn { Name = "revenue", Type = ColumnType.Decimal(14, 2), Samples = ["1450", "1800", "1325", "1610"] });

        Assert.Equal("cast", mapped.Strategy);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<ColumnMapping> MapAsync(string name, Func<int, string> value, TargetColumn target)
    {
        _folder.Write("in/t.csv", $"row_no,{name}\n" + string.Join('\n', Enumerable.Range(0, 20).Select(i => $"{700 + i},{value(i)}")) + "\n");
        using var run = new SampleRun { BaseFolder = _folder["in"], Locations = ["t.csv"], Target = [new TargetTable { Name = "records", Columns = [target] }] };
        return (await run.RunAsync()).Output.Tables[0].Inputs.SelectMany(i => i.Columns).Single(c => c.Target == target.Name);
    }
}
