using Lumos.Abstractions;
using Lumos.Dsl.Dates;
using Lumos.Dsl.Model;
using Lumos.Dsl.Sql.Shared;

namespace Lumos.Dsl.Sql.SqlServer;

/// <summary>
/// date_parse, date_format and the cast from text to date, on ISO text. A format with a field of one or two digits is tried at each width; then every field has a fixed place, LIKE
/// holds the grammar ("LIKE", /t-sql/language-elements/like-transact-sql) and SUBSTRING cuts.
/// </summary>
internal static class SqlServerDates
{
    public static Emitted Parse(LetChain chain, SqlBinding x, DateParse parse, ErrorNumbers errors)
    {
        var readings = parse.Formats.SelectMany(format => Widths(DatePattern.Parse(format).Parts)).Select(parts => Read(chain, x, parts, parse.Pivot ?? 0, parse.Target)).ToList();
        var iso = chain.Bind(readings.Count == 1 ? readings[0] : SqlFragment.Of($"coalesce({SqlFragment.Join(", ", readings)})"));
        var value = chain.Bind(OfIsoText(iso, parse.Target));
        return new Emitted(value, errors.Of(ValueErrors.Date, unless: value, orNull: x));
    }

    public static Emitted Cast(LetChain chain, SqlBinding x, ErrorNumbers errors)
    {
        var iso = chain.Bind(Read(chain, x, Widths(DatePattern.Parse("YYYY-MM-DD").Parts).Single(), 0, DateTarget.Date));
        var value = chain.Bind(OfIsoText(iso, DateTarget.Date));
        return new Emitted(value, errors.Of(ValueErrors.Cast, unless: value, orNull: x));
    }

    /// <param name="iso">YYYY-MM-DD or YYYY-MM-DD HH:mm:ss.SSSSSS.</param>
    /// <param name="format">The format to write.</param>
    public static SqlFragment Format(SqlBinding iso, DateFormat format)
    {
        var parts = DatePattern.Parse(format.Format).Parts.Select(part => part.Token switch
        {
            DateToken.Literal => SqlFragment.Text(part.Literal.ToString()),
            DateToken.Year4 => Cut(iso, 1, 4),
            DateToken.Year2 => Cut(iso, 3, 2),
            DateToken.Month2 => Cut(iso, 6, 2),
            DateToken.Month1 => Short(iso, 6),
            DateToken.MonthName => SqlFragment.Of($"SUBSTRING({SqlFragment.Text(string.Concat(DateNames.ShortMonths))}, CAST({Cut(iso, 6, 2)} AS int) * 3 - 2, 3)"),
            DateToken.Day2 => Cut(iso, 9, 2),
            DateToken.Day1 => Short(iso, 9),
            DateToken.Hour => Cut(iso, 12, 2),
            DateToken.Minute => Cut(iso, 15, 2),
            DateToken.Second => Cut(iso, 18, 2),
            DateToken.Millisecond => Cut(iso, 21, 3),
            DateToken.Microsecond => Cut(iso, 21, 6),
            _ => throw new InvalidOperationException($"Unknown token {part.Token}."),
        });

        // A format of literals alone must give NULL for NULL too.
        return SqlFragment.Of($"CASE WHEN {iso} IS NOT NULL THEN {SqlFragment.Join(" + ", parts)} END");
    }

    // Styles 23 and 121: "CAST and CONVERT", /t-sql/functions/cast-and-convert-transact-sql; "TRY_CONVERT", /t-sql/functions/try-convert-transact-sql.
    private static SqlFragment OfIsoText(SqlBinding iso, DateTarget target) => target == DateTarget.Date
        ? SqlFragment.Of($"TRY_CONVERT(date, {iso}, 23)")
        : SqlFragment.Of($"TRY_CONVERT(datetime2(6), {iso}, 121)");

    // ISO text of a valid date in this shape, else NULL.
    private static SqlFragment Read(LetChain chain, SqlBinding x, IReadOnlyList<Field> shape, int pivot, DateTarget target)
    {
        var grammar = SqlFragment.Text(string.Concat(shape.Select(field => field.Pattern)));
        var text = chain.Bind(SqlFragment.Of($"CASE WHEN {x} LIKE {grammar} AND DATALENGTH({x}) = {2 * shape.Sum(field => field.Width)} THEN {x} END"));
        var fields = new Dictionary<DateToken, SqlFragment>();
        var at = 1;
        foreach (var field in shape)
        {
            if (field.Token != DateToken.Literal) fields[field.Token] = field.Width == 1 ? SqlFragment.Of($"{SqlFragment.Text("0")} + {Cut(text, at, 1)}") : Cut(text, at, field.Width);
            at += field.Width;
        }

        var year = chain.Bind(fields.TryGetValue(DateToken.Year4, out var four) ? four : ByPivot(chain.Bind(fields[DateToken.Year2]), pivot));
        var month = chain.Bind(fields.TryGetValue(DateToken.MonthName, out var name) ? NumberOf(name) : fields.GetValueOrDefault(DateToken.Month2) ?? fields[DateToken.Month1]);
        var day = chain.Bind(fields.GetValueOrDefault(DateToken.Day2) ?? fields[DateToken.Day1]);
        var tests = new List<SqlFragment>
        {
            SqlFragment.Of($"{year} > {SqlFragment.Text("0000")} AND {month} BETWEEN {CivilDates.Two(1)} AND {CivilDates.Two(12)} AND {day} BETWEEN {CivilDates.Two(1)} AND {CivilDates.DaysInText(month, CivilDates.IsLeap(SqlFragment.Of($"TRY_CAST({year} AS int)")))}"),
        };
        var value = SqlFragment.Of($"{year} + {SqlFragment.Text("-")} + {month} + {SqlFragment.Text("-")} + {day}");
        if (target == DateTarget.Timestamp) value = WithTime(fields, value, tests);
        return SqlFragment.Of($"CASE WHEN {SqlFragment.Join(" AND ", tests)} THEN {value} END");
    }

    private static SqlFragment WithTime(Dictionary<DateToken, SqlFragment> fields, SqlFragment date, List<SqlFragment> tests)
    {
        var value = Add(DateToken.Second, ":", "59", Add(DateToken.Minute, ":", "59", Add(DateToken.Hour, " ", "23", date)));
        var fraction = fields.TryGetValue(DateToken.Millisecond, out var three) ? SqlFragment.Of($"{three} + {SqlFragment.Text("000")}") : fields.GetValueOrDefault(DateToken.Microsecond) ?? SqlFragment.Text("000000");
        return SqlFragment.Of($"{value} + {SqlFragment.Text(".")} + {fraction}");

        SqlFragment Add(DateToken token, string before, string last, SqlFragment sofar)
        {
            var field = fields.GetValueOrDefault(token);
            if (field is not null) tests.Add(SqlFragment.Of($"{field} <= {SqlFragment.Text(last)}"));
            return SqlFragment.Of($"{sofar} + {SqlFragment.Text(before)} + {field ?? SqlFragment.Text("00")}");
        }
    }

    private static SqlFragment ByPivot(SqlBinding two, int pivot) => pivot > 99
        ? SqlFragment.Of($"{SqlFragment.Text("20")} + {two}")
        : SqlFragment.Of($"CASE WHEN {two} >= {CivilDates.Two(pivot)} THEN {SqlFragment.Text("19")} ELSE {SqlFragment.Text("20")} END + {two}");

    private static SqlFragment NumberOf(SqlFragment name) => SqlFragment.Of(
        $"CASE {SqlServerText.Translate(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")} {SqlFragment.Join(" ", DateNames.ShortMonths.Select((month, i) => SqlFragment.Of($"WHEN {SqlFragment.Text(month.ToLowerInvariant())} THEN {CivilDates.Two(i + 1)}")))} END");

    private static SqlFragment Short(SqlBinding iso, int at) =>
        SqlFragment.Of($"CASE WHEN {Cut(iso, at, 1)} = {SqlFragment.Text("0")} THEN {Cut(iso, at + 1, 1)} ELSE {Cut(iso, at, 2)} END");

    private static SqlFragment Cut(SqlBinding text, int at, int width) => SqlFragment.Of($"SUBSTRING({text}, {at}, {width})");

    // A format with M or D at each width it can have.
    private static IEnumerable<IReadOnlyList<Field>> Widths(IEnumerable<DatePart> parts)
    {
        IEnumerable<List<Field>> shapes = [[]];
        foreach (var part in parts) shapes = shapes.SelectMany(shape => FieldsOf(part).Select(field => (List<Field>)[.. shape, field])).ToList();
        return shapes;
    }

    private static IEnumerable<Field> FieldsOf(DatePart part) => part.Token switch
    {
        DateToken.Literal => [new(part.Token, 1, part.Literal is '%' or '_' or '[' ? $"[{part.Literal}]" : part.Literal.ToString())],
        DateToken.MonthName => [new(part.Token, 3, "[A-Za-z][A-Za-z][A-Za-z]")],
        DateToken.Month1 or DateToken.Day1 => [Digits(part.Token, 1), Digits(part.Token, 2)],
        DateToken.Year4 => [Digits(part.Token, 4)],
        DateToken.Millisecond => [Digits(part.Token, 3)],
        DateToken.Microsecond => [Digits(part.Token, 6)],
        _ => [Digits(part.Token, 2)],
    };

    private static Field Digits(DateToken token, int width) => new(token, width, string.Concat(Enumerable.Repeat("[0-9]", width)));

    private sealed record Field(DateToken Token, int Width, string Pattern);
}
