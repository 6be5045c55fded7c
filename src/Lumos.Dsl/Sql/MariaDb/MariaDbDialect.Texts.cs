using Lumos.Dsl.Interpreter;
using Lumos.Dsl.Model;
using Lumos.Dsl.Regex;
using Lumos.Dsl.Sql.Shared;

namespace Lumos.Dsl.Sql.MariaDb;

// Operations on texts.
internal partial class MariaDbDialect
{
    public override SqlFragment Trim(LetChain chain, SqlBinding x, Trim trim)
    {
        var characters = trim.Set.Whitespace is { } whitespace ? WhitespaceSets.Of(whitespace) : trim.Set.Characters!;
        SqlFragment value = x;
        if (trim.Side != TrimSide.Right) value = Without(value, "^" + PossessivePrinter.Class(characters) + "++");

        // Looking back keeps the engine from trying a run again from each of its characters.
        return trim.Side == TrimSide.Left ? value : Without(value, $"(?<!{PossessivePrinter.Class(characters)}){PossessivePrinter.Class(characters)}++{EndAnchor}");
    }

    public override SqlFragment Case(LetChain chain, SqlBinding x, Case letters) => letters.Mode == CaseMode.Title
        ? WithCollation(new MariaDbTitle(this).Title(chain, x, letters.Alphabet))
        : Case(x, letters);

    /// <summary>A text in capitals or small letters.</summary>
    public SqlFragment Case(SqlFragment x, Case letters)
    {
        var upper = letters.Mode == CaseMode.Upper;
        var isAscii = SqlFragment.Of($"length({x}) = char_length({x})");
        var ascii = upper ? SqlFragment.Of($"upper({x})") : SqlFragment.Of($"lower({x})");
        if (letters.Alphabet == CaseAlphabet.Unicode) return SqlFragment.Of($"CASE WHEN {isAscii} THEN {ascii} ELSE {UnicodeCase(x, letters)} END");

        var one = x;
        for (var letter = 'a'; letter <= 'z'; letter++)
        {
            var (from, to) = upper ? (letter, char.ToUpperInvariant(letter)) : (char.ToUpperInvariant(letter), letter);
            one = SqlFragment.Of($"replace({one}, {SqlFragment.Text(from.ToString())}, {SqlFragment.Text(to.ToString())})");
        }

        return SqlFragment.Of($"CASE WHEN {isAscii} THEN {ascii} ELSE {one} END");
    }

    public override SqlFragment Collapse(LetChain chain, SqlBinding x, CollapseWhitespace collapse)
    {
        var one = ReplaceAll(x, PossessivePrinter.Class(WhitespaceSets.Of(collapse.Set)) + "++", SqlFragment.Text(" "));
        return collapse.TrimEnds ? SqlFragment.Of($"trim(BOTH {SqlFragment.Text(" ")} FROM {one})") : one;
    }

    public override SqlFragment Extract(LetChain chain, SqlBinding x, RegexExtract extract)
    {
        var pattern = LrxPattern.Of(extract);
        var printed = PossessivePrinter.Print(pattern, extract.Group);
        var start = pattern.Syntax.AnchoredStart ? "^" : "";
        if (extract.Group == 0) return SqlFragment.Of($"CASE WHEN {Matches(x, start + printed)} THEN {FirstMatch(x, start + printed)} END");
        var whole = pattern.Syntax.AnchoredStart ? $"(?s)^{printed}{AnyCharacter}*+{EndAnchor}" : $"(?s)^{AnyCharacter}*?{printed}{AnyCharacter}*+{EndAnchor}";
        return SqlFragment.Of($"CASE WHEN {Matches(x, start + printed)} THEN {ReplaceAll(x, whole, SqlFragment.Text(GroupReference))} END");
    }

    public override SqlFragment Split(LetChain chain, SqlBinding x, RegexSplit split)
    {
        var isLiteral = split.SeparatorKind == SeparatorKind.Literal;
        var pattern = isLiteral ? null : LrxPattern.Parse(split.Separator);
        var separator = isLiteral ? PossessivePrinter.Escape(split.Separator) : PossessivePrinter.Print(pattern!, capture: 0);
        if (pattern?.Syntax.AnchoredStart == true)
        {
            // One separator at most, at the beginning of the text.
            return split.Index switch
            {
                1 => SqlFragment.Of($"CASE WHEN {Matches(x, "^" + separator)} THEN {SqlFragment.Text("")} ELSE {x} END"),
                2 => SqlFragment.Of($"CASE WHEN {Matches(x, "^" + separator)} THEN {Without(x, "^" + separator)} END"),
                _ => SqlFragment.Of($"CAST(NULL AS CHAR CHARACTER SET utf8mb4)"),
            };
        }

        // The pieces before are taken atomically: else a separator could be tried again from within and found where there is none.
        var before = split.Index == 1 ? "(?s)^" : FormattableString.Invariant($"(?s)^(?>{AnyCharacter}*?(?:{separator})){{{split.Index - 1}}}");
        var piece = ReplaceAll(x, $"{before}({AnyCharacter}*?)(?:(?:{separator}){AnyCharacter}*+)?{EndAnchor}", SqlFragment.Text(GroupReference));
        return split.Index == 1 ? piece : SqlFragment.Of($"CASE WHEN {Matches(x, before)} THEN {piece} END");
    }

    /// <summary>case by the Unicode table, of a text that is not ASCII.</summary>
    protected virtual SqlFragment UnicodeCase(SqlFragment x, Case letters)
    {
        var collation = SqlFragment.Raw(CaseCollation);
        return WithCollation(letters.Mode == CaseMode.Upper
            ? SqlFragment.Of($"upper(replace({x}, {SqlFragment.Text("ß")}, {SqlFragment.Text("ss")}) COLLATE {collation})")
            : SqlFragment.Of($"lower({x} COLLATE {collation})"));
    }
}
