using Lumos.Abstractions;
using Lumos.Dsl.Dates;
using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Checking;

// Operations on dates.
internal sealed partial class ExpressionChecker
{
    private Facts CheckParse(DateParse parse, TypedExpression? input)
    {
        RequireText(parse, input);
        CheckChoice(parse, parse.Target, "target", DateTarget.Timestamp);
        CheckChoice(parse, parse.Language, "language", DateLanguage.Portuguese);
        CheckChoice(parse, parse.Fraction, "fraction", FractionRule.Truncate);
        CheckChoice(parse, parse.Ambiguous, "ambiguous", AmbiguousRule.Later);
        if (parse.Zone is { } zone) CheckZone(parse, zone);
        else if (parse.Ambiguous != AmbiguousRule.Error) RejectArgument(parse, "ambiguous", RejectCode.Argument, "Argument ambiguous of date_parse needs a zone.", "Add zone: \"Europe/Berlin\", or leave ambiguous out.");
        if (parse.Zone is not null && parse.Target == DateTarget.Date) RejectArgument(parse, "zone", RejectCode.DateTarget, "A date has no time zone, but date_parse has a zone.", "Use target: timestamp, or leave the zone out.");
        if (parse.Formats.Count == 0) Reject(parse, RejectCode.Argument, "date_parse needs at least one format.");
        if (parse.Pivot is < 0 or > 100) RejectArgument(parse, "pivot", RejectCode.Argument, "Argument pivot of date_parse is a two-digit year, 0 to 99, or 100.");
        for (var i = 0; i < parse.Formats.Count; i++)
        {
            var pattern = DatePattern.TryParse(parse.Formats[i], out var problem);
            problem ??= DateRules.FindProblem(pattern!, parse);
            var place = FormattableString.Invariant($"formats[{i}]");
            if (problem is not null) diagnostics.Add(problem with { Span = parse.PlaceOf(parse.Places is not null && parse.Places.ContainsKey(place) ? place : "formats") });
        }

        return new(parse, parse.Target == DateTarget.Date ? ColumnType.Date : ColumnType.Timestamp, input is { Nullable: true }, ValueErrors.Date);
    }

    private Facts? CheckFormat(DateFormat format, TypedExpression? input)
    {
        RequireDeclared(format, format.InputType, input);
        CheckChoice(format, format.Language, "language", DateLanguage.Portuguese);
        var type = format.InputType ?? input?.Type;
        if (type is { } actual && actual.Kind is not (ColumnKind.Date or ColumnKind.Timestamp))
        {
            var message = input is null ? $"date_format reads date or timestamp, not {actual}." : $"date_format reads date or timestamp, but {Describe(input)} is {actual}.";
            diagnostics.Add(actual.Kind == ColumnKind.Text
                ? new(RejectCode.ImplicitCast, message, format.Span, "Nothing is converted without being asked: add | date_parse(\"YYYY-MM-DD\") first, with the format of the data.")
                : new(RejectCode.Type, message, format.Span));
        }

        var pattern = DatePattern.TryParse(format.Format, out var problem);
        if (problem is not null) diagnostics.Add(problem with { Span = format.PlaceOf("format") });
        if (pattern is null) return null;
        if (pattern.Parts.All(part => part.Token == DateToken.Literal)) RejectArgument(format, "format", RejectCode.DateFormatToken, $"Format '{format.Format}' has no token.", $"Tokens are {DatePattern.Tokens}.");
        if (DateRules.FindProblem(pattern) is { } unwritable) diagnostics.Add(unwritable with { Span = format.PlaceOf("format") });
        if (format.Zone is { } zone) CheckZone(format, zone);
        if (format.Zone is not null && type is { Kind: ColumnKind.Date }) RejectArgument(format, "zone", RejectCode.DateTarget, "A date has no time zone, but date_format has a zone.", "Leave the zone out.");
        if (format.Zone is not null && pattern.Parts.Any(part => part.Token == DateToken.Offset)) RejectArgument(format, "zone", RejectCode.DateZone, $"Format '{format.Format}' writes Z, which is UTC, but date_format has a zone.", "Leave out the Z or the zone.");
        if (pattern.HasTime && type is { Kind: ColumnKind.Date }) RejectArgument(format, "format", RejectCode.DateTarget, $"Format '{format.Format}' speaks of the time of day, but a date has none.", "Leave the time out, or give date_format a timestamp.");
        return new(format with { InputType = type }, ColumnType.Text, input is { Nullable: true }, format.Zone is null ? ValueErrors.None : ValueErrors.Date);
    }

    private void CheckZone(Operation operation, string zone)
    {
        if (TimeZoneTable.Find(zone) is not null) return;
        var known = TimeZoneTable.Names.FirstOrDefault(name => string.Equals(name, zone, StringComparison.OrdinalIgnoreCase) || name.EndsWith("/" + zone, StringComparison.OrdinalIgnoreCase));
        var near = known is null ? NearestName.Suggest(zone, TimeZoneTable.Names) : $"Did you mean '{known}'?";
        RejectArgument(operation, "zone", RejectCode.DateZone, $"There is no time zone '{zone}'.", near ?? "Names are those of the IANA Time Zone Database, such as Europe/Berlin and America/New_York.");
    }
}
