using Lumos.Dsl.Model;
using Lumos.Dsl.Numbers;
using Lumos.Dsl.Sql.Shared;

namespace Lumos.Dsl.Sql.MariaDb;

/// <summary>
/// case(title): a mark is set behind every word and everything between two, the text becomes a JSON array of the pieces, and a subselect over it changes each and puts them
/// together again. The mark and what stands for it in a text are of the private use area, which no word has.
/// </summary>
internal sealed class MariaDbTitle(MariaDbDialect dialect) : TitleWords
{
    private static readonly SqlFragment Mark = SqlFragment.Text("\uE000");
    private static readonly SqlFragment Escape = SqlFragment.Text("\uE001");
    private static readonly SqlFragment EscapedMark = SqlFragment.Text("\uE001\uE002");
    private static readonly SqlFragment EscapedEscape = SqlFragment.Text("\uE001\uE003");
    private static readonly SqlFragment Piece = SqlFragment.Raw("lumos_p.w");

    public SqlFragment Title(LetChain chain, SqlBinding x, CaseAlphabet alphabet)
    {
        var escaped = SqlFragment.Of($"replace(replace({x}, {Escape}, {EscapedEscape}), {Mark}, {EscapedMark})");
        var pattern = "(" + TitlePieces.All(PatternSpelling.Possessive) + ")";
        var marked = chain.Bind(dialect.ReplaceAll(escaped, pattern, SqlFragment.Text(dialect.GroupReference + "\uE000")));
        var pieces = chain.Bind(SqlFragment.Of($"concat('[', replace(json_quote({marked}), {Mark}, {SqlFragment.Text("\",\"")}), ']')"));
        var table = SqlFragment.Of(
            $"JSON_TABLE({pieces}, '$[*]' COLUMNS(o FOR ORDINALITY, w LONGTEXT CHARACTER SET utf8mb4 COLLATE {SqlFragment.Raw(dialect.Collation)} PATH '$')) AS lumos_p");
        var all = SqlFragment.Of($"(SELECT group_concat({Changed(alphabet)} ORDER BY lumos_p.o SEPARATOR '') FROM {table})");
        var joined = chain.Bind(SqlFragment.Of($"CASE WHEN 2 * length({marked}) <= @@group_concat_max_len THEN {all} WHEN {marked} IS NOT NULL THEN {TooLong(marked)} END"));
        return SqlFragment.Of($"replace(replace({joined}, {EscapedMark}, {Mark}), {EscapedEscape}, {Escape})");
    }

    protected override SqlFragment Length => SqlFragment.Of($"char_length({Piece})");

    protected override SqlFragment Cut(int at, int count) => SqlFragment.Of($"substr({Piece}, {at}, {count})");

    protected override SqlFragment From(int at) => SqlFragment.Of($"substr({Piece}, {at})");

    protected override SqlFragment Lacks(SqlFragment text, string character) => SqlFragment.Of($"instr({text}, {SqlFragment.Text(character)}) = 0");

    protected override SqlFragment Upper(SqlFragment character, CaseAlphabet alphabet) => alphabet == CaseAlphabet.Ascii
        ? SqlFragment.Of($"CASE WHEN length({character}) = 1 THEN upper({character}) ELSE {character} END")
        : dialect.Case(character, new Case(Unused, CaseMode.Upper, alphabet));

    protected override SqlFragment Lower(SqlFragment text, CaseAlphabet alphabet) => dialect.Case(text, new Case(Unused, CaseMode.Lower, alphabet));

    protected override SqlFragment Joined(params IEnumerable<SqlFragment> parts) => SqlFragment.Of($"concat({SqlFragment.Join(", ", parts)})");

    // group_concat would cut it: two rows where one is wanted stop the statement instead.
    private static SqlFragment TooLong(SqlBinding marked) => SqlFragment.Of($"(SELECT {marked} FROM JSON_TABLE('[1,2]', '$[*]' COLUMNS(o FOR ORDINALITY)) AS lumos_p WHERE {marked} IS NOT NULL)");

    private static ColumnReference Unused { get; } = new("");
}
