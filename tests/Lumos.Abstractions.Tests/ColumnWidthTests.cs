using System.Text;

namespace Lumos.Abstractions.Tests;

/// <summary>How narrow a column is declared within its type.</summary>
public sealed class ColumnWidthTests
{
    [Theory]
    [InlineData("smallint")]
    [InlineData("integer")]
    [InlineData("varchar(20)")]
    [InlineData("char(2)")]
    public void TextForm_RoundTrips(string text)
    {
        Assert.True(ColumnWidth.TryParse(text, out var width));
        Assert.Equal(text, width.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("bigint")]
    [InlineData("varchar")]
    [InlineData("varchar(0)")]
    [InlineData("varchar(x)")]
    [InlineData("text(5)")]
    [InlineData("varchar(5")]
    public void TextForm_OfNoWidth_IsRefused(string? text) => Assert.False(ColumnWidth.TryParse(text, out _));

    [Theory]
    [InlineData(-32768, true, true)]
    [InlineData(32767, true, true)]
    [InlineData(32768, false, true)]
    [InlineData(2147483647, false, true)]
    [InlineData(-2147483649, false, false)]
    public void Holds_WholeNumbersOfItsBits(long number, bool small, bool whole)
    {
        Assert.Equal(small, ColumnWidth.Int16.Holds(number));
        Assert.Equal(whole, ColumnWidth.Int32.Holds(number));
        Assert.True(ColumnWidth.Varchar(1).Holds(number));
    }

    [Theory]
    [InlineData("", true, true)]
    [InlineData("abc", true, true)]
    [InlineData("äöü", true, true)]
    [InlineData("\U0001F600\U0001F600\U0001F600", true, true)]
    [InlineData("abcd", false, false)]
    [InlineData("äöüß", false, false)]
    [InlineData("ab ", true, false)]
    public void Holds_CountsCharactersAndNotBytes(string text, bool varying, bool isFixed)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);

        Assert.Equal(varying, ColumnWidth.Varchar(3).Holds(utf8));
        Assert.Equal(isFixed, ColumnWidth.Char(3).Holds(utf8));
        Assert.True(ColumnWidth.Int16.Holds(utf8));
    }
}
