using Lumos.Dsl.Interpreter;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Sql.DuckDb;

/// <summary>
/// trim, case, collapse_whitespace and concat. DuckDB's own functions walk every code point of a value, so each shape first asks, with
/// byte tests that cost a few nanoseconds, whether the value would change at all.
/// </summary>
internal static class TextEmitter
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";

    public static SqlFragment Trim(LetChain chain, SqlBinding x, TrimSide side, TrimSet set)
    {
        if (set.Whitespace is not { } whitespace) return Strip(side, x, SqlFragment.Text(set.Characters!));

        // Three ways, by cost: as it is; by the one-argument function, which knows only the 17 space separators; with the whole set, which
        // DuckDB takes apart anew for every row. The first two hold only what is certain by byte tests.
        var members = SqlFragment.Text(WhitespaceSets.Of(whitespace));
        var clean = chain.Bind(SqlFragment.Of($"{IsAscii(x)} AND {EndsWithout(x, side, WhitespaceSets.Ascii)}"));
        var separatorsOnly = whitespace == WhitespaceSet.Unicode ? Strip(side, x, null) : SqlFragment.Of($"CASE WHEN {IsAscii(x)} THEN {Strip(side, x, null)} ELSE {Strip(side, x, members)} END");
        var nearly = chain.Bind(SqlFragment.Of($"CASE WHEN {clean} THEN {x} ELSE {separatorsOnly} END"));
        var left = EndsWithout(nearly, side, whitespace == WhitespaceSet.Unicode ? "\t\n\v\f\r\u0085\u2028\u2029" : "\t\n\v\f\r");
        return SqlFragment.Of($"CASE WHEN {clean} OR ({left}) THEN {nearly} ELSE {Strip(side, nearly, members)} END");
    }

    public static SqlFragment Case(SqlBinding x, CaseMode mode, CaseAlphabet alphabet)
    {
        if (mode == CaseMode.Title) return TitleEmitter.Title(x, alphabet);
        var upper = mode == CaseMode.Upper;
        var ascii = upper ? SqlFragment.Of($"upper({x})") : SqlFragment.Of($"lower({x})");
        if (alphabet == CaseAlphabet.Unicode)
            return upper ? SqlFragment.Of($"CASE WHEN {IsAscii(x)} THEN {ascii} ELSE upper(replace({x}, 'ß', 'ss')) END") : ascii;

        var (from, to) = upper ? (Letters, Letters.ToUpperInvariant()) : (Letters.ToUpperInvariant(), Letters);
        return SqlFragment.Of($"CASE WHEN {IsAscii(x)} THEN {ascii} ELSE translate({x}, {SqlFragment.Text(from)}, {SqlFragment.Text(to)}) END");
    }

    public static SqlFragment Collapse(SqlBinding x, WhitespaceSet set, bool trimEnds)
    {
        var characters = WhitespaceSets.Of(set);
        var one = SqlFragment.Text("[" + string.Concat(characters.Select(c => FormattableString.Invariant($"\\x{{{(int)c:X}}}"))) + "]+");
        var collapsed = SqlFragment.Of($"regexp_replace({x}, {one}, ' ', 'g')");
        // Once collapsed, the only space separator left of the Unicode set is the blank; of the ascii set others may be.
        if (trimEnds) collapsed = set == WhitespaceSet.Unicode ? SqlFragment.Of($"trim({collapsed})") : SqlFragment.Of($"trim({collapsed}, ' ')");

        var clean = new List<SqlFragment>();
        if (set == WhitespaceSet.Unicode) clean.Add(IsAscii(x));
        if (trimEnds)
        {
            clean.Add(SqlFragment.Of($"{x} >= '!'"));
            clean.Add(SqlFragment.Of($"NOT suffix({x}, ' ')"));
        }

        clean.Add(SqlFragment.Of($"NOT contains({x}, '  ')"));
        clean.AddRange(WhitespaceSets.Ascii.Where(c => c != ' ').Select(c => SqlFragment.Of($"NOT contains({x}, {SqlFragment.Text(c.ToString())})")));
        return SqlFragment.Of($"CASE WHEN {SqlFragment.Join(" AND ", clean)} THEN {x} ELSE {collapsed} END");
    }

    public static SqlFragment Concat(IReadOnlyList<ConcatOperand> operands, NullRule nulls, string separator)
    {
        var mark = SqlFragment.Text(separator);
        if (nulls == NullRule.Propagate && operands.Any(operand => operand.Nullable))
        {
            var between = separator.Length == 0 ? SqlFragment.Of($" || ") : SqlFragment.Of($" || {mark} || ");
            return operands.Count == 1 ? operands[0].Value : SqlFragment.Join(between, operands.Select(operand => (SqlFragment)operand.Value));
        }

        var values = operands.Select(operand => nulls == NullRule.Empty && operand.Nullable ? SqlFragment.Of($"coalesce({operand.Value}, '')") : operand.Value);
        return SqlFragment.Of($"concat_ws({mark}, {SqlFragment.Join(", ", values)})");
    }

    private static SqlFragment Strip(TrimSide side, SqlBinding x, SqlFragment? members)
    {
        var set = members is null ? SqlFragment.Of($"") : SqlFragment.Of($", {members}");
        return side switch
        {
            TrimSide.Left => SqlFragment.Of($"ltrim({x}{set})"),
            TrimSide.Right => SqlFragment.Of($"rtrim({x}{set})"),
            _ => SqlFragment.Of($"trim({x}{set})"),
        };
    }

    // True when no end in question is one of the characters; at the beginning nothing below '!' is let pass.
    private static SqlFragment EndsWithout(SqlBinding x, TrimSide side, string characters)
    {
        var tests = new List<SqlFragment>();
        if (side != TrimSide.Right) tests.Add(SqlFragment.Of($"{x} >= '!'"));
        foreach (var c in characters)
        {
            var member = SqlFragment.Text(c.ToString());
            if (side != TrimSide.Right && c > '!') tests.Add(SqlFragment.Of($"NOT prefix({x}, {member})"));
            if (side != TrimSide.Left) tests.Add(SqlFragment.Of($"NOT suffix({x}, {member})"));
        }

        return SqlFragment.Join(" AND ", tests);
    }

    /// <summary>Whether the text is ASCII only: as many bytes as code points.</summary>
    private static SqlFragment IsAscii(SqlBinding x) => SqlFragment.Of($"strlen({x}) = length({x})");
}
