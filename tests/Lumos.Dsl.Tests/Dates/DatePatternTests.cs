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

    [Fact]
    public void Parse_WordsAndRuns_AreTokens()
    {
        var pattern = DatePattern.Parse("WEEKDAY WDAY MONTH H hh h AM am A.M. a.m. S SSSSSSSSS F Z");

        Assert.Equal(
            [
                DateToken.WeekdayName, DateToken.WeekdayShortName, DateToken.MonthFullName, DateToken.Hour1, DateToken.HalfDayHour, DateToken.HalfDayHour1, DateToken.Meridiem, DateToken.Meridiem,
                DateToken.Meridiem, DateToken.Meridiem, DateToken.Fraction, DateToken.Fraction, DateToken.AnyFraction, DateToken.Offset,
            ],
            pattern.Parts.Where(part => part.Token != DateToken.Literal).Select(part => part.Token));
        Assert.Equal(pattern.Format, string.Concat(pattern.Parts.Select(part => part.Token == DateToken.Literal ? part.Literal.ToString() : part.Spelling)));
    }

    [Fact]
    public void Parse_ShortMonthBeforeTheHour_MeansWhatItMeantBeforeThereWasMonth() =>
        Assert.Equal([DateToken.MonthName, DateToken.Literal, DateToken.Hour], DatePattern.Parse("MONTHH").Parts.Select(part => part.Token));

    [Theory]
    [InlineData("WEKDAY", "WEEKDAY")]
    [InlineData("EPOCH_SECOND", "EPOCH_SECONDS")]
    [InlineData("ssZZ", "Write Z")]
    public void TryParse_NearMiss_SaysWhatWasMeant(string format, string suggestion)
    {
        Assert.Null(DatePattern.TryParse(format, out var diagnostic));
        Assert.Contains(suggestion, diagnostic!.Suggestion, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("YYYY-DDD", "DATE_FORMAT_TOKEN")]
    [InlineData("MMM", "DATE_FORMAT_TOKEN")]
    [InlineData("MMON", "DATE_FORMAT_TOKEN")]
    [InlineData("YYY", "DATE_FORMAT_TOKEN")]
    [InlineData("HHH:mm", "DATE_FORMAT_TOKEN")]
    [InlineData("SSSSSSSSSS", "DATE_FORMAT_TOKEN")]
    [InlineData("hhh:mm", "DATE_FORMAT_TOKEN")]
    [InlineData("hh:mm PM", "DATE_FORMAT_TOKEN")]
    [InlineData("Month", "DATE_FORMAT_TOKEN")]
    [InlineData("MMONTH", "DATE_FORMAT_TOKEN")]
    [InlineData("FF", "DATE_FORMAT_TOKEN")]
    [InlineData("YYYY年", "DATE_FORMAT_TOKEN")]
    [InlineData("YYYY\t", "DATE_FORMAT_TOKEN")]
    [InlineData("1YYYY", "DATE_FORMAT_TOKEN")]
    [InlineData("%d", "DATE_FORMAT_TOKEN")]
    [InlineData("HH:mmZZ", "DATE_ZONE")]
    [InlineData("HH:mm zzz", "DATE_ZONE")]
    public void Parse_Nonsense_IsRefused(string format, string code)
    {
        var error = Assert.Throws<LumosException>(() => DatePattern.Parse(format));
        Assert.Equal("DSL_REJECT_" + code, error.Reason);
    }
}
