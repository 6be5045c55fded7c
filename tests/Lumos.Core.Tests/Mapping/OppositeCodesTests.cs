using Lumos.Core.Mapping.Strategies;

namespace Lumos.Core.Tests.Mapping;

public sealed class OppositeCodesTests
{
    [Theory]
    [InlineData("in stock;out of stock;preorder", "in stock", "out of stock")]
    [InlineData("available,unavailable", "available", "unavailable")]
    [InlineData("archived;ACTIVE;INACTIVE", "ACTIVE", "INACTIVE")]
    [InlineData("member;not_member", "member", "not_member")]
    [InlineData("valid;invalid", "valid", "invalid")]
    [InlineData("activated;deactivated", "activated", "deactivated")]
    public void Find_OneCodeDeniesAnother_GivesYesAndNo(string codes, string yes, string no)
    {
        var found = OppositeCodes.Find(["1", "0", "1"], codes.Split(';', ',')).ToList();

        Assert.Equal(yes, found.First(static f => f.Word == "1").Code);
        Assert.Equal(no, found.First(static f => f.Word == "0").Code);
    }

    [Theory]
    [InlineData("1;0", "new;used;refurbished")]
    [InlineData("1;0", "active;inactive;available;unavailable")]
    [InlineData("1;2", "active;inactive")]
    [InlineData("1;0", "house;inhouse")]
    [InlineData("1;0", "posit;deposit")]
    [InlineData("", "active;inactive")]
    public void Find_NoOnePairOrOtherValues_GivesNothing(string values, string codes) =>
        Assert.Empty(OppositeCodes.Find(values.Length == 0 ? [] : values.Split(';'), codes.Split(';')));
}
