using System.Text;
using Lumos.Dsl.Dates;
using Lumos.Dsl.Features;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Sql.DuckDb;

/// <summary>date_parse and date_format. strptime skips blanks and takes short fields, so the exact grammar is asked first.</summary>
internal static class DateEmitter
{
    public static Emitted Parse(LetChain chain, SqlBinding x, DateParse parse, ErrorNumbers errors)
    {
        var patterns = parse.Formats.Select(DatePattern.Parse).ToList();
        var readings = patterns.Select(pattern => Read(chain, x, pattern, parse)).ToList();
        var value = chain.Bind(readings.Count == 1 ? readings[0] : SqlFragment.Of($"coalesce({SqlFragment.Join(", ", readings)})"));
        return new Emitted(value, errors.Of(ValueErrors.Date, unless: value, orNull: x));
    }

    public static SqlFragment Format(SqlBinding x, DateFormat format, bool isDate)
    {
        if (format.Format == "YYYY-MM-DD") return isDate ? SqlFragment.Of($"CAST({x} AS VARCHAR)") : SqlFragment.Of($"CAST(CAST({x} AS DATE) AS VARCHAR)");
        var pieces = new List<SqlFragment>();
        var core = new List<DatePart>();
        foreach (var part in DatePattern.Parse(format.Format).Parts)
        {
            if (Piece(x, part, format.Language) is not { } piece)
            {
                core.Add(part);
                continue;
            }

            Flush();
            pieces.Add(piece);
        }

        Flush();
        return SqlFragment.Join(" || ", pieces);

        void Flush()
        {
            if (core.Count > 0) pieces.Add(SqlFragment.Of($"strftime({x}, {SqlFragment.Text(Specifiers(core, forParsing: false))})"));
            core.Clear();
        }
    }

    // A token beyond the core; null when strftime writes it. NULL gives NULL in each.
    private static SqlFragment? Piece(SqlBinding x, DatePart part, DateLanguage language)
    {
        switch (part.Token)
        {
            case DateToken.MonthName when language == DateLanguage.English:
                return null;
            case DateToken.MonthName or DateToken.MonthFullName:
                return SqlFragment.Of($"[{Names()}][month({x})]");
            case DateToken.WeekdayName or DateToken.WeekdayShortName:
                return SqlFragment.Of($"[{Names()}][isodow({x})]");
            case DateToken.Hour1:
                return SqlFragment.Of($"CAST(hour({x}) AS VARCHAR)");
            case DateToken.HalfDayHour1:
                return SqlFragment.Of($"CAST((hour({x}) + 11) % 12 + 1 AS VARCHAR)");
            case DateToken.HalfDayHour:
                return SqlFragment.Of($"lpad(CAST((hour({x}) + 11) % 12 + 1 AS VARCHAR), 2, '0')");
            case DateToken.Meridiem:
                var afternoon = SqlFragment.Text(part.Spelling.Replace('A', 'P').Replace('a', 'p'));
                return SqlFragment.Of($"CASE WHEN hour({x}) < 12 THEN {SqlFragment.Text(part.Spelling)} WHEN {x} IS NOT NULL THEN {afternoon} END");
            case DateToken.Fraction:
                return SqlFragment.Of($"left(strftime({x}, '%f') || '000', {part.Spelling.Length})");
            case DateToken.AnyFraction:
                return SqlFragment.Of($"CASE WHEN strftime({x}, '%f') = '000000' THEN '0' ELSE rtrim(strftime({x}, '%f'), '0') END");
            case DateToken.Offset:
                return SqlFragment.Of($"CASE WHEN {x} IS NOT NULL THEN 'Z' END");
            default:
                return null;
        }

        SqlFragment Names() => SqlFragment.Join(", ", DateNames.Of(part.Token, language).Select(names => SqlFragment.Text(names[0])));
    }

    // NULL unless the whole text is a valid date in this format.
    private static SqlFragment Read(LetChain chain, SqlBinding x, DatePattern pattern, DateParse parse)
    {
        if (DateFeatures.Of(pattern, parse.Language) != DslFeatures.None) return DateFieldEmitter.Read(chain, x, pattern, parse);
        var type = parse.Target == DateTarget.Date ? SqlFragment.Of($"DATE") : SqlFragment.Of($"TIMESTAMP");
        if (PrintsBack(pattern, parse.Target) is { } length)
        {
            // What prints back as it came was in the format; the length keeps out (BC) and years above 9999.
            var cast = chain.Bind(SqlFragment.Of($"TRY_CAST({x} AS {type})"));
            return SqlFragment.Of($"CASE WHEN CAST({cast} AS VARCHAR) = {x} AND strlen({x}) = {length} THEN {cast} END");
        }

        var moment = SqlFragment.Of($"try_strptime({x}, {SqlFragment.Text(Specifiers(pattern.Parts, forParsing: true))})");
        if (LiteralMask(pattern) is { } mask) return ByMask(chain, x, pattern, mask, moment, type);
        var read = chain.Bind(SqlFragment.Of($"CASE WHEN {Grammar(x, pattern)} THEN {moment} END"));
        if (pattern.Parts.Any(part => part.Token == DateToken.Year2)) return SqlFragment.Of($"CAST({ByPivot(read, parse.Pivot ?? 0)} AS {type})");
        return SqlFragment.Of($"CASE WHEN {read} >= DATE '0001-01-01' THEN CAST({read} AS {type}) END");
    }

    // Two-digit fields with a literal after each and the year last, such as MM/DD/YYYY. With the literals in place and the first character
    // no blank, strptime can only take a field short before the end of the text; four digits of year rule that out too.
    private static string? LiteralMask(DatePattern pattern)
    {
        if (pattern.Parts.Count != 5 || pattern.Parts[4].Token != DateToken.Year4) return null;
        var mask = new StringBuilder();
        for (var i = 0; i < 5; i++)
        {
            var part = pattern.Parts[i];
            if (i % 2 == 1 && part.Token == DateToken.Literal && part.Literal is '/' or '.' or '-') mask.Append(part.Literal);
            else if (i % 2 == 0 && part.Token is DateToken.Month2 or DateToken.Day2 or DateToken.Year4) mask.Append('_', Width(part.Token));
            else return null;
        }

        return mask.ToString();
    }

    private static SqlFragment ByMask(LetChain chain, SqlBinding x, DatePattern pattern, string mask, SqlFragment moment, SqlFragment type)
    {
        var read = chain.Bind(SqlFragment.Of($"CASE WHEN {x} LIKE {SqlFragment.Text(mask)} AND strlen({x}) = {mask.Length} AND {x} >= '0' THEN {moment} END"));
        return SqlFragment.Of($"CASE WHEN {read} >= DATE '1000-01-01' THEN CAST({read} AS {type}) WHEN {read} >= DATE '0001-01-01' AND {Grammar(x, pattern)} THEN CAST({read} AS {type}) END");
    }

    private static int? PrintsBack(DatePattern pattern, DateTarget target) => (pattern.Format, target) switch
    {
        ("YYYY-MM-DD", DateTarget.Date) => 10,
        ("YYYY-MM-DD HH:mm:ss", DateTarget.Timestamp) => 19,
        _ => null,
    };

    // %y is 1969-2068 here. A year of the other century is moved by 100 years; only 00-02-29 is a day in one and not in the other.
    private static SqlFragment ByPivot(SqlBinding read, int pivot)
    {
        switch (pivot)
        {
            case < 69:
                var moved = SqlFragment.Of($"{read} - INTERVAL 100 YEAR");
                var leap = pivot == 0 ? SqlFragment.Of($"WHEN CAST({read} AS DATE) = DATE '2000-02-29' THEN NULL ") : SqlFragment.Of($"");
                return SqlFragment.Of($"CASE {leap}WHEN year({read}) >= {2000 + pivot} THEN {moved} ELSE {read} END");
            case > 69:
                return SqlFragment.Of($"CASE WHEN year({read}) < {1900 + pivot} THEN {read} + INTERVAL 100 YEAR ELSE {read} END");
            default:
                return read;
        }
    }

    // Fixed-width formats by GLOB, which tests bytes; the others by RE2.
    private static SqlFragment Grammar(SqlBinding x, DatePattern pattern)
    {
        var isFixed = pattern.Parts.All(part => part.Token is not (DateToken.Month1 or DateToken.Day1));
        var text = new StringBuilder();
        foreach (var part in pattern.Parts)
        {
            switch (part.Token)
            {
                case DateToken.Literal:
                    text.Append(isFixed ? (part.Literal is '*' or '?' or '[' or ']' or '\\' ? "[" + part.Literal + "]" : part.Literal.ToString()) : Escape(part.Literal));
                    break;
                case DateToken.MonthName:
                    text.Append(string.Concat(Enumerable.Repeat("[A-Za-z]", 3)));
                    break;
                case DateToken.Month1 or DateToken.Day1:
                    text.Append("[0-9][0-9]?");
                    break;
                default:
                    text.Append(string.Concat(Enumerable.Repeat("[0-9]", Width(part.Token))));
                    break;
            }
        }

        var grammar = SqlFragment.Text(text.ToString());
        return isFixed ? SqlFragment.Of($"{x} GLOB {grammar}") : SqlFragment.Of($"regexp_full_match({x}, {grammar})");
    }

    private static int Width(DateToken token) => token switch
    {
        DateToken.Year4 => 4,
        DateToken.Millisecond => 3,
        DateToken.Microsecond => 6,
        _ => 2,
    };

    private static string Specifiers(IEnumerable<DatePart> parts, bool forParsing) => string.Concat(parts.Select(part => part.Token switch
    {
        DateToken.Literal => part.Literal == '%' ? "%%" : part.Literal.ToString(),
        DateToken.Year4 => "%Y",
        DateToken.Year2 => "%y",
        DateToken.Month2 => "%m",
        DateToken.Month1 => forParsing ? "%m" : "%-m",
        DateToken.MonthName => "%b",
        DateToken.Day2 => "%d",
        DateToken.Day1 => forParsing ? "%d" : "%-d",
        DateToken.Hour => "%H",
        DateToken.Minute => "%M",
        DateToken.Second => "%S",
        DateToken.Millisecond => "%g",
        DateToken.Microsecond => "%f",
        _ => throw new InvalidOperationException($"Unknown token {part.Token}."),
    }));

    private static string Escape(char literal) => char.IsAsciiLetterOrDigit(literal) || literal == ' ' ? literal.ToString() : "\\" + literal;
}
