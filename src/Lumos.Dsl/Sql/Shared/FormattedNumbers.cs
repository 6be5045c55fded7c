using Lumos.Dsl.Model;
using Lumos.Dsl.Numbers;

namespace Lumos.Dsl.Sql.Shared;

/// <summary>
/// Numbers written by a declared format, made plain: sign, digits, point, digits. A regular expression holds the grammar. A text that passed it is taken
/// apart by replacing alone: the symbol, which occurs once and shares no character with the number that could move its place, then what stands around the
/// digits, then the marks between them.
/// </summary>
internal static class FormattedNumbers
{
    /// <summary>The plain form of a text; NULL when it is not in the format.</summary>
    public static SqlBinding Plain(LetChain chain, SqlBinding x, NumberFormat format, NumberWords words)
    {
        var found = chain.Bind(SqlFragment.Of($"CASE WHEN {words.Accepts(x, format)} THEN {x} END"));
        var bare = chain.Bind(NumberMarks.AffixesOf(format).Aggregate((SqlFragment)found, Without));
        var number = chain.Bind(words.TrimEnds(bare, NumberMarks.Signs + "()" + NumberMarks.Blanks));
        var digits = Digits(chain, number, format, words);

        // An exponent has a sign of its own, which is not asked for.
        var around = format.Exponent ? chain.Bind(SqlFragment.Of($"replace({bare}, {number}, {SqlFragment.Text("")})")) : bare;
        var marks = new List<string> { "-" };
        if (format.UnicodeMinus) marks.Add(NumberMarks.UnicodeMinus.ToString());
        if (format.Parentheses) marks.Add("(");
        var isNegative = SqlFragment.Join(" OR ", marks.Select(mark => SqlFragment.Of($"{words.Position(around, mark)} > 0")));
        return chain.Bind(SqlFragment.Of($"CASE WHEN {isNegative} THEN {words.Joined(SqlFragment.Text("-"), digits)} ELSE {digits} END"));
    }

    /// <summary>Digits, point, digits of a number without sign and symbol.</summary>
    public static SqlBinding Digits(LetChain chain, SqlFragment number, NumberFormat format, NumberWords words)
    {
        var digits = (format.GroupMarks ?? "").Aggregate(number, (text, mark) => Without(text, mark.ToString()));
        if (format.DecimalMark != ".") digits = SqlFragment.Of($"replace({digits}, {SqlFragment.Text(format.DecimalMark)}, {SqlFragment.Text(".")})");
        var percent = format.Percent ? -2 : 0;
        if (!format.Exponent) return format.Percent ? Shifted(chain, chain.Bind(digits), SqlFragment.Of($"{percent}"), words) : chain.Bind(digits);

        var whole = chain.Bind(SqlFragment.Of($"replace({digits}, {SqlFragment.Text("E")}, {SqlFragment.Text("e")})"));
        var at = chain.Bind(words.Position(whole, "e"));
        var mantissa = chain.Bind(SqlFragment.Of($"CASE WHEN {at} > 0 THEN {words.First(whole, SqlFragment.Of($"{at} - 1"))} ELSE {whole} END"));
        var power = chain.Bind(SqlFragment.Of($"CASE WHEN {at} > 0 THEN {words.Integer(words.From(whole, SqlFragment.Of($"{at} + 1")))} ELSE 0 END"));
        return Shifted(chain, mantissa, SqlFragment.Of($"{power} + {percent}"), words);
    }

    // The point moved to the right by a power of ten.
    private static SqlBinding Shifted(LetChain chain, SqlBinding digits, SqlFragment power, NumberWords words)
    {
        var all = chain.Bind(Without(digits, "."));
        var point = words.Position(digits, ".");
        var before = chain.Bind(SqlFragment.Of($"CASE WHEN {point} > 0 THEN {point} - 1 ELSE length({digits}) END + {power}"));
        var small = words.Joined(SqlFragment.Text("0."), words.Zeros(SqlFragment.Of($"-{before}")), all);
        var large = words.Joined(all, words.Zeros(SqlFragment.Of($"{before} - length({all})")));
        var between = words.Joined(words.First(all, before), SqlFragment.Text("."), words.From(all, SqlFragment.Of($"{before} + 1")));
        return chain.Bind(SqlFragment.Of($"CASE WHEN {before} <= 0 THEN {small} WHEN {before} >= length({all}) THEN {large} ELSE {between} END"));
    }

    private static SqlFragment Without(SqlFragment x, string text) => SqlFragment.Of($"replace({x}, {SqlFragment.Text(text)}, {SqlFragment.Text("")})");
}
