using Lumos.Core.Mapping;

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
    public void InName_UnitAtTheEnd_IsFound(string name, string? unit) => Assert.Equal(unit, UnitNames.InName(name));
}
