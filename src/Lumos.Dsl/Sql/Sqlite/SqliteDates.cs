using Lumos.Dsl.Dates;
using Lumos.Dsl.Features;
using Lumos.Dsl.Model;
using Lumos.Dsl.Sql.Shared;

namespace Lumos.Dsl.Sql.Sqlite;

/// <summary>
/// date_parse by the formats of the core and the cast from text to date, on ISO text. A format with a field of one or two digits is tried at each width; then every field has a fixed
/// place, GLOB holds the grammar and substr cuts.
/// </summary>
internal static class SqliteDates
{
    public static Emitted Parse(LetChain chain, SqlBinding x, DateParse parse, ErrorNumbers errors)
    {
        var readings = parse.Formats.Select(DatePattern.Parse).SelectMany(pattern => DateFeatures.Of(pattern, parse.Language) == DslFeatures.None
            ? Widths(pattern.Parts).Select(parts => Read(chain, x, parts, parse.Pivot ?? 0, parse.Target))
            : [SqliteDateFields.Read(chain, x, pattern, parse)]).ToList();
        var value = chain.Bind(readings.Count == 1 ? readings[0] : SqlFragment.Of($"coalesce({SqlFragment.Join(", ", readings)})"));
        return new Emitted(value, errors.Of(ValueErrors.Date, unless: value, orNull: x));
    }

    public static Emitted Cast(LetChain chain, SqlBinding x, ErrorNumbers errors)
    {
        var value = chain.Bind(Read(chain, x, Widths(DatePattern.Parse("YYYY-MM-DD").Parts).Single(), 0, DateTarget.Date));
        return new Emitted(value, errors.Of(ValueErrors.Cast, unless: value, orNull: x));
    }

    // ISO text of a valid date in this shape, else NULL.
    private static SqlFragment Read(LetChain chain, SqlBinding x, IReadOnlyList<Field> shape, int pivot, DateTarget target)
    {
        var text = chain.Bind(SqlFragment.Of($"CASE WHEN {x} GLOB {SqlFragment.Text(string.Concat(shape.Select(field => field.Glob)))} THEN {x} END"));
        var fields = new Dictionary<DateToken, SqlFragment>();
        var at = 1;
        foreach (var field in shape)
        {
            if (field.Token != DateToken.Literal) fields[field.Token] = field.IsShort ? SqlFragment.Of($"'0' || {Cut(text, at, 1)}") : Cut(text, at, field.Width);
            at += field.Width;
        }

        var year = chain.Bind(fields.TryGetValue(DateToken.Year4, out var four) ? four : ByPivot(chain.Bind(fields[DateToken.Year2]), pivot));
        var month = chain.Bind(fields.TryGetValue(DateToken.MonthName, out var name) ? MonthOf(name) : fields.GetValueOrDefault(DateToken.Month2) ?? fields[DateToken.Month1]);
        var day = chain.Bind(fields.GetValueOrDefault(DateToken.Day2) ?? fields[DateToken.Day1]);
        var tests = new List<SqlFragment> { SqlFragment.Of($"{year} > '0000' AND {month} BETWEEN '01' AND '12' AND {day} BETWEEN '01' AND {CivilDates.DaysInText(month, CivilDates.IsLeap(year))}") };
        var value = SqlFragment.Of($"{year} || '-' || {month} || '-' || {day}");
        if (target == DateTarget.Timestamp) value = WithTime(fields, value, tests);
        return SqlFragment.Of($"CASE WHEN {SqlFragment.Join(" AND ", tests)} THEN {value} END");
    }

    private static SqlFragment WithTime(Dictionary<DateToken, SqlFragment> fields, SqlFragment date, List<SqlFragment> tests)
    {
        var value = date;
        foreach (var (token, before, limit) in (ReadOnlySpan<(DateToken, string, string)>)[(DateToken.Hour, " ", "23"), (DateToken.Minute, ":", "59"), (DateToken.Second, ":", "59")])
        {
            var field = fields.GetValueOrDefault(token);
            if (field is not null) tests.Add(SqlFragment.Of($"{field} <= {SqlFragment.Text(limit)}"));
            value = SqlFragment.Of($"{value} || {SqlFragment.Text(before)} || {field ?? SqlFragment.Text("00")}");
        }

        var fraction = fields.TryGetValue(DateToken.Millisecond, out var three) ? SqlFragment.Of($"{three} || '000'") : fields.GetValueOrDefault(DateToken.Microsecond) ?? SqlFragment.Text("000000");
        return SqlFragment.Of($"{value} || '.' || {fraction}");
    }

    private static SqlFragment ByPivot(SqlBinding two, int pivot) => pivot > 99
        ? SqlFragment.Of($"'20' || {two}")
        : SqlFragment.Of($"CASE WHEN {two} >= {CivilDates.Two(pivot)} THEN '19' ELSE '20' END || {two}");

    private static SqlFragment MonthOf(SqlFragment name) => SqlFragment.Of(
        $"CASE lower({name}) {SqlFragment.Join(" ", DateNames.ShortMonths.Select((month, i) => SqlFragment.Of($"WHEN {SqlFragment.Text(month.ToLowerInvariant())} THEN {CivilDates.Two(i + 1)}")))} END");

    private static SqlFragment Cut(SqlBinding text, int at, int width) => SqlFragment.Of($"substr({text}, {at}, {width})");

    // A format with M or D at each width it can have.
    private static IEnumerable<IReadOnlyList<Field>> Widths(IEnumerable<DatePart> parts)
    {
        IEnumerable<List<Field>> shapes = [[]];
        foreach (var part in parts) shapes = shapes.SelectMany(shape => FieldsOf(part).Select(field => (List<Field>)[.. shape, field])).ToList();
        return shapes;
    }

    private static IEnumerable<Field> FieldsOf(DatePart part) => part.Token switch
    {
        DateToken.Literal => [new(part.Token, 1, part.Literal is '*' or '?' or '[' ? $"[{part.Literal}]" : part.Literal.ToString())],
        DateToken.MonthName => [new(part.Token, 3, "[A-Za-z][A-Za-z][A-Za-z]")],
        DateToken.Month1 or DateToken.Day1 => [Digits(part.Token, 1), Digits(part.Token, 2)],
        DateToken.Year4 => [Digits(part.Token, 4)],
        DateToken.Millisecond => [Digits(part.Token, 3)],
        DateToken.Microsecond => [Digits(part.Token, 6)],
        _ => [Digits(part.Token, 2)],
    };

    private static Field Digits(DateToken token, int width) => new(token, width, string.Concat(Enumerable.Repeat("[0-9]", width)));

    private sealed record Field(DateToken Token, int Width, string Glob)
    {
        public bool IsShort => Width == 1;
    }
}
