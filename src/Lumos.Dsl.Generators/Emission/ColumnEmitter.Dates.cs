using Lumos.Abstractions;
using Lumos.Dsl.Dates;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Generators.Emission;

// Operations on dates.
internal sealed partial class ColumnEmitter
{
    private Emitted EmitParse(DateParse parse, Emitted input, Site at)
    {
        var type = parse.Target == DateTarget.Date ? ColumnType.Date : ColumnType.Timestamp;
        var method = statics.DateReader(parse);
        var shift = parse.Zone is null ? "" : statics.Zone(parse.Zone, parse.Ambiguous);
        return new(Compute(ClrOf(type), input.Null, value => code.Line(
            $"if (!{method}({input.Value}, out {value}){(shift.Length == 0 ? "" : $" || !{shift}.TryShift({value}, out {value})")}) {Fail("Date", at)}")), input.Null, null, type);
    }

    private Emitted EmitFormat(DateFormat format, Emitted input, Site at)
    {
        if (format.Zone is { } zone)
        {
            var shift = statics.Zone(zone, null);
            var utc = input;
            input = new(Compute(ClrOf(ColumnType.Timestamp), input.Null, value => code.Line($"if (!{shift}.TryShift({utc.Value}, out {value})) {Fail("Date", at)}")), input.Null, null, ColumnType.Timestamp);
        }

        if (CoreDates.Holds(DatePattern.Parse(format.Format), format.Language)) return Format(input, format.Format);
        var field = statics.DateFormat(format.Format, 0, format.Language, FractionRule.Exact, DateTarget.Timestamp);
        return new(Compute(Span, input.Null, to => code.Line($"{to} = {field}.Write({input.Value}, scratch);")), input.Null, null, ColumnType.Text);
    }

    private Emitted Format(Emitted input, string format)
    {
        var parts = DatePattern.Parse(format).Parts;
        var value = Compute(Span, input.Null, to =>
        {
            var buffer = Name("b");
            var most = parts.Sum(part => CoreDates.MostCharacters(part.Token));
            code.Line($"var {buffer} = scratch.Take({most});");
            if (parts.Any(part => part.Token is DateToken.Month1 or DateToken.Day1))
            {
                var at = Name("a");
                code.Line($"int {at} = 0;");
                foreach (var part in parts) WriteMoving(part, input, buffer, at);
                code.Line($"scratch.GiveBack({most} - {at});");
                code.Line($"{to} = {buffer}[..{at}];");
                return;
            }

            var position = 0;
            foreach (var part in parts)
            {
                code.Line(WritePart(part, input, buffer, Literals.Integer(position)));
                position += CoreDates.MostCharacters(part.Token);
            }

            code.Line($"{to} = {buffer};");
        });
        return new(value, input.Null, null, ColumnType.Text);
    }

    private void WriteMoving(DatePart part, Emitted input, string buffer, string at)
    {
        if (part.Token is DateToken.Month1 or DateToken.Day1)
        {
            code.Line($"{at} = {DateKernel}WriteOneOrTwo({buffer}, {at}, {FieldOf(part.Token, input)});");
            return;
        }

        code.Line(WritePart(part, input, buffer, at));
        code.Line($"{at} += {CoreDates.MostCharacters(part.Token)};");
    }

    private static string WritePart(DatePart part, Emitted input, string buffer, string at) => part.Token switch
    {
        DateToken.Literal => $"{buffer}[{at}] = {Literals.Character(part.Literal)};",
        DateToken.MonthName => $"{DateKernel}WriteMonthName({buffer}, {at}, {FieldOf(part.Token, input)});",
        _ => $"{DateKernel}Write({buffer}, {at}, {FieldOf(part.Token, input)}, {CoreDates.MostCharacters(part.Token)});",
    };

    private static string FieldOf(DateToken token, Emitted input) => token switch
    {
        DateToken.Year4 => $"{input.Value}.Year",
        DateToken.Year2 => $"{input.Value}.Year % 100",
        DateToken.Month1 or DateToken.Month2 or DateToken.MonthName => $"{input.Value}.Month",
        DateToken.Day1 or DateToken.Day2 => $"{input.Value}.Day",
        DateToken.Hour => $"{input.Value}.Hour",
        DateToken.Minute => $"{input.Value}.Minute",
        DateToken.Second => $"{input.Value}.Second",
        DateToken.Millisecond => $"{input.Value}.Millisecond",
        DateToken.Microsecond => $"(int)({input.Value}.Ticks % global::System.TimeSpan.TicksPerSecond / 10)",
        _ => throw new InvalidOperationException($"Unknown token {token}."),
    };
}
