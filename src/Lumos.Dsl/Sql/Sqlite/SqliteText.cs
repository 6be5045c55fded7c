using Lumos.Dsl.Interpreter;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Sql.Sqlite;

/// <summary>The operations from text to text.</summary>
internal static class SqliteText
{
    // More nested calls than this come near the limit of the parser.
    private const int CallsPerLevel = 6;

    // Each step makes a run of n blanks n/k + n%k long; together they leave one of the longest run a text of SQLite can hold (2^30).
    private static readonly int[] RunLengths = [64, 64, 64, 64, 16, 4, 2, 2, 2];

    public static SqlFragment Trim(SqlBinding x, Trim trim)
    {
        var members = SqlFragment.Text(trim.Set.Whitespace is { } whitespace ? WhitespaceSets.Of(whitespace) : trim.Set.Characters!);
        return trim.Side switch
        {
            TrimSide.Left => SqlFragment.Of($"ltrim({x}, {members})"),
            TrimSide.Right => SqlFragment.Of($"rtrim({x}, {members})"),
            _ => SqlFragment.Of($"trim({x}, {members})"),
        };
    }

    public static SqlFragment Collapse(LetChain chain, SqlBinding x, CollapseWhitespace collapse)
    {
        var blanks = x;
        foreach (var some in Groups(WhitespaceSets.Of(collapse.Set).Where(c => c != ' ')))
            blanks = chain.Bind(some.Aggregate((SqlFragment)blanks, (inner, c) => SqlFragment.Of($"replace({inner}, {SqlFragment.Text(c.ToString())}, ' ')")));

        // Texts with two blanks in a row are rare enough to ask first.
        var single = blanks;
        foreach (var some in Groups(RunLengths))
        {
            var shorter = some.Aggregate((SqlFragment)single, (inner, length) => SqlFragment.Of($"replace({inner}, {SqlFragment.Text(new string(' ', length))}, ' ')"));
            single = chain.Bind(SqlFragment.Of($"CASE WHEN instr({single}, '  ') > 0 THEN {shorter} ELSE {single} END"));
        }

        return collapse.TrimEnds ? SqlFragment.Of($"trim({single}, ' ')") : single;
    }

    public static SqlFragment Concat(IReadOnlyList<ConcatOperand> operands, Concat concat)
    {
        var mark = SqlFragment.Text(concat.Separator);
        var length = concat.Separator.EnumerateRunes().Count();
        switch (concat.Nulls)
        {
            case NullRule.Skip when length > 0:
                // Every operand brings a separator before it; the first one is cut off.
                var marked = operands.Select(operand => SqlFragment.Of($"coalesce({mark} || {operand.Value}, '')"));
                return SqlFragment.Of($"substr({SqlFragment.Join(" || ", marked)}, {length + 1})");
            case NullRule.Propagate:
                return SqlFragment.Join(length == 0 ? SqlFragment.Raw(" || ") : SqlFragment.Of($" || {mark} || "), operands.Select(operand => (SqlFragment)operand.Value));
            default:
                return SqlFragment.Join(length == 0 ? SqlFragment.Raw(" || ") : SqlFragment.Of($" || {mark} || "), operands.Select(operand => operand.Nullable ? SqlFragment.Of($"coalesce({operand.Value}, '')") : operand.Value));
        }
    }

    public static SqlFragment Split(LetChain chain, SqlBinding x, RegexSplit split)
    {
        var mark = SqlFragment.Text(split.Separator);
        var rest = x;
        for (var i = 1; i < split.Index; i++)
            rest = chain.Bind(SqlFragment.Of($"CASE WHEN instr({rest}, {mark}) > 0 THEN substr({rest}, instr({rest}, {mark}) + {split.Separator.EnumerateRunes().Count()}) END"));
        return SqlFragment.Of($"CASE WHEN instr({rest}, {mark}) > 0 THEN substr({rest}, 1, instr({rest}, {mark}) - 1) ELSE {rest} END");
    }

    private static IEnumerable<IEnumerable<T>> Groups<T>(IEnumerable<T> items) => items.Select((item, i) => (item, i)).GroupBy(pair => pair.i / CallsPerLevel, pair => pair.item);
}
