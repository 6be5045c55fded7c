using Lumos.Dsl.Dates;

namespace Lumos.Dsl.Sql.Postgres;

/// <summary>
/// The grammar of a date format of digits at fixed places, without its regular expression, which costs the server a state for every place. One search for a character
/// that is neither digit nor separator, a mask, and counts of the separators say the same: every other place holds a digit. Then fields compare as texts.
/// </summary>
internal static class PostgresDateMasks
{
    /// <summary>Whether the whole text is in the format, but for the range of its day.</summary>
    public static SqlFragment Fits(SqlBinding x, DatePattern pattern, Dictionary<DateToken, SqlFragment> fields)
    {
        var literals = pattern.Parts.Where(part => part.Token == DateToken.Literal).Select(part => part.Literal).ToList();
        var mask = string.Concat(pattern.Parts.Select(Masked)).Replace("YYYY", "____");
        var others = SqlFragment.Text("[^0-9" + ArePrinter.Members(string.Concat(literals.Distinct())) + "]");
        var tests = new List<SqlFragment> { SqlFragment.Of($"{x} LIKE {SqlFragment.Text(mask)} AND {x} !~ {others}") };
        tests.AddRange(literals.GroupBy(literal => literal).Select(group => SqlFragment.Of($"{x} NOT LIKE {SqlFragment.Text("%" + string.Concat(Enumerable.Repeat(Escape(group.Key) + "%", group.Count() + 1)))}")));
        if (fields.ContainsKey(DateToken.Year4)) tests.Add(SqlFragment.Of($"{x} NOT LIKE {SqlFragment.Text(string.Concat(pattern.Parts.Select(Masked)).Replace("YYYY", "0000"))}"));
        foreach (var (token, first, last) in Ranges)
        {
            if (fields.TryGetValue(token, out var field)) tests.Add(first is null ? SqlFragment.Of($"{field} <= {SqlFragment.Text(last)}") : SqlFragment.Of($"{field} BETWEEN {SqlFragment.Text(first)} AND {SqlFragment.Text(last)}"));
        }

        return SqlFragment.Join(" AND ", tests);
    }

    private static readonly (DateToken Token, string? First, string Last)[] Ranges =
        [(DateToken.Month2, "01", "12"), (DateToken.Hour, null, "23"), (DateToken.Minute, null, "59"), (DateToken.Second, null, "59")];

    // The year is left to be filled in.
    private static string Masked(DatePart part) => part.Token switch
    {
        DateToken.Literal => Escape(part.Literal),
        DateToken.Year4 => "YYYY",
        _ => new string('_', part.Spelling.Length),
    };

    private static string Escape(char literal) => literal is '%' or '_' or '\\' ? "\\" + literal : literal.ToString();
}
