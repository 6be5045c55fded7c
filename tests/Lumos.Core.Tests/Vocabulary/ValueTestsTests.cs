using Lumos.Core.Vocabulary;

namespace Lumos.Core.Tests.Vocabulary;

public sealed class ValueTestsTests
{
    [Theory]
    [InlineData("phones", "0444 401512 / 338 1234567", true)]
    [InlineData("phones", "392-3601688", true)]
    [InlineData("phones", "red / blue", false)]
    [InlineData("urls", "https://a.example/x, https://b.example/y", true)]
    [InlineData("urls", "https://a.example/x, nothing", false)]
    [InlineData("grouped_integer", "70,382", true)]
    [InlineData("grouped_integer", "1 204 500", true)]
    [InlineData("grouped_integer", "12,5", false)]
    [InlineData("card_digits", "1234 5543 2345 2345", true)]
    [InlineData("card_digits", "1234", false)]
    [InlineData("past_date", "1862-03-29", true)]
    [InlineData("full_address", "Via dei Fiori, 24, Milano, Italia", true)]
    [InlineData("full_address", "서울특별시 마포구 월드컵로 12", true)]
    [InlineData("full_address", "大阪府堺市北区長曽根町3-1", true)]
    [InlineData("full_address", "서울특별시", false)]
    [InlineData("street_address", "서울특별시 마포구 월드컵로 12", false)]
    [InlineData("full_name", "김하늘", true)]
    [InlineData("full_name", "서울시", false)]
    [InlineData("region", "福岡県", true)]
    [InlineData("list:weekday", "火曜日", true)]
    [InlineData("list:unit", "шт.", true)]
    [InlineData("list:gender", "여성", true)]
    [InlineData("region", "Zapadny kraj", true)]
    [InlineData("plate_loose", "YR589", true)]
    [InlineData("plate_loose", "sedan", false)]
    public void Test_Value_IsJudged(string test, string value, bool expected) => Assert.Equal(expected, ValueTests.Get(test)(value));

    [Theory]
    [InlineData("country_name", "United-States")]
    [InlineData("marital", "Married-civ-spouse")]
    public void List_StrokesForBlanks_AreRead(string list, string value) => Assert.True(SmallLists.Contains(list, value));
}
