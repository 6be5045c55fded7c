using Lumos.Dsl.Dates;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Features;

/// <summary>What a date format needs beyond the core of the language.</summary>
internal static class DateFeatures
{
    /// <summary>Each feature with the format that asks for it.</summary>
    public static IEnumerable<(DslFeatures Feature, string Argument)> Of(Operation operation) => operation switch
    {
        DateParse parse => parse.Formats.SelectMany(format => Of(format, parse.Language)).Concat(Zone(parse.Zone)),
        DateFormat format => Of(format.Format, format.Language).Concat(Zone(format.Zone)),
        _ => [],
    };

    private static IEnumerable<(DslFeatures Feature, string Argument)> Of(string format, DateLanguage language)
    {
        var features = Of(DatePattern.Parse(format), language);
        for (var rest = (int)features; rest != 0; rest &= rest - 1) yield return ((DslFeatures)(rest & -rest), $"format \"{format}\"");
    }

    private static IEnumerable<(DslFeatures Feature, string Argument)> Zone(string? zone) => zone is null ? [] : [(DslFeatures.NamedZone, $"zone: \"{zone}\"")];

    public static DslFeatures Of(DatePattern pattern, DateLanguage language) =>
        pattern.Parts.Aggregate(DslFeatures.None, (features, part) => features | Of(part.Token, language));

    private static DslFeatures Of(DateToken token, DateLanguage language) => token switch
    {
        DateToken.Offset => DslFeatures.DateOffset,
        DateToken.Meridiem or DateToken.HalfDayHour or DateToken.HalfDayHour1 => DslFeatures.AmPm,
        DateToken.MonthName when language == DateLanguage.English => DslFeatures.None,
        DateToken.Hour1 => DslFeatures.ShortHour,
        DateToken.Fraction or DateToken.AnyFraction => DslFeatures.Fractions,
        _ when token.IsName() => DslFeatures.MonthNames,
        _ when token.IsEpoch() => DslFeatures.Epoch,
        _ when token.IsSerial() => DslFeatures.SerialDate,
        _ => DslFeatures.None,
    };
}
