using Lumos.Core.Mapping;
using Lumos.Core.Vocabulary;
using Lumos.Dsl.Units;

namespace Lumos.Core.Tests.Mapping;

/// <summary>Units at the end of column names.</summary>
public sealed class UnitNamesTests
{
    [Theory]
    [InlineData("weight_kg", "kg")]
    [InlineData("lot_m2", "m2")]
    [InlineData("Floor area (sq ft)", "sqft")]
    [InlineData("cube_ft3", "[cft_i]")]
    [InlineData("Volume cu ft", "[cft_i]")]
    [InlineData("wind_m_s", "m/s")]
    [InlineData("address_line2", null)]
    [InlineData("co2", null)]
    [InlineData("m2", null)]
    [InlineData("price_per_gallon", null)]
    [InlineData("pres_inhg", "[in_i'Hg]")]
    [InlineData("SqFt", "sqft")]
    [InlineData("Sq Ft", "sqft")]
    [InlineData("kWh", "kWh")]
    [InlineData("min", null)]
    [InlineData("kWh Used", "kWh")]
    [InlineData("in stock", null)]
    [InlineData("Dauer Stunden", "h")]
    [InlineData("wind_kts", "kn")]
    [InlineData("temp_°C", "C")]
    public void InName_UnitAtTheEnd_IsFound(string name, string? unit) => Assert.Equal(unit, UnitNames.InName(name));

    [Theory]
    [InlineData("Effekt (hk)", "hk")]
    [InlineData("Power [PS]", "PS")]
    [InlineData("Weight (kg)", null)]
    [InlineData("Length (overall)", null)]
    [InlineData("(kg)", null)]
    public void Unknown_WhatStandsWhereAUnitWould_IsTold(string name, string? said) => Assert.Equal(said, UnitNames.Unknown(name));

    [Fact]
    public void AllInName_SpellingOfSeveralUnits_GivesEach() => Assert.Equal(["ms", "m/s"], UnitNames.AllInName("wind_speed_ms"));

    [Fact]
    public void EveryUnitOfTheList_IsOneTheLanguageConverts()
    {
        var units = WordLists.ReadLines("units.txt").Select(static line => line[..line.IndexOf(" : ", StringComparison.Ordinal)]).ToList();

        Assert.True(units.Count > 60);
        Assert.Equal([], units.Where(static unit => UnitTable.Find(unit) is null));
    }
}
