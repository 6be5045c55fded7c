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
        if (parse.Formats.Count == 0) Reject(parse, RejectCode.Argument, "date_parse needs at least one format.");
        if (parse.Pivot is < 0 or > 100) Reject(parse, RejectCode.Argument, "Argument pivot of date_parse is a two-digit year, 0 to 99, or 100.");
        foreach (var format in parse.Formats)
        {
            var pattern = DatePattern.TryParse(format, out var problem);
            problem ??= DateRules.FindProblem(pattern!, parse);
            if (problem is not null) diagnostics.Add(problem with { Span = parse.Span });
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
        if (problem is not null) diagnostics.Add(problem with { Span = format.Span });
        if (pattern is null) return null;
        if (pattern.Parts.All(part => part.Token == DateToken.Literal)) Reject(format, RejectCode.DateFormatToken, $"Format '{format.Format}' has no token.", $"Tokens are {DatePattern.Tokens}.");
        if (DateRules.FindProblem(pattern) is { } unwritable) diagnostics.Add(unwritable with { Span = format.Span });
        if (pattern.HasTime && type is { Kind: ColumnKind.Date }) Reject(format, RejectCode.DateTarget, $"Format '{format.Format}' speaks of the time of day, but a date has none.");
        return new(format with { InputType = type }, ColumnType.Text, input is { Nullable: true });
    }
}
