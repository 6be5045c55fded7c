using Lumos.Dsl.Interpreter;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Sql.SqlServer;

/// <summary>The operations from text to text.</summary>
internal static class SqlServerText
{
    private const int MaxOperands = 250;
    private const int MaxIndex = 24;

    // Each step makes a run of n blanks n/k + n%k long; together they leave one of the longest run a text can hold (2^30).
    private static readonly int[] RunLengths = [64, 64, 64, 64, 16, 4, 2, 2, 2];

    // A set of characters: "TRIM", "LTRIM" and "RTRIM", /t-sql/functions/trim-transact-sql, /ltrim-transact-sql, /rtrim-transact-sql.
    public static SqlFragment Trim(SqlServerDialect dialect, SqlBinding x, Trim trim)
    {
        var characters = trim.Set.Whitespace is { } whitespace ? WhitespaceSets.Of(whitespace) : trim.Set.Characters!;
        if (characters.Any(char.IsSurrogate)) throw dialect.Refuse(trim, "it takes half of a character outside the Basic Multilingual Plane for one.", "Leave such characters out of the set.");
        var set = SqlFragment.Text(characters);
        return trim.Side switch
        {
            TrimSide.Left => SqlFragment.Of($"LTRIM({x}, {set})"),
            TrimSide.Right => SqlFragment.Of($"RTRIM({x}, {set})"),
            _ => SqlFragment.Of($"TRIM({set} FROM {x})"),
        };
    }

    public static SqlFragment Case(SqlBinding x, CaseMode mode)
    {
        const string upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        const string lower = "abcdefghijklmnopqrstuvwxyz";
        return mode == CaseMode.Upper ? Translate(x, lower, upper) : Translate(x, upper, lower);
    }

    // "REPLACE", /t-sql/functions/replace-transact-sql: cuts at 8,000 bytes unless the text is nvarchar(max).
    public static SqlFragment Collapse(LetChain chain, SqlBinding x, CollapseWhitespace collapse)
    {
        var others = string.Concat(WhitespaceSets.Of(collapse.Set).Where(c => c != ' '));
        var single = chain.Bind(SqlFragment.Of($"CAST({Translate(x, others, new string(' ', others.Length))} AS nvarchar(max))"));
        foreach (var length in RunLengths)
        {
            var shorter = SqlFragment.Of($"REPLACE({single}, {SqlFragment.Text(new string(' ', length))}, {SqlFragment.Text(" ")})");
            single = chain.Bind(SqlFragment.Of($"CASE WHEN CHARINDEX({SqlFragment.Text("  ")}, {single}) > 0 THEN {shorter} ELSE {single} END"));
        }

        return collapse.TrimEnds ? SqlFragment.Of($"TRIM({SqlFragment.Text(" ")} FROM {single})") : single;
    }

    // + gives NULL for NULL: "String concatenation", /t-sql/language-elements/string-concatenation-transact-sql. CONCAT_WS leaves NULL out and gives '' for nothing:
    // /t-sql/functions/concat-ws-transact-sql.
    public static SqlFragment Concat(SqlServerDialect dialect, IReadOnlyList<ConcatOperand> operands, Concat concat)
    {
        if (operands.Count > MaxOperands) throw dialect.Refuse(concat, $"it takes {MaxOperands} operands.", "Put the operands together in two steps.");
        var mark = SqlFragment.Text(concat.Separator);
        var none = SqlFragment.Text("");
        if (concat.Nulls == NullRule.Skip)
        {
            return operands.Count == 1
                ? SqlFragment.Of($"coalesce({operands[0].Value}, {none})")
                : SqlServerDialect.Binary(SqlFragment.Of($"CONCAT_WS({mark}, {SqlFragment.Join(", ", operands.Select(operand => SqlFragment.Of($"CAST({operand.Value} AS nvarchar(max))")))})"));
        }

        var values = operands.Select(operand => concat.Nulls == NullRule.Empty && operand.Nullable ? SqlFragment.Of($"coalesce({operand.Value}, {none})") : operand.Value);
        var joined = SqlFragment.Join(concat.Separator.Length == 0 ? SqlFragment.Raw(" + ") : SqlFragment.Of($" + {mark} + "), values);
        return SqlFragment.Of($"CAST({none} AS nvarchar(max)) + {joined}");
    }

    // "CHARINDEX", /t-sql/functions/charindex-transact-sql. STRING_SPLIT is a table, not a value.
    public static SqlFragment Split(SqlServerDialect dialect, LetChain chain, SqlBinding x, RegexSplit split)
    {
        if (split.SeparatorKind == SeparatorKind.Pattern)
            throw dialect.Refuse(split, "regular expressions came with SQL Server 2025.", "Split by a literal separator.");
        if (split.Index > MaxIndex) throw dialect.Refuse(split, $"every piece before the one asked for is a step of the statement, and {MaxIndex} are enough.", "Split twice.");
        var mark = SqlFragment.Text(split.Separator);
        var rest = x;
        for (var i = 1; i < split.Index; i++)
            rest = chain.Bind(SqlFragment.Of($"CASE WHEN CHARINDEX({mark}, {rest}) > 0 THEN SUBSTRING({rest}, CHARINDEX({mark}, {rest}) + {split.Separator.Length}, 2147483647) END"));
        return SqlFragment.Of($"CASE WHEN CHARINDEX({mark}, {rest}) > 0 THEN SUBSTRING({rest}, 1, CHARINDEX({mark}, {rest}) - 1) ELSE {rest} END");
    }

    public static SqlFragment Translate(SqlFragment x, string from, string to) => SqlFragment.Of($"TRANSLATE({x}, {SqlFragment.Text(from)}, {SqlFragment.Text(to)})");
}
