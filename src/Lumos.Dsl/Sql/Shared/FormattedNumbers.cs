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
    public static SqlBinding Plain(LetChain chain, SqlBinding x, NumberFormat format, PatternNumberWords words)
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

    /// <summary>A number of digits and a point at most, its point moved to the right by a power of ten.</summary>
    public static SqlBinding Shifted(LetChain chain, SqlBinding digits, SqlFragment power, NumberWords words)
    {
        var all = chain.Bind(Without(digits, "."));
        var point = words.Position(digits, ".");
        var before = chain.Bind(SqlFragment.Of($"CASE WHEN {point} > 0 THEN {point} - 1 ELSE length({digits}) END + {power}"));
        var small = words.Joined(SqlFragment.Text("0."), words.Zeros(SqlFragment.Of($"-{before}")), all);
        var large = words.Joined(all, words.Zeros(SqlFragment.Of($"{before} - length({all})")));
        var between = words.Joined(words.First(all, before), SqlFragment.Text("."), words.From(all, SqlFragment.Of($"{before} + 1")));
        return chain.Bind(SqlFragment.Of($"CASE WHEN {before} <= 0 THEN {small} WHEN {before} >= length({all}) THEN {large} ELSE {between} END"));
    }

    /// <summary>A number of ASCII characters, with a small e, parted into what stands before its exponent and the power of ten that its exponent and percent sign stand for.</summary>
    public static (SqlBinding Mantissa, SqlFragment Power) Parted(LetChain chain, SqlBinding number, NumberFormat format, NumberWords words)
    {
        var percent = format.Percent ? -2 : 0;
        if (!format.Exponent) return (number, SqlFragment.Of($"{percent}"));
        var at = chain.Bind(words.Position(number, "e"));
        var mantissa = chain.Bind(SqlFragment.Of($"CASE WHEN {at} > 0 THEN {words.First(number, SqlFragment.Of($"{at} - 1"))} ELSE {number} END"));
        var power = chain.Bind(SqlFragment.Of($"CASE WHEN {at} > 0 THEN {words.Integer(words.From(number, SqlFragment.Of($"{at} + 1")))} ELSE 0 END"));
        return (mantissa, SqlFragment.Of($"{power} + {percent}"));
    }

    // Digits, point, digits.
    private static SqlBinding Digits(LetChain chain, SqlBinding number, NumberFormat format, NumberWords words)
    {
        var digits = (format.GroupMarks ?? "").Aggregate((SqlFragment)number, (text, mark) => Without(text, mark.ToString()));
        if (format.DecimalMark != ".") digits = SqlFragment.Of($"replace({digits}, {SqlFragment.Text(format.DecimalMark)}, {SqlFragment.Text(".")})");
        if (!format.Exponent && !format.Percent) return chain.Bind(digits);
        if (format.Exponent) digits = SqlFragment.Of($"replace({digits}, {SqlFragment.Text("E")}, {SqlFragment.Text("e")})");
        var (mantissa, power) = Parted(chain, chain.Bind(digits), format, words);
        return Shifted(chain, mantissa, power, words);
    }

    private static SqlFragment Without(SqlFragment x, string text) => SqlFragment.Of($"replace({x}, {SqlFragment.Text(text)}, {SqlFragment.Text("")})");
}
