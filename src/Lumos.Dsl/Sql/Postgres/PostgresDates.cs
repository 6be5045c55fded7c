using System.Globalization;
using System.Text;
using Lumos.Abstractions;
using Lumos.Dsl.Dates;
using Lumos.Dsl.Features;
using Lumos.Dsl.Model;
using Lumos.Dsl.Sql.Shared;

namespace Lumos.Dsl.Sql.Postgres;

/// <summary>
/// date_parse, date_format and the cast from text to date. to_date takes nearly everything and rolls over, so a regular expression holds the grammar with the range of
/// every field, the days of the month are counted, and only then a date is made of integers.
/// </summary>
internal static class PostgresDates
{
    public static Emitted Parse(LetChain chain, SqlBinding x, DateParse parse, ErrorNumbers errors)
    {
        var readings = parse.Formats.Select(DatePattern.Parse).Select(pattern => DateFeatures.Of(pattern, parse.Language) == DslFeatures.None
            ? Read(chain, x, pattern, parse.Pivot ?? 0, parse.Target)
            : PostgresDateFields.Read(chain, x, pattern, parse)).ToList();
        var value = chain.Bind(readings.Count == 1 ? readings[0] : SqlFragment.Of($"coalesce({SqlFragment.Join(", ", readings)})"));
        return new Emitted(value, errors.Of(ValueErrors.Date, unless: value, orNull: x));
    }

    public static Emitted Cast(LetChain chain, SqlBinding x, ErrorNumbers errors)
    {
        var value = chain.Bind(Read(chain, x, DatePattern.Parse("YYYY-MM-DD"), 0, DateTarget.Date));
        return new Emitted(value, errors.Of(ValueErrors.Cast, unless: value, orNull: x));
    }

    public static SqlFragment Format(SqlBinding x, DateFormat format, ColumnType type)
    {
        // A date is made a timestamp by hand: left to itself to_char takes the session's time zone into it.
        var moment = type.Kind == ColumnKind.Date ? SqlFragment.Of($"CAST({x} AS timestamp)") : (SqlFragment)x;
        var parts = new List<SqlFragment>();
        var template = new StringBuilder();
        var literal = new StringBuilder();
        var afterToken = false;
        foreach (var part in DatePattern.Parse(format.Format).Parts)
        {
            if (part.Token == DateToken.Literal)
            {
                // Between tokens of one template only marks the server reads as themselves may stand.
                if (template.Length > 0 && (part.Literal is '-' or '/' or ':' or '.' or ' '))
                {
                    template.Append(part.Literal);
                    afterToken = false;
                    continue;
                }

                FlushTemplate();
                literal.Append(part.Literal);
                continue;
            }

            FlushLiteral();
            if (TemplateOf(part.Token) is { } token)
            {
                if (afterToken) FlushTemplate();
                template.Append(token);
                afterToken = true;
                continue;
            }

            FlushTemplate();
            parts.Add(Written(moment, part, format.Language));
        }

        FlushTemplate();
        FlushLiteral();
        var text = SqlFragment.Join(" || ", parts);
        return SqlFragment.Of($"({text}) COLLATE \"C\"");

        void FlushTemplate()
        {
            if (template.Length > 0) parts.Add(SqlFragment.Of($"to_char({moment}, {SqlFragment.Text(template.ToString())})"));
            template.Clear();
            afterToken = false;
        }

        void FlushLiteral()
        {
            if (literal.Length > 0) parts.Add(SqlFragment.Text(literal.ToString()));
            literal.Clear();
        }
    }

    private static string? TemplateOf(DateToken token) => token switch
    {
        DateToken.Year4 => "YYYY",
        DateToken.Month2 => "MM",
        DateToken.Day2 => "DD",
        DateToken.Hour => "HH24",
        DateToken.Minute => "MI",
        DateToken.Second => "SS",
        DateToken.Microsecond => "US",
        _ => null,
    };

    private static SqlFragment Written(SqlFragment moment, DatePart part, DateLanguage language)
    {
        var hour = Part("hour");
        switch (part.Token)
        {
            case DateToken.Year2:
                return SqlFragment.Of($"right(to_char({moment}, 'YYYY'), 2)");
            case DateToken.Month1:
                return SqlFragment.Of($"CAST({Part("month")} AS text)");
            case DateToken.Day1:
                return SqlFragment.Of($"CAST({Part("day")} AS text)");
            case DateToken.MonthName when language == DateLanguage.English:
                return SqlFragment.Of($"substr({SqlFragment.Text(string.Concat(DateNames.ShortMonths))}, {Part("month")} * 3 - 2, 3)");
            case DateToken.MonthName or DateToken.MonthFullName:
                return SqlFragment.Of($"({Names()})[{Part("month")}]");
            case DateToken.WeekdayName or DateToken.WeekdayShortName:
                return SqlFragment.Of($"({Names()})[{Part("isodow")}]");
            case DateToken.Hour1:
                return SqlFragment.Of($"CAST({hour} AS text)");
            case DateToken.HalfDayHour1:
                return SqlFragment.Of($"CAST(({hour} + 11) % 12 + 1 AS text)");
            case DateToken.HalfDayHour:
                return SqlFragment.Of($"lpad(CAST(({hour} + 11) % 12 + 1 AS text), 2, '0')");
            case DateToken.Meridiem:
                return SqlFragment.Of($"CASE WHEN {hour} < 12 THEN {SqlFragment.Text(part.Spelling)} WHEN {hour} >= 12 THEN {SqlFragment.Text(part.Spelling.Replace('A', 'P').Replace('a', 'p'))} END");
            case DateToken.AnyFraction:
                return SqlFragment.Of($"CASE WHEN to_char({moment}, 'US') = '000000' THEN '0' ELSE rtrim(to_char({moment}, 'US'), '0') END");
            case DateToken.Offset:
                return SqlFragment.Of($"CASE WHEN {moment} IS NOT NULL THEN 'Z' END");
            default:
                // MS rounds on some servers; the first digits of six, and zeros behind them, do not.
                return SqlFragment.Of($"left(to_char({moment}, 'US') || '000', {part.Spelling.Length})");
        }

        SqlFragment Part(string name) => SqlFragment.Of($"CAST(date_part({SqlFragment.Text(name)}, {moment}) AS integer)");

        SqlFragment Names() => SqlFragment.Of($"ARRAY[{SqlFragment.Join(", ", DateNames.Of(part.Token, language).Select(names => SqlFragment.Text(names[0])))}]");
    }

    // NULL unless the whole text is a valid date in this format. Nothing is bound but what a match found: most days are below the 29th, and then each field is read once.
    private static SqlFragment Read(LetChain chain, SqlBinding x, DatePattern pattern, int pivot, DateTarget target)
    {
        var isFixed = pattern.Parts.All(part => part.Token is not (DateToken.Month1 or DateToken.Day1));
        var grammar = SqlFragment.Text("^" + string.Concat(pattern.Parts.Select(part => Grammar(part, capture: !isFixed))) + "$");
        var text = isFixed ? x : chain.Bind(SqlFragment.Of($"regexp_match({x}, {grammar})"));
        var fields = new Dictionary<DateToken, SqlFragment>();
        int at = 1, group = 0;
        foreach (var part in pattern.Parts)
        {
            var width = Width(part.Token);
            if (part.Token != DateToken.Literal) fields[part.Token] = isFixed ? SqlFragment.Of($"substr({text}, {at}, {width})") : SqlFragment.Of($"{text}[{++group}]");
            at += width;
        }

        var year = fields.TryGetValue(DateToken.Year4, out var four) ? Number(four) : ByPivot(Number(fields[DateToken.Year2]), pivot);
        var month = fields.TryGetValue(DateToken.MonthName, out var name) ? MonthOf(name) : Number(fields.GetValueOrDefault(DateToken.Month2) ?? fields[DateToken.Month1]);
        var day = fields.GetValueOrDefault(DateToken.Day2) ?? fields[DateToken.Day1];
        var made = IsIso(pattern, target) ? SqlFragment.Of($"CAST({x} AS {SqlFragment.Raw(target == DateTarget.Date ? "date" : "timestamp")})") : Made(fields, year, month, Number(day), target);
        if (isFixed && name is null)
        {
            var fits = PostgresDateMasks.Fits(x, pattern, fields);
            return SqlFragment.Of($"CASE WHEN {fits} THEN CASE WHEN {day} BETWEEN '01' AND '28' OR ({day} BETWEEN '29' AND '31' AND {Number(day)} <= {CivilDates.DaysIn(year, month)}) THEN {made} END END");
        }

        var test = isFixed ? SqlFragment.Of($"{x} ~ {grammar}") : SqlFragment.Of($"{text} IS NOT NULL");
        if (four is not null) test = SqlFragment.Of($"{test} AND {four} <> '0000'");
        return MadeDate(test, year, month, Number(day), made);
    }

    /// <summary>What is made of a date where a test holds and the month has the day.</summary>
    public static SqlFragment MadeDate(SqlFragment test, SqlFragment year, SqlFragment month, SqlFragment day, SqlFragment made) =>
        SqlFragment.Of($"CASE WHEN {test} THEN CASE WHEN {day} <= 28 OR {day} <= {CivilDates.DaysIn(year, month)} THEN {made} END END");

    /// <summary>The integer of a few digits.</summary>
    public static SqlFragment Number(SqlFragment digits) => SqlFragment.Of($"CAST({digits} AS integer)");

    /// <summary>The year of its last two digits.</summary>
    public static SqlFragment ByPivot(SqlFragment two, int pivot) => SqlFragment.Of($"({two} + CASE WHEN {two} >= {pivot} THEN 1900 ELSE 2000 END)");

    // These the server reads as they are, whatever the session's date style; by now the text is a valid one.
    private static bool IsIso(DatePattern pattern, DateTarget target) =>
        target == DateTarget.Date ? pattern.Format == "YYYY-MM-DD" : pattern.Format is "YYYY-MM-DD HH:mm:ss" or "YYYY-MM-DDTHH:mm:ss" or "YYYY-MM-DD HH:mm:ss.SSSSSS" or "YYYY-MM-DDTHH:mm:ss.SSSSSS";

    private static SqlFragment Made(Dictionary<DateToken, SqlFragment> fields, SqlFragment year, SqlFragment month, SqlFragment day, DateTarget target)
    {
        if (target == DateTarget.Date) return SqlFragment.Of($"make_date({year}, {month}, {day})");
        var hour = fields.TryGetValue(DateToken.Hour, out var h) ? Number(h) : SqlFragment.Raw("0");
        var minute = fields.TryGetValue(DateToken.Minute, out var m) ? Number(m) : SqlFragment.Raw("0");
        var second = fields.TryGetValue(DateToken.Second, out var s) ? s : SqlFragment.Text("0");
        var fraction = fields.TryGetValue(DateToken.Microsecond, out var six) ? six : fields.GetValueOrDefault(DateToken.Millisecond);

        // The server rounds the double to whole microseconds, of which two digits of seconds leave no doubt.
        var seconds = fraction is null ? second : SqlFragment.Of($"{second} || '.' || {fraction}");
        return SqlFragment.Of($"make_timestamp({year}, {month}, {day}, {hour}, {minute}, CAST({seconds} AS double precision))");
    }

    private static SqlFragment MonthOf(SqlFragment name) =>
        SqlFragment.Of($"CASE lower({name} COLLATE \"C\") {SqlFragment.Join(" ", DateNames.ShortMonths.Select((month, i) => SqlFragment.Of($"WHEN {SqlFragment.Text(month.ToLowerInvariant())} THEN {i + 1}")))} END");

    private static string Grammar(DatePart part, bool capture)
    {
        var text = part.Token switch
        {
            DateToken.Literal => char.IsAsciiLetterOrDigit(part.Literal) || part.Literal == ' ' ? part.Literal.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{(int)part.Literal:X4}"),
            DateToken.Year4 => "[0-9]{4}",
            DateToken.Year2 => "[0-9]{2}",
            DateToken.Month2 => "0[1-9]|1[0-2]",
            DateToken.Month1 => "0?[1-9]|1[0-2]",
            DateToken.MonthName => string.Join("|", DateNames.ShortMonths.Select(name => string.Concat(name.Select(c => $"[{char.ToUpperInvariant(c)}{char.ToLowerInvariant(c)}]")))),
            DateToken.Day2 => "0[1-9]|[12][0-9]|3[01]",
            DateToken.Day1 => "0?[1-9]|[12][0-9]|3[01]",
            DateToken.Hour => "[01][0-9]|2[0-3]",
            DateToken.Minute or DateToken.Second => "[0-5][0-9]",
            DateToken.Millisecond => "[0-9]{3}",
            DateToken.Microsecond => "[0-9]{6}",
            _ => throw new InvalidOperationException($"Unknown token {part.Token}."),
        };
        if (part.Token == DateToken.Literal) return text;
        return capture ? $"({text})" : $"(?:{text})";
    }

    private static int Width(DateToken token) => token switch
    {
        DateToken.Literal or DateToken.Month1 or DateToken.Day1 => 1,
        DateToken.Year4 => 4,
        DateToken.MonthName or DateToken.Millisecond => 3,
        DateToken.Microsecond => 6,
        _ => 2,
    };
}
