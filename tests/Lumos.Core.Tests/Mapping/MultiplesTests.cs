using Lumos.Core.Mapping;

namespace Lumos.Core.Tests.Mapping;

/// <summary>What the end of a name says a number counts: ones, thousands, millions.</summary>
public sealed class MultiplesTests
{
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
}
