using Lumos.Dsl.Dates;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Generators.Emission;

/// <summary>Writes a method that reads a date or timestamp by the first format that fits the whole text.</summary>
internal static class DateReaderEmitter
{
    private const string Kernel = "global::Lumos.Dsl.Kernels.DateKernel.";

    public static void Emit(CodeWriter code, PlanStatics statics, string name, DateParse parse)
    {
        var isDate = parse.Target == DateTarget.Date;
        code.Open($"private static bool {name}(global::System.ReadOnlySpan<char> text, out global::System.{(isDate ? "DateOnly" : "DateTime")} value)");
        for (var i = 0; i < parse.Formats.Count; i++)
        {
            var pattern = DatePattern.Parse(parse.Formats[i]);
            if (CoreDates.Holds(pattern, parse.Language)) EmitFormat(code, pattern, i + 1, parse);
            else EmitPrepared(code, statics.DateFormat(pattern.Format, parse.Pivot ?? 0, parse.Language, parse.Fraction, parse.Target), i + 1, isDate);
        }

        code.Line("value = default;");
        code.Line("return false;");
        code.Close();
    }

    private static void EmitPrepared(CodeWriter code, string field, int number, bool isDate)
    {
        code.Open($"if ({field}.TryRead(text, out var moment{number}))");
        code.Line($"value = {(isDate ? $"global::System.DateOnly.FromDateTime(moment{number})" : $"moment{number}")};");
        code.Line("return true;");
        code.Close();
        code.Line();
    }

    private static void EmitFormat(CodeWriter code, DatePattern pattern, int number, DateParse parse)
    {
        code.Line("// " + pattern.Format);
        var moves = pattern.Parts.Any(part => part.Token is DateToken.Month1 or DateToken.Day1);
        var at = "at" + Literals.Integer(number);
        if (moves) code.Line($"int {at} = 0;");
        var conditions = new List<string>();
        var position = 0;
        foreach (var part in pattern.Parts)
        {
            conditions.Add(Condition(part, number, moves ? "ref " + at : Literals.Integer(position), moves));
            position += CoreDates.MostCharacters(part.Token);
        }

        if (moves) conditions.Add($"{at} == text.Length");
        else conditions.Insert(0, $"text.Length == {position}");
        conditions.Add($"{Kernel}TryDay({Year(pattern, number, parse)}, {Field(pattern, "month", number)}, {Field(pattern, "day", number)}, out int dayNumber{number})");
        var ticks = $"dayNumber{number} * global::System.TimeSpan.TicksPerDay";
        if (pattern.HasTime)
        {
            var fraction = Field(pattern, "fraction", number) + (pattern.Parts.Any(part => part.Token == DateToken.Millisecond) ? " * 1000" : "");
            conditions.Add($"{Kernel}TryTime({Field(pattern, "hour", number)}, {Field(pattern, "minute", number)}, {Field(pattern, "second", number)}, {fraction}, out long ticks{number})");
            ticks += $" + ticks{number}";
        }

        code.Open($"if ({string.Join("\n            && ", conditions)})");
        code.Line(parse.Target == DateTarget.Date ? $"value = global::System.DateOnly.FromDayNumber(dayNumber{number});" : $"value = new global::System.DateTime({ticks});");
        code.Line("return true;");
        code.Close();
        code.Line();
    }

    private static string Condition(DatePart part, int number, string at, bool moves) => part.Token switch
    {
        DateToken.Literal when moves => $"{Kernel}Literal(text, {at}, {Literals.Character(part.Literal)})",
        DateToken.Literal => $"text[{at}] == {Literals.Character(part.Literal)}",
        DateToken.MonthName => $"{Kernel}MonthName(text, {at}, out int month{number})",
        DateToken.Month1 or DateToken.Day1 => $"{Kernel}OneOrTwo(text, {at}, out int {FieldOf(part.Token)}{number})",
        _ => $"{Kernel}Digits(text, {at}, {CoreDates.MostCharacters(part.Token)}, out int {FieldOf(part.Token)}{number})",
    };

    private static string Year(DatePattern pattern, int number, DateParse parse) => pattern.Parts.Any(part => part.Token == DateToken.Year2)
        ? $"{Kernel}Year(year{number}, {parse.Pivot ?? 0})"
        : Field(pattern, "year", number);

    private static string Field(DatePattern pattern, string field, int number) => pattern.Parts.Any(part => FieldOf(part.Token) == field) ? field + Literals.Integer(number) : "0";

    private static string FieldOf(DateToken token) => token switch
    {
        DateToken.Literal => "",
        DateToken.Year4 or DateToken.Year2 => "year",
        DateToken.Month2 or DateToken.Month1 or DateToken.MonthName => "month",
        DateToken.Day2 or DateToken.Day1 => "day",
        DateToken.Hour => "hour",
        DateToken.Minute => "minute",
        DateToken.Second => "second",
        DateToken.Millisecond or DateToken.Microsecond => "fraction",
        _ => throw new InvalidOperationException($"Unknown token {token}."),
    };
}
