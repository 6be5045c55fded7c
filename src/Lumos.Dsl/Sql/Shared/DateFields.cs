using Lumos.Dsl.Dates;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Sql.Shared;

/// <summary>The fields of a date taken out of a text, and the ISO text they make. A field is NULL where the text is not in the format.</summary>
/// <param name="chain">The statement's bindings.</param>
/// <param name="words">The engine's words.</param>
/// <param name="parse">The operation.</param>
internal sealed class DateFields(LetChain chain, DateWords words, DateParse parse)
{
    private readonly Dictionary<DateToken, SqlFragment> _texts = [];
    private readonly List<SqlFragment> _tests = [];
    private DatePart? _fraction;

    /// <summary>The digits of a field.</summary>
    public void Add(DatePart part, SqlFragment text)
    {
        _texts[part.Token] = text;
        if (part.Token.IsFraction()) _fraction = part;
    }

    /// <summary>The number of a name, from 1; 0 AM or 1 PM; minutes of an offset.</summary>
    public void AddNumber(DateToken token, SqlFragment number) => _texts[token] = number;

    /// <summary>What must hold.</summary>
    public void Require(SqlFragment test) => _tests.Add(test);

    /// <summary>ISO text of the value; NULL unless all of it is valid.</summary>
    public SqlFragment Iso()
    {
        var year = chain.Bind(_texts.TryGetValue(DateToken.Year4, out var four) ? words.Integer(four) : ByPivot(chain.Bind(words.Integer(_texts[DateToken.Year2]))));
        var month = chain.Bind(Find(DateToken.Month2, DateToken.Month1) is { } digits ? words.Integer(digits) : Find(DateToken.MonthName, DateToken.MonthFullName)!);
        var day = chain.Bind(words.Integer(Find(DateToken.Day2, DateToken.Day1)!));
        _tests.Add(SqlFragment.Of($"{year} > 0 AND {month} BETWEEN 1 AND 12 AND {day} BETWEEN 1 AND {CivilDates.DaysIn(year, month)}"));
        var isTime = parse.Target == DateTarget.Timestamp;
        var carries = isTime && (_texts.ContainsKey(DateToken.Offset) || (parse.Fraction == FractionRule.HalfAway && _fraction is { } written && (written.Token == DateToken.AnyFraction || written.Spelling.Length > 6)));
        var weekday = Find(DateToken.WeekdayName, DateToken.WeekdayShortName);
        SqlBinding? number = carries || weekday is not null ? chain.Bind(CivilDates.DayOf(chain, words, year, month, day)) : null;
        if (weekday is not null) _tests.Add(SqlFragment.Of($"{number!} % 7 + 1 = {weekday}"));

        var hour = isTime ? Hour() : null;
        var (minute, second) = (Clock(DateToken.Minute), Clock(DateToken.Second));
        var micro = isTime && _fraction is { } part ? chain.Bind(Microseconds(part)) : null;
        if (micro is not null) _tests.Add(SqlFragment.Of($"{micro} IS NOT NULL"));
        var valid = SqlFragment.Join(" AND ", _tests);
        if (carries)
        {
            List<SqlFragment> sum = [SqlFragment.Of($"{number!} * {CivilDates.DayMicroseconds}")];
            if (hour is not null) sum.Add(SqlFragment.Of($"{hour} * 3600000000"));
            if (minute is not null) sum.Add(SqlFragment.Of($"{minute} * 60000000"));
            if (second is not null) sum.Add(SqlFragment.Of($"{second} * 1000000"));
            if (micro is not null) sum.Add(micro);
            var total = SqlFragment.Join(" + ", sum);
            if (_texts.TryGetValue(DateToken.Offset, out var offset)) total = SqlFragment.Of($"{total} - {offset} * 60000000");
            return CivilDates.Text(chain, words, SqlFragment.Of($"CASE WHEN {valid} THEN {total} END"), DateTarget.Timestamp);
        }

        List<SqlFragment> parts = [words.Printed(year, 4), SqlFragment.Text("-"), words.Printed(month, 2), SqlFragment.Text("-"), words.Printed(day, 2)];
        if (isTime) parts.AddRange([SqlFragment.Text(" "), Two(hour), SqlFragment.Text(":"), Two(minute), SqlFragment.Text(":"), Two(second), SqlFragment.Text("."), micro is null ? SqlFragment.Text("000000") : words.Printed(micro, 6)]);
        return SqlFragment.Of($"CASE WHEN {valid} THEN {words.Joined(parts)} END");

        SqlFragment Two(SqlBinding? field) => field is null ? SqlFragment.Text("00") : words.Printed(field, 2);
    }

    private SqlBinding? Hour()
    {
        if (Find(DateToken.HalfDayHour, DateToken.HalfDayHour1) is { } onTheClock)
        {
            var written = chain.Bind(words.Integer(onTheClock));
            _tests.Add(SqlFragment.Of($"{written} BETWEEN 1 AND 12"));
            return chain.Bind(SqlFragment.Of($"{written} % 12 + 12 * {_texts[DateToken.Meridiem]}"));
        }

        if (Find(DateToken.Hour, DateToken.Hour1) is not { } text) return null;
        var hour = chain.Bind(words.Integer(text));
        _tests.Add(SqlFragment.Of($"{hour} <= 23"));
        return hour;
    }

    private SqlBinding? Clock(DateToken token)
    {
        if (!_texts.TryGetValue(token, out var text)) return null;
        var value = chain.Bind(words.Integer(text));
        _tests.Add(SqlFragment.Of($"{value} <= 59"));
        return value;
    }

    // Six digits are kept; those behind them go by the rule.
    private SqlFragment Microseconds(DatePart part)
    {
        return words.Fraction(chain, _texts[part.Token], 1000, parse.Fraction);
    }

    private SqlFragment ByPivot(SqlBinding two) => SqlFragment.Of($"{two} + CASE WHEN {two} >= {parse.Pivot ?? 0} THEN 1900 ELSE 2000 END");

    private SqlFragment? Find(DateToken a, DateToken b) => _texts.TryGetValue(a, out var text) || _texts.TryGetValue(b, out text) ? text : null;
}
