using Lumos.Dsl.Dates;
using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Checking;

/// <summary>What a format must be to read dates with: every field once, year to day complete, no run of digits or letters whose end is a guess.</summary>
internal static class DateRules
{
    public static DslDiagnostic? FindProblem(DatePattern pattern, DateParse parse)
    {
        var tokens = pattern.Parts.Select(part => part.Token).ToArray();
        var format = pattern.Format;
        if (FindNumberProblem(pattern) is { } number) return number;
        if (FindOpenEnd(pattern, parse.Language) is { } openEnd) return openEnd;
        if (FindTwice(tokens) is { } field) return new(RejectCode.DateFormatToken, $"Format '{format}' has the {field} twice.", Suggestion: "Leave one of the two out.");
        if (parse.Target == DateTarget.Date && pattern.HasTime)
        {
            return new(RejectCode.DateTarget, $"Format '{format}' speaks of the time of day, but the target is a date.", Suggestion: "Use target: timestamp.");
        }

        if (parse.Zone is not null && pattern.Parts.FirstOrDefault(part => part.Token == DateToken.Offset || part.Token.IsEpoch()) is { Spelling.Length: > 0 } utc)
        {
            return new(RejectCode.DateZone, $"{utc.Spelling} in format '{format}' gives UTC, but date_parse has a zone.", Suggestion: "Leave out the zone, or read the other texts in a date_parse of their own.");
        }

        if (pattern.Number is not null) return null;
        if (FindMissing(tokens) is { } missing) return new(RejectCode.DateFormatIncomplete, $"Format '{format}' has no {missing}.", Suggestion: missing is "day" or "month" or "year" ? $"A date is a year, a month and a day: put the {missing} in front with concat(\"{(missing == "year" ? "2024/" : "01/")}\", value, nulls: propagate), and into the format." : $"Add the {missing}, or leave out what is smaller.");
        if (FindHalfDayProblem(pattern) is { } halfDay) return halfDay;
        if (tokens.Contains(DateToken.Year2) && parse.Pivot is null)
        {
            return new(RejectCode.DatePivot, $"Format '{format}' has a two-digit year and there is no pivot.", Suggestion: "Add pivot: 70 to read 70-99 as 1970-1999 and 00-69 as 2000-2069.");
        }

        return null;
    }

    /// <summary>What a format must be to write dates with.</summary>
    public static DslDiagnostic? FindProblem(DatePattern pattern)
    {
        if (pattern.Parts.FirstOrDefault(part => part.Token.IsEpoch() || part.Token.IsSerial()) is { Spelling.Length: > 0 } number)
        {
            return new(RejectCode.DateFormatToken, $"date_format does not write {number.Spelling}.", Suggestion: $"Tokens that can be written are {DatePattern.Tokens.Substring(0, DatePattern.Tokens.IndexOf(", EPOCH", StringComparison.Ordinal))}.");
        }

        return FindHalfDayProblem(pattern);
    }

    private static DslDiagnostic? FindNumberProblem(DatePattern pattern)
    {
        var number = pattern.Parts.FirstOrDefault(part => part.Token.IsEpoch() || part.Token.IsSerial());
        return number.Token == DateToken.Literal || pattern.Parts.Count == 1
            ? null
            : new(RejectCode.DateFormatToken, $"In format '{pattern.Format}' {number.Spelling} must stand alone.", Suggestion: "Cut the number out first, with regex_extract.");
    }

    private static DslDiagnostic? FindOpenEnd(DatePattern pattern, DateLanguage language)
    {
        for (var i = 0; i + 1 < pattern.Parts.Count; i++)
        {
            var part = pattern.Parts[i];
            var next = pattern.Parts[i + 1];
            var needsSeparator = part.Token switch
            {
                DateToken.Month1 or DateToken.Day1 => next.Token != DateToken.Literal,
                DateToken.Hour1 or DateToken.HalfDayHour1 or DateToken.AnyFraction => next.Token.IsDigits(),
                DateToken.Offset => next.Token != DateToken.Literal || next.Literal == ':',
                DateToken.MonthName when language == DateLanguage.English => false,
                _ => part.Token.IsName() && (next.Token.IsName() || next.Token == DateToken.Meridiem || next.Literal == 'T'),
            };
            if (!needsSeparator) continue;
            var how = part.Token switch
            {
                DateToken.Month1 or DateToken.Day1 or DateToken.Hour1 or DateToken.HalfDayHour1 => $"Use {part.Spelling}{part.Spelling} for two fixed digits.",
                DateToken.AnyFraction => "Use S to SSSSSSSSS for a fixed number of digits.",
                DateToken.Offset => "Let a blank or the end follow.",
                _ => "Let a blank, a comma or another sign follow.",
            };
            return new(RejectCode.DateFormatToken, $"In format '{pattern.Format}' a separator must follow {part.Spelling}, or its end is a guess.", Suggestion: how);
        }

        return null;
    }

    // 09:05 without the half of the day may be the evening; 15:05 PM says one thing twice.
    private static DslDiagnostic? FindHalfDayProblem(DatePattern pattern)
    {
        var hour = pattern.Parts.FirstOrDefault(part => part.Token is DateToken.HalfDayHour or DateToken.HalfDayHour1);
        var half = pattern.Parts.FirstOrDefault(part => part.Token == DateToken.Meridiem);
        if (hour.Token != DateToken.Literal && half.Token == DateToken.Literal)
        {
            return new(RejectCode.DateFormatIncomplete, $"Format '{pattern.Format}' has {hour.Spelling}, hours 1 to 12, but no AM.", Suggestion: $"Use {hour.Spelling.ToUpperInvariant()} for hours 0 to 23, or add AM.");
        }

        if (hour.Token == DateToken.Literal && half.Token != DateToken.Literal)
        {
            return new(RejectCode.DateFormatIncomplete, $"Format '{pattern.Format}' has {half.Spelling} but no hour of 1 to 12.", Suggestion: "Write hh or h for the hour.");
        }

        return null;
    }

    private static string? FindTwice(DateToken[] tokens)
    {
        var seen = new HashSet<string>();
        foreach (var token in tokens)
        {
            if (FieldOf(token) is { } field && !seen.Add(field)) return field;
        }

        return null;
    }

    private static string? FindMissing(DateToken[] tokens)
    {
        var fields = new HashSet<string>(tokens.Select(FieldOf).OfType<string>());
        foreach (var needed in (string[])["year", "month", "day"])
        {
            if (!fields.Contains(needed)) return needed;
        }

        if (fields.Contains("fraction") && !fields.Contains("second")) return "second";
        if (fields.Contains("second") && !fields.Contains("minute")) return "minute";
        return (fields.Contains("minute") || fields.Contains("offset")) && !fields.Contains("hour") ? "hour" : null;
    }

    private static string? FieldOf(DateToken token) => token switch
    {
        DateToken.Year4 or DateToken.Year2 => "year",
        DateToken.Month2 or DateToken.Month1 or DateToken.MonthName or DateToken.MonthFullName => "month",
        DateToken.Day2 or DateToken.Day1 => "day",
        DateToken.WeekdayName or DateToken.WeekdayShortName => "weekday",
        DateToken.Hour or DateToken.Hour1 or DateToken.HalfDayHour or DateToken.HalfDayHour1 => "hour",
        DateToken.Meridiem => "half of the day",
        DateToken.Minute => "minute",
        DateToken.Second => "second",
        DateToken.Offset => "offset",
        _ => token.IsFraction() ? "fraction" : null,
    };
}
