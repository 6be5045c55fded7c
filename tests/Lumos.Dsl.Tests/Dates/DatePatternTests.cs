using Lumos.Abstractions;
using Lumos.Dsl.Dates;

namespace Lumos.Dsl.Tests.Dates;

public sealed class DatePatternTests
{
    [Fact]
    public void Parse_EveryToken_IsCutAtRunsOfOneLetter()
    {
        var pattern = DatePattern.Parse("YYYYMMDDTHHmmss.SSSSSS-YY/M/D MON.SSS");

        Assert.Equal(
            [
                DateToken.Year4, DateToken.Month2, DateToken.Day2, DateToken.Literal, DateToken.Hour, DateToken.Minute, DateToken.Second, DateToken.Literal, DateToken.Microsecond,
                DateToken.Literal, DateToken.Year2, DateToken.Literal, DateToken.Month1, DateToken.Literal, DateToken.Day1, DateToken.Literal, DateToken.MonthName, DateToken.Literal, DateToken.Millisecond,
            ],
            pattern.Parts.Select(part => part.Token));
        Assert.Equal("T.-// .", string.Concat(pattern.Parts.Where(part => part.Token == DateToken.Literal).Select(part => part.Literal)));
        Assert.True(pattern.HasTime);
    }

    [Theory]
    [InlineData("YYYY-DDD", "DATE_FORMAT_TOKEN")]
    [InlineData("MMM", "DATE_FORMAT_TOKEN")]
    [InlineData("MMON", "DATE_FORMAT_TOKEN")]
    [InlineData("YYY", "DATE_FORMAT_TOKEN")]
    [InlineData("H:mm", "DATE_FORMAT_TOKEN")]
    [InlineData("SS", "DATE_FORMAT_TOKEN")]
    [InlineData("hh:mm", "DATE_FORMAT_TOKEN")]
    [InlineData("YYYY年", "DATE_FORMAT_TOKEN")]
    [InlineData("YYYY\t", "DATE_FORMAT_TOKEN")]
    [InlineData("1YYYY", "DATE_FORMAT_TOKEN")]
    [InlineData("%d", "DATE_FORMAT_TOKEN")]
    [InlineData("HH:mmZ", "DATE_ZONE")]
    [InlineData("HH:mm zzz", "DATE_ZONE")]
    public void Parse_Nonsense_IsRefused(string format, string code)
    {
        var error = Assert.Throws<LumosException>(() => DatePattern.Parse(format));
        Assert.Equal("DSL_REJECT_" + code, error.Reason);
    }
}
