using Lumos.Dsl.Dates;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Generators.Emission;

/// <summary>The date tokens generated code spells out itself; formats with others are prepared by a kernel.</summary>
internal static class CoreDates
{
    /// <summary>Whether a format has no other token.</summary>
    public static bool Holds(DatePattern pattern, DateLanguage language) => pattern.Parts.All(part =>
        part.Token is DateToken.Literal or DateToken.Year4 or DateToken.Year2 or DateToken.Month2 or DateToken.Month1 or DateToken.Day2 or DateToken.Day1
            or DateToken.Hour or DateToken.Minute or DateToken.Second or DateToken.Millisecond or DateToken.Microsecond
        || (part.Token == DateToken.MonthName && language == DateLanguage.English));

    /// <summary>Most characters a token is written in; only M and D may take fewer.</summary>
    public static int MostCharacters(DateToken token) => token switch
    {
        DateToken.Literal => 1,
        DateToken.Year4 => 4,
        DateToken.MonthName or DateToken.Millisecond => 3,
        DateToken.Microsecond => 6,
        _ => 2,
    };
}
