using Lumos.Dsl.Interpreter;
using Lumos.Dsl.Model;
using Lumos.Dsl.Regex;

namespace Lumos.Dsl.Sql.Postgres;

/// <summary>The operations from text to text.</summary>
internal static class PostgresText
{
    public static SqlFragment Trim(SqlBinding x, Trim trim)
    {
        var members = SqlFragment.Text(trim.Set.Whitespace is { } whitespace ? WhitespaceSets.Of(whitespace) : trim.Set.Characters!);
        return trim.Side switch
        {
            TrimSide.Left => SqlFragment.Of($"ltrim({x}, {members})"),
            TrimSide.Right => SqlFragment.Of($"rtrim({x}, {members})"),
            _ => SqlFragment.Of($"btrim({x}, {members})"),
        };
    }

    // Collation "C" knows A to Z only. The one that maps all letters one to one is handed back at once: it would leak into comparisons.
    public static SqlFragment Case(SqlFragment x, CaseMode mode, CaseAlphabet alphabet)
    {
        var function = SqlFragment.Raw(mode == CaseMode.Upper ? "upper" : "lower");
        var ascii = SqlFragment.Of($"{function}({x} COLLATE \"C\")");
        if (alphabet == CaseAlphabet.Ascii) return ascii;
        var letters = mode == CaseMode.Upper ? SqlFragment.Of($"replace({x}, 'ß', 'ss')") : x;
        return SqlFragment.Of($"CASE WHEN {IsAscii(x)} THEN {ascii} ELSE {function}({letters} COLLATE \"C.utf8\") COLLATE \"C\" END");
    }

    // A search for one character of a class costs a tenth of what replacing costs; most texts have blanks alone, and no more than two in a row.
    public static SqlFragment Collapse(SqlBinding x, CollapseWhitespace collapse)
    {
        var members = WhitespaceSets.Of(collapse.Set);
        var run = SqlFragment.Text(ArePrinter.Set(members) + "+");
        var others = SqlFragment.Text(ArePrinter.Set(string.Concat(members.Where(c => c != ' '))));
        var halved = SqlFragment.Of($"replace({x}, '  ', ' ')");
        return SqlFragment.Of(
            $"CASE WHEN {x} ~ {others} THEN {Trimmed(SqlFragment.Of($"regexp_replace({x}, {run}, ' ', 'g')"))} WHEN strpos({x}, '  ') = 0 THEN {Trimmed(x)} WHEN strpos({halved}, '  ') = 0 THEN {Trimmed(halved)} ELSE {Trimmed(SqlFragment.Of($"regexp_replace({x}, ' +', ' ', 'g')"))} END");

        SqlFragment Trimmed(SqlFragment text) => collapse.TrimEnds ? SqlFragment.Of($"btrim({text}, ' ')") : text;
    }

    public static SqlFragment Concat(IReadOnlyList<ConcatOperand> operands, Concat concat)
    {
        var mark = SqlFragment.Text(concat.Separator);
        if (concat.Nulls == NullRule.Skip) return SqlFragment.Of($"concat_ws({mark}, {SqlFragment.Join(", ", operands.Select(operand => (SqlFragment)operand.Value))}) COLLATE \"C\"");
        var values = operands.Select(operand => concat.Nulls == NullRule.Empty && operand.Nullable ? SqlFragment.Of($"coalesce({operand.Value}, '')") : operand.Value);
        return SqlFragment.Join(concat.Separator.Length == 0 ? SqlFragment.Raw(" || ") : SqlFragment.Of($" || {mark} || "), values);
    }

    // substring gives the one captured group, or the whole match when there is none; NULL for no match.
    public static SqlFragment Extract(SqlBinding x, RegexExtract extract)
    {
        var pattern = LrxPattern.Of(extract);
        return PostgresPatterns.Cheap(x, pattern, extract.Group) ?? SqlFragment.Of($"substring({x}, {SqlFragment.Text(ArePrinter.Print(pattern, extract.Group))})");
    }

    public static SqlFragment Split(LetChain chain, SqlBinding x, RegexSplit split)
    {
        var separator = SqlFragment.Text(split.Separator);
        if (split.SeparatorKind == SeparatorKind.Pattern)
            return SqlFragment.Of($"(regexp_split_to_array({x}, {SqlFragment.Text(ArePrinter.Print(LrxPattern.Parse(split.Separator), capture: 0))}))[{split.Index}]");
        var piece = SqlFragment.Of($"split_part({x}, {separator}, {split.Index})");
        if (split.Index == 1) return piece;

        // split_part gives '' past the end too: only an empty piece needs a second look. The array of '' is empty, which is past the end as well.
        var first = chain.Bind(piece);
        return SqlFragment.Of($"CASE WHEN {first} <> '' THEN {first} ELSE (string_to_array({x}, {separator}))[{split.Index}] END");
    }

    /// <summary>Whether the text is ASCII only: as many bytes as code points.</summary>
    public static SqlFragment IsAscii(SqlFragment x) => SqlFragment.Of($"octet_length({x}) = char_length({x})");
}
