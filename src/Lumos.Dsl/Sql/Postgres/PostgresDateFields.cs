using Lumos.Dsl.Dates;
using Lumos.Dsl.Model;
using Lumos.Dsl.Sql.Shared;

namespace Lumos.Dsl.Sql.Postgres;

/// <summary>
/// date_parse by formats beyond the core: one regular expression takes the fields out, the date is made of integers, and the time is added as an interval. Nothing
/// depends on the session's date style, interval style or time zone.
/// </summary>
internal static class PostgresDateFields
{
    private const string First = "TIMESTAMP '0001-01-01 00:00:00'";
    private const string Last = "TIMESTAMP '9999-12-31 23:59:59.999999'";

    /// <summary>The value; NULL unless the whole text fits the format.</summary>
    public static SqlFragment Read(LetChain chain, SqlBinding x, DatePattern pattern, DateParse parse)
    {
        if (pattern.Number is { } number) return number.IsEpoch() ? Epoch(chain, x, number, parse.Fraction) : Serial(chain, x, number, parse.Target);

        var parts = pattern.Parts.Where(part => part.Token != DateToken.Literal).ToList();
        var match = chain.Bind(SqlFragment.Of($"regexp_match({x}, {SqlFragment.Text("^" + DateGrammar.Of(pattern, parse.Language, captures: _ => true) + "$")})"));
        var year = Find(DateToken.Year4) is { } four ? PostgresDates.Number(four) : PostgresDates.ByPivot(PostgresDates.Number(Find(DateToken.Year2)!), parse.Pivot ?? 0);
        var month = (Find(DateToken.Month2) ?? Find(DateToken.Month1)) is { } digits ? PostgresDates.Number(digits) : (Name(DateToken.MonthName) ?? Name(DateToken.MonthFullName))!;
        var day = PostgresDates.Number((Find(DateToken.Day2) ?? Find(DateToken.Day1))!);
        var date = chain.Bind(PostgresDates.MadeDate(SqlFragment.Of($"{match} IS NOT NULL AND {year} > 0"), year, month, day, SqlFragment.Of($"make_date({year}, {month}, {day})")));
        if ((Name(DateToken.WeekdayName) ?? Name(DateToken.WeekdayShortName)) is { } weekday)
            date = chain.Bind(SqlFragment.Of($"CASE WHEN date_part('isodow', CAST({date} AS timestamp)) = {weekday} THEN {date} END"));
        if (parse.Target == DateTarget.Date) return date;
        var midnight = SqlFragment.Of($"CAST({date} AS timestamp)");
        if (!pattern.HasTime) return midnight;

        var minute = Find(DateToken.Minute) is { } m ? PostgresDates.Number(m) : SqlFragment.Raw("0");
        if (Find(DateToken.Offset) is { } offset) minute = SqlFragment.Of($"{minute} - {Offset(offset)}");
        var second = Find(DateToken.Second) is { } s ? SqlFragment.Of($"CAST({s} AS double precision)") : SqlFragment.Raw("0");
        var moment = SqlFragment.Of($"{midnight} + make_interval(0, 0, 0, 0, {Hour()}, {minute}, {second})");
        var fraction = parts.FindIndex(part => part.Token.IsFraction());
        if (fraction >= 0) moment = SqlFragment.Of($"{moment} + {Microseconds(Fraction(parts[fraction], Field(fraction), parse.Fraction))}");
        return Moment(chain, moment);

        SqlFragment Field(int index) => SqlFragment.Of($"{match}[{index + 1}]");

        SqlFragment? Find(DateToken token) => parts.FindIndex(part => part.Token == token) is >= 0 and var index ? Field(index) : null;

        SqlFragment? Name(DateToken token) => Find(token) is { } field ? NumberOf(field, token, parse.Language) : null;

        SqlFragment Hour()
        {
            if ((Find(DateToken.Hour) ?? Find(DateToken.Hour1)) is { } hour) return PostgresDates.Number(hour);
            var onTheClock = PostgresDates.Number((Find(DateToken.HalfDayHour) ?? Find(DateToken.HalfDayHour1))!);
            return SqlFragment.Of($"{onTheClock} % 12 + CASE WHEN left({Find(DateToken.Meridiem)!}, 1) IN ('P', 'p') THEN 12 ELSE 0 END");
        }
    }

    // Digits behind a point times a power of ten are exact in numeric, and so is the rounding.
    private static SqlFragment Epoch(LetChain chain, SqlBinding x, DateToken token, FractionRule rule)
    {
        var perUnit = token switch { DateToken.EpochSeconds => 1_000_000L, DateToken.EpochMilliseconds => 1_000L, _ => 1L };
        var size = chain.Bind(SqlFragment.Of($"CASE WHEN {x} ~ '^[+-]?[0-9]{{1,18}}(?:[.][0-9]{{1,9}})?$' THEN CAST({x} AS numeric) * {perUnit} END"));
        var kept = rule switch
        {
            FractionRule.Truncate => SqlFragment.Of($"trunc({size})"),
            FractionRule.HalfAway => SqlFragment.Of($"round({size})"),
            _ => SqlFragment.Of($"CASE WHEN trunc({size}) = {size} THEN {size} END"),
        };
        var whole = chain.Bind(kept);
        return SqlFragment.Of(
            $"CASE WHEN {whole} BETWEEN {CivilDates.FirstMicrosecond} AND {CivilDates.LastMicrosecond} THEN CAST(DATE '1970-01-01' + CAST(div({whole}, 86400000000) AS integer) AS timestamp) + {Microseconds(SqlFragment.Of($"({whole} % 86400000000)"))} END");
    }

    private static SqlFragment Serial(LetChain chain, SqlBinding x, DateToken token, DateTarget target)
    {
        var match = chain.Bind(SqlFragment.Of($"regexp_match({x}, '^([0-9]{{1,7}})(?:[.]([0-9]{{1,17}}))?$')"));
        var written = PostgresDates.Number(SqlFragment.Of($"{match}[1]"));
        var day = chain.Bind(token is DateToken.Serial1904 or DateToken.Serial1904Seconds
            ? SqlFragment.Of($"DATE '1904-01-01' + {written}")
            : SqlFragment.Of($"CASE WHEN {written} IN (0, 60) THEN NULL WHEN {written} < 60 THEN DATE '1899-12-31' + {written} ELSE DATE '1899-12-30' + {written} END"));
        var fraction = SqlFragment.Of($"coalesce({match}[2], '')");
        if (target == DateTarget.Date) return SqlFragment.Of($"CASE WHEN {day} <= DATE '9999-12-31' AND rtrim({fraction}, '0') = '' THEN {day} END");

        // rpad cuts to eleven digits as well.
        var perDay = token is DateToken.Serial1900Seconds or DateToken.Serial1904Seconds ? 86_400 : 86_400_000;
        var parts = SqlFragment.Of($"(CAST(rpad({fraction}, 11, '0') AS bigint) * {perDay} + 50000000000) / 100000000000 * {86_400_000_000 / perDay}");
        return Moment(chain, SqlFragment.Of($"CAST({day} AS timestamp) + {Microseconds(parts)}"));
    }

    // Of less than two days, which a double holds exactly.
    private static SqlFragment Microseconds(SqlFragment number) => SqlFragment.Of($"CAST({number} AS double precision) * INTERVAL '1 microsecond'");

    private static SqlFragment Moment(LetChain chain, SqlFragment moment)
    {
        var sum = chain.Bind(moment);
        return SqlFragment.Of($"CASE WHEN {sum} BETWEEN {SqlFragment.Raw(First)} AND {SqlFragment.Raw(Last)} THEN {sum} END");
    }

    private static SqlFragment Fraction(DatePart part, SqlFragment field, FractionRule rule)
    {
        var digits = part.Token == DateToken.AnyFraction ? 9 : part.Spelling.Length;
        var number = part.Token == DateToken.AnyFraction ? SqlFragment.Of($"CAST(rpad({field}, 9, '0') AS integer)") : PostgresDates.Number(field);
        if (digits <= 6) return SqlFragment.Of($"{number} * {(int)Math.Pow(10, 6 - digits)}");
        var divisor = (int)Math.Pow(10, digits - 6);
        return rule switch
        {
            FractionRule.Truncate => SqlFragment.Of($"{number} / {divisor}"),
            FractionRule.HalfAway => SqlFragment.Of($"({number} + {divisor / 2}) / {divisor}"),
            _ => SqlFragment.Of($"CASE WHEN {number} % {divisor} = 0 THEN {number} / {divisor} END"),
        };
    }

    // Z, +hh, +hhmm or +hh:mm in minutes.
    private static SqlFragment Offset(SqlFragment field) => SqlFragment.Of(
        $"CASE WHEN {field} = 'Z' THEN 0 ELSE (CAST(substr({field}, 2, 2) AS integer) * 60 + CASE WHEN octet_length({field}) > 3 THEN CAST(right({field}, 2) AS integer) ELSE 0 END) * CASE WHEN left({field}, 1) = '-' THEN -1 ELSE 1 END END");

    private static SqlFragment NumberOf(SqlFragment field, DateToken token, DateLanguage language)
    {
        var letters = DateGrammar.OtherLetters(token, language).ToList();
        if (letters.Count > 0) field = SqlFragment.Of($"translate({field}, {SqlFragment.Text(string.Concat(letters.Select(pair => pair.Letter)))}, {SqlFragment.Text(string.Concat(letters.Select(pair => pair.Small)))})");
        var cases = DateNames.Of(token, language).SelectMany((names, i) => names.Select(name => SqlFragment.Of($"WHEN {SqlFragment.Text(name.ToLowerInvariant())} THEN {i + 1}")));
        return SqlFragment.Of($"CASE lower({field} COLLATE \"C\") {SqlFragment.Join(" ", cases)} END");
    }
}
