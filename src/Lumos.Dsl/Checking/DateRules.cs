using Lumos.Dsl.Dates;
using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Checking;

/// <summary>What a format must be to read dates with: every field once, year to day complete, no digit run whose end is a guess.</summary>
internal static class DateRules
{
    public static DslDiagnostic? FindProblem(DatePattern pattern, DateParse parse)
    {
        var tokens = pattern.Parts.Select(part => part.Token).ToArray();
        var format = pattern.Format;
        for (var i = 0; i + 1 < tokens.Length; i++)
        {
            if (tokens[i] is DateToken.Month1 or DateToken.Day1 && tokens[i + 1] != DateToken.Literal)
            {
                return new(RejectCode.DateFormatToken, $"In format '{format}' a separator must follow {(tokens[i] == DateToken.Day1 ? "D" : "M")}, or its end is a guess.", Suggestion: "Use DD or MM for two fixed digits.");
            }
        }

        if (FindTwice(tokens) is { } field) return new(RejectCode.DateFormatToken, $"Format '{format}' has the {field} twice.");
        if (parse.Target == DateTarget.Date && pattern.HasTime)
        {
            return new(RejectCode.DateTarget, $"Format '{format}' speaks of the time of day, but the target is a date.", Suggestion: "Use target: timestamp.");
        }

        if (FindMissing(tokens) is { } missing) return new(RejectCode.DateFormatIncomplete, $"Format '{format}' has no {missing}.");
        if (tokens.Contains(DateToken.Year2) && parse.Pivot is null)
        {
            return new(RejectCode.DatePivot, $"Format '{format}' has a two-digit year and there is no pivot.", Suggestion: "Add pivot: 70 to read 70-99 as 1970-1999 and 00-69 as 2000-2069.");
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
        return fields.Contains("minute") && !fields.Contains("hour") ? "hour" : null;
    }

    private static string? FieldOf(DateToken token) => token switch
    {
        DateToken.Year4 or DateToken.Year2 => "year",
        DateToken.Month2 or DateToken.Month1 or DateToken.MonthName => "month",
        DateToken.Day2 or DateToken.Day1 => "day",
        DateToken.Hour => "hour",
        DateToken.Minute => "minute",
        DateToken.Second => "second",
        DateToken.Millisecond or DateToken.Microsecond => "fraction",
        _ => null,
    };
}
