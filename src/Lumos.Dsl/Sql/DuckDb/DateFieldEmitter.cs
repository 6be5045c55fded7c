using System.Globalization;
using Lumos.Dsl.Dates;
using Lumos.Dsl.Model;
using Lumos.Dsl.Sql.Shared;

namespace Lumos.Dsl.Sql.DuckDb;

/// <summary>
/// date_parse by formats beyond the core: one anchored RE2 pattern takes the fields out, and the moment is put together from them in
/// microseconds since 1970. strptime is not asked, because its offsets, names and halves of the day are more lenient than the language.
/// </summary>
internal static class DateFieldEmitter
{
    /// <summary>The value; NULL unless the whole text fits the format.</summary>
    public static SqlFragment Read(LetChain chain, SqlBinding x, DatePattern pattern, DateParse parse)
    {
        if (pattern.Number is { } number) return number.IsEpoch() ? NumberDateEmitter.Epoch(chain, x, number, parse.Fraction) : NumberDateEmitter.Serial(chain, x, number, parse.Target);

        var fields = pattern.Parts.Where(part => part.Token != DateToken.Literal).ToList();
        var grammar = "^" + DateGrammar.Of(pattern, parse.Language, captures: _ => true) + "$";
        var names = SqlFragment.Join(", ", fields.Select((_, i) => SqlFragment.Of($"'f{i}'")));
        var match = chain.Bind(SqlFragment.Of($"regexp_extract({x}, {SqlFragment.Text(grammar)}, [{names}])"));

        var year = Find(DateToken.Year4) ?? Find(DateToken.Year2)!;
        if (Find(DateToken.Year2) is not null) year = SqlFragment.Of($"CASE WHEN TRY_CAST({year} AS INTEGER) >= {parse.Pivot ?? 0} THEN '19' ELSE '20' END || {year}");
        var month = Find(DateToken.Month2) ?? Find(DateToken.Month1) ?? Name(DateToken.MonthName) ?? Name(DateToken.MonthFullName)!;
        var day = Find(DateToken.Day2) ?? Find(DateToken.Day1)!;
        var read = chain.Bind(SqlFragment.Of($"TRY_CAST({year} || '-' || {month} || '-' || {day} AS DATE)"));
        var weekday = Name(DateToken.WeekdayName) ?? Name(DateToken.WeekdayShortName);
        var agrees = weekday is null ? SqlFragment.Of($"") : SqlFragment.Of($" AND isodow({read}) = {weekday}");
        var date = chain.Bind(SqlFragment.Of($"CASE WHEN {read} >= DATE '0001-01-01'{agrees} THEN {read} END"));
        if (parse.Target == DateTarget.Date) return date;
        if (!pattern.HasTime) return SqlFragment.Of($"CAST({date} AS TIMESTAMP)");

        var parts = new List<SqlFragment> { SqlFragment.Of($"epoch_us(CAST({date} AS TIMESTAMP))"), SqlFragment.Of($"{Hour()} * 3600000000") };
        if (Find(DateToken.Minute) is { } minute) parts.Add(SqlFragment.Of($"CAST(TRY_CAST({minute} AS INTEGER) AS BIGINT) * 60000000"));
        if (Find(DateToken.Second) is { } second) parts.Add(SqlFragment.Of($"CAST(TRY_CAST({second} AS INTEGER) AS BIGINT) * 1000000"));
        if (fields.FindIndex(part => part.Token.IsFraction()) is >= 0 and var fraction) parts.Add(Fraction(fields[fraction], Field(fraction), parse.Fraction));
        var sum = SqlFragment.Join(" + ", parts);
        if (Find(DateToken.Offset) is { } offset) sum = SqlFragment.Of($"{sum} - {Offset(offset)} * 60000000");
        return Moment(chain, sum);

        SqlFragment Field(int index) => SqlFragment.Of($"{match}.f{index}");

        SqlFragment? Find(DateToken token) => fields.FindIndex(part => part.Token == token) is >= 0 and var index ? Field(index) : null;

        SqlFragment? Name(DateToken token) => Find(token) is { } field ? Number(field, token, parse.Language) : null;

        SqlFragment Hour()
        {
            if ((Find(DateToken.Hour) ?? Find(DateToken.Hour1)) is { } hour) return SqlFragment.Of($"CAST(TRY_CAST({hour} AS INTEGER) AS BIGINT)");
            var onTheClock = (Find(DateToken.HalfDayHour) ?? Find(DateToken.HalfDayHour1))!;
            return SqlFragment.Of($"(CAST(TRY_CAST({onTheClock} AS INTEGER) AS BIGINT) % 12 + CASE WHEN left({Find(DateToken.Meridiem)!}, 1) IN ('P', 'p') THEN 12 ELSE 0 END)");
        }
    }

    /// <summary>The timestamp so many microseconds after 1970 began; NULL outside the years 0001 to 9999.</summary>
    public static SqlFragment Moment(LetChain chain, SqlFragment microseconds)
    {
        var sum = chain.Bind(microseconds);
        return SqlFragment.Of($"CASE WHEN {sum} BETWEEN {CivilDates.FirstMicrosecond} AND {CivilDates.LastMicrosecond} THEN make_timestamp({sum}) END");
    }

    /// <summary>A number divided by a power of ten, by the rule; NULL when digits may not be lost but are.</summary>
    public static SqlFragment Divide(SqlFragment number, long divisor, FractionRule rule) => rule switch
    {
        FractionRule.Truncate => SqlFragment.Of($"({number} // {divisor})"),
        FractionRule.HalfAway => SqlFragment.Of($"(({number} + {divisor / 2}) // {divisor})"),
        _ => SqlFragment.Of($"CASE WHEN {number} % {divisor} = 0 THEN {number} // {divisor} END"),
    };

    private static SqlFragment Fraction(DatePart part, SqlFragment field, FractionRule rule)
    {
        if (part.Token == DateToken.AnyFraction) return Divide(SqlFragment.Of($"TRY_CAST(rpad({field}, 9, '0') AS BIGINT)"), 1000, rule);
        var digits = part.Spelling.Length;
        var number = SqlFragment.Of($"TRY_CAST({field} AS BIGINT)");
        return digits > 6 ? Divide(number, PowerOfTen(digits - 6), rule) : SqlFragment.Of($"{number} * {PowerOfTen(6 - digits)}");
    }

    // Z, +hh, +hhmm or +hh:mm in minutes.
    private static SqlFragment Offset(SqlFragment field) =>
        SqlFragment.Of($"CASE WHEN {field} = 'Z' THEN 0 ELSE (TRY_CAST(substr({field}, 2, 2) AS BIGINT) * 60 + CASE WHEN strlen({field}) > 3 THEN TRY_CAST(right({field}, 2) AS BIGINT) ELSE 0 END) * CASE WHEN {field} < '-' THEN 1 ELSE -1 END END");

    private static SqlFragment Number(SqlFragment field, DateToken token, DateLanguage language)
    {
        var isMonth = token is DateToken.MonthName or DateToken.MonthFullName;
        var cases = DateNames.Of(token, language).SelectMany((names, i) => names.Select(name =>
        {
            var number = SqlFragment.Of($"{i + 1}");
            return SqlFragment.Of($" WHEN {SqlFragment.Text(name.ToLowerInvariant())} THEN {(isMonth ? SqlFragment.Of($"'{number}'") : number)}");
        }));
        return SqlFragment.Of($"CASE lower({field}){SqlFragment.Join("", cases)} END");
    }

    private static long PowerOfTen(int digits) => long.Parse("1" + new string('0', digits), CultureInfo.InvariantCulture);
}
