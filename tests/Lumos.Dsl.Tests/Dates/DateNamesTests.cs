using Lumos.Dsl.Dates;
using Lumos.Dsl.Interpreter;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Tests.Dates;

public sealed class DateNamesTests
{
    private static readonly DateToken[] Tokens = [DateToken.MonthName, DateToken.MonthFullName, DateToken.WeekdayName, DateToken.WeekdayShortName];

    [Fact]
    public void AnyCase_EveryLetterOfEveryName_IsWhatTheCaseTableFoldsToIt()
    {
        foreach (var language in Enum.GetValues<DateLanguage>())
        {
            foreach (var letter in Tokens.SelectMany(token => DateNames.Of(token, language)).SelectMany(names => names).SelectMany(name => name).Where(char.IsLetter).Distinct())
            {
                var lower = CaseTable.Lower.GetValueOrDefault(letter) ?? letter.ToString();
                var same = CaseTable.Lower.Where(entry => entry.Value == lower).Select(entry => char.ConvertFromUtf32(entry.Key)).Append(lower);
                if (language == DateLanguage.English) same = same.Where(text => text[0] < 0x80);
                Assert.Equal(same.Order(StringComparer.Ordinal), DateNames.AnyCase(letter, language).Select(c => c.ToString()).Order(StringComparer.Ordinal));
            }
        }
    }

    [Fact]
    public void Of_EveryLanguage_HasTwelveMonthsAndSevenDaysAllDifferent()
    {
        foreach (var language in Enum.GetValues<DateLanguage>())
        {
            foreach (var token in Tokens)
            {
                var names = DateNames.Of(token, language);
                Assert.Equal(token is DateToken.MonthName or DateToken.MonthFullName ? 12 : 7, names.Count);
                var spellings = names.SelectMany(spelling => spelling).ToArray();
                Assert.Equal(spellings.Length, spellings.Select(name => TextSemantics.Case(name, CaseMode.Lower, CaseAlphabet.Unicode)).Distinct().Count());
                Assert.All(spellings, name => Assert.Equal(name, name.Normalize()));
            }
        }
    }
}
