using Lumos.Abstractions;
using Lumos.Dsl.Dates;
using Lumos.Dsl.Features;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Sql.Shared;

/// <summary>
/// date_parse by the formats of the core and the cast from text to date, on text alone: a regular expression holds the grammar, the fields are cut out,
/// filled up to their full width and put together as ISO text, and the calendar is a few comparisons of two-digit texts. No engine's
/// own reading of dates is asked.
/// </summary>
internal static class IsoDates
{
    public static Emitted Parse(ServerDialect dialect, LetChain chain, SqlBinding x, DateParse parse, ErrorNumbers errors)
    {
        var type = parse.Target == DateTarget.Date ? ColumnType.Date : ColumnType.Timestamp;
        var readings = parse.Formats.Select(DatePattern.Parse).Select(pattern => DateFeatures.Of(pattern, parse.Language) == DslFeatures.None
            ? Read(dialect, chain, x, pattern, parse.Pivot ?? 0, type)
            : IsoDateFields.Read(dialect, chain, x, pattern, parse)).ToList();
        var iso = chain.Bind(readings.Count == 1 ? readings[0] : SqlFragment.Of($"coalesce({SqlFragment.Join(", ", readings)})"));
        var value = chain.Bind(dialect.OfIsoText(iso, type));
        return new Emitted(value, errors.Of(ValueErrors.Date, unless: value, orNull: x));
    }

    public static Emitted Cast(ServerDialect dialect, LetChain chain, SqlBinding x, ErrorNumbers errors)
    {
        var iso = chain.Bind(Read(dialect, chain, x, DatePattern.Parse("YYYY-MM-DD"), 0, ColumnType.Date));
        var value = chain.Bind(dialect.OfIsoText(iso, ColumnType.Date));
        return new Emitted(value, errors.Of(ValueErrors.Cast, unless: value, orNull: x));
    }

    // ISO text of a valid date in this format, else NULL.
    private static SqlFragment Read(ServerDialect dialect, LetChain chain, SqlBinding x, DatePattern pattern, int pivot, ColumnType type)
    {
        var grammar = chain.Bind(dialect.Matches(x, "^" + string.Concat(pattern.Parts.Select(Grammar)) + dialect.EndAnchor));
        var fields = new Dictionary<DateToken, SqlBinding>();
        SqlFragment rest = x;
        var at = 1;
        foreach (var part in pattern.Parts)
        {
            // After a field of one or two digits, positions count from the separator behind it.
            if (part.Token is DateToken.Month1 or DateToken.Day1)
            {
                var pair = chain.Bind(SqlFragment.Of($"substring({rest}, {at}, 2)"));
                var isShort = dialect.Matches(pair, "^[0-9][0-9]");
                var width = chain.Bind(SqlFragment.Of($"CASE WHEN {isShort} THEN 2 ELSE 1 END"));
                fields[part.Token] = chain.Bind(SqlFragment.Of($"CASE WHEN {width} = 2 THEN {pair} ELSE concat({SqlFragment.Text("0")}, substring({pair}, 1, 1)) END"));
                rest = chain.Bind(SqlFragment.Of($"substring({rest}, {at} + {width})"));
                at = 1;
                continue;
            }

            var length = Width(part.Token);
            if (part.Token != DateToken.Literal) fields[part.Token] = chain.Bind(SqlFragment.Of($"substring({rest}, {at}, {length})"));
            at += length;
        }

        var year = fields.TryGetValue(DateToken.Year4, out var four) ? four : chain.Bind(ByPivot(fields[DateToken.Year2], pivot));
        var month = fields.TryGetValue(DateToken.MonthName, out var name) ? chain.Bind(NumberOf(name)) : fields.GetValueOrDefault(DateToken.Month2) ?? fields[DateToken.Month1];
        var day = fields.GetValueOrDefault(DateToken.Day2) ?? fields[DateToken.Day1];
        var valid = new List<SqlFragment>
        {
            grammar,
            SqlFragment.Of($"{year} <> {SqlFragment.Text("0000")}"),
            SqlFragment.Of($"{month} BETWEEN {CivilDates.Two(1)} AND {CivilDates.Two(12)}"),
            SqlFragment.Of($"{day} BETWEEN {CivilDates.Two(1)} AND {CivilDates.DaysInText(month, IsLeap(year))}"),
        };
        var parts = new List<SqlFragment> { year, SqlFragment.Text("-"), month, SqlFragment.Text("-"), day };
        if (type.Kind == ColumnKind.Timestamp)
        {
            AddTime(DateToken.Hour, " ", "23");
            AddTime(DateToken.Minute, ":", "59");
            AddTime(DateToken.Second, ":", "59");
            var fraction = fields.TryGetValue(DateToken.Millisecond, out var three) ? SqlFragment.Of($"concat({three}, {SqlFragment.Text("000")})") : fields.GetValueOrDefault(DateToken.Microsecond) ?? SqlFragment.Text("000000");
            parts.Add(SqlFragment.Text("."));
            parts.Add(fraction);
        }

        return SqlFragment.Of($"CASE WHEN {SqlFragment.Join(" AND ", valid)} THEN concat({SqlFragment.Join(", ", parts)}) END");

        void AddTime(DateToken token, string before, string last)
        {
            var field = fields.GetValueOrDefault(token);
            if (field is not null) valid.Add(SqlFragment.Of($"{field} <= {SqlFragment.Text(last)}"));
            parts.Add(SqlFragment.Text(before));
            parts.Add(field ?? SqlFragment.Text("00"));
        }
    }

    private static string Grammar(DatePart part) => part.Token switch
    {
        DateToken.Literal when char.IsAsciiLetterOrDigit(part.Literal) => part.Literal.ToString(),
        DateToken.Literal => @"\" + part.Literal,
        DateToken.Month1 or DateToken.Day1 => "[0-9]{1,2}",
        DateToken.MonthName => "(?:" + string.Join("|", DateNames.ShortMonths.Select(name => string.Concat(name.Select(c => $"[{char.ToUpperInvariant(c)}{char.ToLowerInvariant(c)}]")))) + ")",
        _ => FormattableString.Invariant($"[0-9]{{{Width(part.Token)}}}"),
    };

    private static int Width(DateToken token) => token switch
    {
        DateToken.Literal => 1,
        DateToken.Year4 => 4,
        DateToken.MonthName or DateToken.Millisecond => 3,
        DateToken.Microsecond => 6,
        _ => 2,
    };

    private static SqlFragment ByPivot(SqlBinding two, int pivot) => pivot > 99
        ? SqlFragment.Of($"concat({SqlFragment.Text("20")}, {two})")
        : SqlFragment.Of($"concat(CASE WHEN {two} >= {CivilDates.Two(pivot)} THEN {SqlFragment.Text("19")} ELSE {SqlFragment.Text("20")} END, {two})");

    private static SqlFragment NumberOf(SqlBinding name) =>
        SqlFragment.Of($"CASE lower({name}) {SqlFragment.Join(" ", DateNames.ShortMonths.Select((month, i) => SqlFragment.Of($"WHEN {SqlFragment.Text(month.ToLowerInvariant())} THEN {CivilDates.Two(i + 1)}")))} END");

    // By text: the year's digits would have to become a number first.
    private static SqlFragment IsLeap(SqlBinding year)
    {
        var fours = SqlFragment.Join(", ", Enumerable.Range(0, 25).Select(i => CivilDates.Two(4 * i)));
        return SqlFragment.Of($"CASE WHEN {Cut(year, 3, 2)} = {CivilDates.Two(0)} THEN {Cut(year, 1, 2)} IN ({fours}) ELSE {Cut(year, 3, 2)} IN ({fours}) END");
    }

    private static SqlFragment Cut(SqlBinding text, int at, int length) => SqlFragment.Of($"substring({text}, {at}, {length})");
}
