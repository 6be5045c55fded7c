using Lumos.Dsl.Dates;
using Lumos.Dsl.Kernels;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Interpreter;

/// <summary>date_parse and date_format in the proleptic Gregorian calendar, years 0001 to 9999.</summary>
internal static class DateSemantics
{
    private static readonly DatePattern IsoDate = DatePattern.Parse("YYYY-MM-DD");

    public static Func<string, Outcome> Parse(DateParse parse)
    {
        var readers = parse.Formats.Select(format => ReaderOf(DatePattern.Parse(format), parse)).ToList();
        var zone = parse.Zone is { } name ? ZoneKernel.ToUtc(name, parse.Ambiguous) : null;
        return text =>
        {
            foreach (var read in readers)
            {
                if (read(text) is not { } moment) continue;
                if (zone is not null && !zone.TryShift(moment, out moment)) return Outcome.Fail(ValueErrors.Date);
                return parse.Target == DateTarget.Date ? new Outcome(DateOnly.FromDateTime(moment)) : new Outcome(moment);
            }

            return Outcome.Fail(ValueErrors.Date);
        };
    }

    public static Func<object?[], Outcome> Format(DateFormat format)
    {
        var writer = new DateWriter(DatePattern.Parse(format.Format), format.Language);
        var zone = format.Zone is { } name ? ZoneKernel.FromUtc(name) : null;
        return inputs => inputs[0] switch
        {
            DateOnly date => new Outcome(writer.Write(date.ToDateTime(TimeOnly.MinValue))),
            DateTime utc when zone is not null => zone.TryShift(utc, out var local) ? new Outcome(writer.Write(local)) : Outcome.Fail(ValueErrors.Date),
            DateTime moment => new Outcome(writer.Write(moment)),
            _ => Outcome.Null,
        };
    }

    public static bool TryReadIsoDate(string text, out DateOnly date)
    {
        var moment = new DateReader(IsoDate, pivot: 0, DateLanguage.English, FractionRule.Exact).Read(text);
        date = DateOnly.FromDateTime(moment.GetValueOrDefault());
        return moment is not null;
    }

    private static Func<string, DateTime?> ReaderOf(DatePattern pattern, DateParse parse) => pattern.Number switch
    {
        null => new DateReader(pattern, parse.Pivot ?? 0, parse.Language, parse.Fraction).Read,
        { } number when number.IsEpoch() => text => NumberDates.ReadEpoch(text, number, parse.Fraction),
        { } number => text => NumberDates.ReadSerial(text, number, parse.Target),
    };
}
