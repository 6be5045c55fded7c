using Lumos.Dsl.Interpreter;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.DuckDb;

/// <summary>
/// trim, case, collapse_whitespace and concat. DuckDB's own functions walk every code point of a value, so each shape first asks, with
/// byte tests that cost a few nanoseconds, whether the value would change at all.
/// </summary>
internal static class TextEmitter
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";

    public static SqlFragment Trim(SqlBinding x, TrimSide side, TrimSet set)
    {
        var members = SqlFragment.Text(set.Whitespace is { } whitespace ? WhitespaceSets.Of(whitespace) : set.Characters!);
        var trimmed = side switch
        {
            TrimSide.Left => SqlFragment.Of($"ltrim({x}, {members})"),
            TrimSide.Right => SqlFragment.Of($"rtrim({x}, {members})"),
            _ => SqlFragment.Of($"trim({x}, {members})"),
        };
        if (set.Whitespace is null) return trimmed;

        // White space below U+0085 is below '!', and the last byte of a non-ASCII character is above it, so an ASCII test suffices.
        var clean = new List<SqlFragment>();
        if (side != TrimSide.Right) clean.Add(SqlFragment.Of($"{x} >= '!'"));
        if (set.Whitespace == WhitespaceSet.Unicode) clean.Add(IsAscii(x));
        if (side != TrimSide.Left) clean.AddRange(WhitespaceSets.Ascii.Reverse().Select(space => SqlFragment.Of($"NOT suffix({x}, {SqlFragment.Text(space.ToString())})")));
        return SqlFragment.Of($"CASE WHEN {SqlFragment.Join(" AND ", clean)} THEN {x} ELSE {trimmed} END");
    }

    public static SqlFragment Case(SqlBinding x, CaseMode mode, CaseAlphabet alphabet)
    {
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
        if (trimEnds) collapsed = SqlFragment.Of($"trim({collapsed}, ' ')");

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

    public static SqlFragment Concat(IReadOnlyList<(SqlFragment Value, bool Nullable)> operands, NullRule nulls, string separator)
    {
        var mark = SqlFragment.Text(separator);
        if (nulls == NullRule.Propagate && operands.Any(operand => operand.Nullable))
        {
            var between = separator.Length == 0 ? " || " : " || " + mark + " || ";
            return operands.Count == 1 ? operands[0].Value : SqlFragment.Join(between, operands.Select(operand => operand.Value));
        }

        var values = operands.Select(operand => nulls == NullRule.Empty && operand.Nullable ? SqlFragment.Of($"coalesce({operand.Value}, '')") : operand.Value);
        return SqlFragment.Of($"concat_ws({mark}, {SqlFragment.Join(", ", values)})");
    }

    /// <summary>Whether the text is ASCII only: as many bytes as code points.</summary>
    private static SqlFragment IsAscii(SqlBinding x) => SqlFragment.Of($"strlen({x}) = length({x})");
}
