using Lumos.Dsl.Model;
using Lumos.Dsl.Numbers;
using Lumos.Dsl.Sql.Shared;

namespace Lumos.Dsl.Sql.Sqlite;

/// <summary>
/// Numbers written by a declared format, made plain without regular expressions. A symbol becomes one placeholder, and so does the number once the ends are taken
/// off; what stands around it must then be one of a few texts. The number itself is held to its grammar by GLOB, its group marks being one placeholder too.
/// </summary>
internal static class SqliteNumberFormats
{
    private const int CallsPerLevel = 6;

    // Private use, which every text can hold: more characters than all symbols of a format together have.
    private const int FirstPlaceholder = 0xE000;
    private const int Placeholders = 260;

    /// <summary>Sign, digits, point, digits; NULL for a text that is not in the format.</summary>
    public static SqlBinding Plain(LetChain chain, SqlBinding x, NumberFormat format)
    {
        var affixes = NumberMarks.AffixesOf(format);
        var free = Enumerable.Range(FirstPlaceholder, Placeholders).Select(point => ((char)point).ToString()).Where(c => affixes.All(affix => affix.IndexOf(c, StringComparison.Ordinal) < 0)).Take(3).ToList();
        var (symbol, mark, core) = (free[0], free[1], free[2]);

        // A text that holds a placeholder is no number.
        var found = chain.Bind(SqlFragment.Of($"CASE WHEN {SqlFragment.Join(" + ", new[] { symbol, mark, core }.Select(c => SqlFragment.Of($"instr({x}, {SqlFragment.Text(c)})")))} = 0 THEN {x} END"));
        var named = Replaced(chain, found, affixes.Select(affix => (affix, symbol)));
        var number = chain.Bind(SqlFragment.Of($"trim({named}, {SqlFragment.Text(symbol + NumberMarks.Signs + "()" + NumberMarks.Blanks)})"));
        var around = chain.Bind(SqlFragment.Of($"CASE WHEN {number} <> '' THEN replace({named}, {number}, {SqlFragment.Text(core)}) END"));
        var isNegative = chain.Bind(SqlFragment.Of($"instr({around}, '-') + instr({around}, {SqlFragment.Text(NumberMarks.UnicodeMinus.ToString())}) + instr({around}, '(') > 0"));
        List<(string From, string To)> same = [("+", "-"), .. NumberMarks.Blanks.Where(c => c != ' ').Select(c => (c.ToString(), " "))];
        if (format.UnicodeMinus) same.Add((NumberMarks.UnicodeMinus.ToString(), "-"));
        var shape = Replaced(chain, around, same);
        var shapes = SqlFragment.Join(", ", Shapes(format, symbol, core).Distinct().Select(SqlFragment.Text));

        var lower = format.Exponent ? chain.Bind(SqlFragment.Of($"replace({number}, 'E', 'e')")) : number;
        var (mantissa, power) = FormattedNumbers.Parted(chain, lower, format, SqliteNumberWords.Instance);
        var point = chain.Bind(SqlFragment.Of($"instr({mantissa}, {SqlFragment.Text(format.DecimalMark)})"));
        var whole = Replaced(chain, chain.Bind(SqlFragment.Of($"CASE WHEN {point} > 0 THEN substr({mantissa}, 1, {point} - 1) ELSE {mantissa} END")), (format.GroupMarks ?? "").Select(c => (c.ToString(), mark)));
        var fraction = chain.Bind(SqlFragment.Of($"CASE WHEN {point} > 0 THEN substr({mantissa}, {point} + 1) ELSE '' END"));
        var tests = new List<SqlFragment>
        {
            SqlFragment.Of($"{shape} IN ({shapes})"),
            SqlFragment.Of($"{whole} || {fraction} <> ''"),
            SqlFragment.Of($"{fraction} NOT GLOB '*[^0-9]*'"),
            format.GroupMarks is null ? SqlFragment.Of($"{whole} NOT GLOB '*[^0-9]*'") : SqlFragment.Of($"({whole} NOT GLOB '*[^0-9]*' OR ({Grouped(whole, mark, format.Grouping)}))"),
        };
        if (format.Exponent) tests.Add(IsExponent(chain, lower));
        var digits = chain.Bind(SqlFragment.Of($"CASE WHEN {SqlFragment.Join(" AND ", tests)} THEN replace({whole}, {SqlFragment.Text(mark)}, '') || '.' || {fraction} END"));
        var plain = format.Exponent || format.Percent ? FormattedNumbers.Shifted(chain, digits, power, SqliteNumberWords.Instance) : digits;
        return chain.Bind(SqlFragment.Of($"CASE WHEN {isNegative} THEN '-' ELSE '' END || {plain}"));
    }

    // All but the last group of its size exactly, the first one shorter at most, and no 0 before it.
    private static SqlFragment Grouped(SqlBinding whole, string mark, DigitGrouping grouping)
    {
        const string Digit = "[0-9]";
        var indian = grouping == DigitGrouping.Indian;
        List<string> wrong =
        [
            indian ? Digit + Digit + Digit + "*" : Digit + Digit + Digit + Digit + "*",
            "*" + mark + mark + "*", "*" + mark + Digit + mark + "*", "*" + mark, "*" + mark + Digit, "*" + mark + Digit + Digit,
            indian ? "*" + mark + Digit + Digit + Digit + "?*" : "*" + mark + Digit + Digit + mark + "*",
        ];
        if (!indian) wrong.Add("*" + mark + Digit + Digit + Digit + Digit + "*");
        var none = wrong.Select(pattern => SqlFragment.Of($"{whole} NOT GLOB {SqlFragment.Text(pattern)}"));
        return SqlFragment.Of($"{whole} GLOB '[1-9]*' AND {whole} NOT GLOB {SqlFragment.Text("*[^0-9" + mark + "]*")} AND {SqlFragment.Join(" AND ", none)}");
    }

    private static SqlFragment IsExponent(LetChain chain, SqlBinding number)
    {
        var at = SqlFragment.Of($"instr({number}, 'e')");
        var written = chain.Bind(SqlFragment.Of($"CASE WHEN {at} > 0 THEN substr({number}, {at} + 1) ELSE '0' END"));
        var body = chain.Bind(SqliteCasts.Unsigned(written));
        return SqlFragment.Of($"length({body}) BETWEEN 1 AND 3 AND {body} NOT GLOB '*[^0-9]*'");
    }

    // Every arrangement of sign or parentheses and symbol around the number, each with a blank or without.
    private static IEnumerable<string> Shapes(NumberFormat format, string symbol, string core)
    {
        List<(string Left, string Right)> signs = [("", "")];
        if (format.Sign != SignPlace.Trailing) signs.AddRange([("-", ""), ("- ", "")]);
        if (format.Sign != SignPlace.Leading) signs.AddRange([("", "-"), ("", " -")]);
        if (format.Parentheses) signs.AddRange([("(", ")"), ("( ", ")"), ("(", " )"), ("( ", " )")]);
        foreach (var (left, right) in signs)
        {
            if (!format.Percent) yield return left + core + right;
            if (!format.Percent && format.Symbols.Count == 0) continue;
            foreach (var blank in new[] { "", " " })
            {
                yield return symbol + blank + left + core + right;
                yield return left + symbol + blank + core + right;
                yield return left + core + right + blank + symbol;
                yield return left + core + blank + symbol + right;
            }
        }
    }

    private static SqlBinding Replaced(LetChain chain, SqlBinding x, IEnumerable<(string From, string To)> pairs)
    {
        var (text, calls) = ((SqlFragment)x, 0);
        foreach (var (from, to) in pairs)
        {
            text = SqlFragment.Of($"replace({text}, {SqlFragment.Text(from)}, {SqlFragment.Text(to)})");
            if (++calls % CallsPerLevel == 0) text = chain.Bind(text);
        }

        return chain.Bind(text);
    }
}
