using Lumos.Dsl.Model;
using Lumos.Dsl.Numbers;
using Lumos.Dsl.Sql.Shared;

namespace Lumos.Dsl.Sql.Postgres;

/// <summary>case(title): a subselect over the pieces of the text, each changed and put together again in order. The server's own initcap knows other words.</summary>
internal sealed class PostgresTitle : TitleWords
{
    private static readonly SqlFragment Piece = SqlFragment.Raw("p.m[1]");

    public static SqlFragment Title(SqlBinding x, CaseAlphabet alphabet)
    {
        var ascii = SqlFragment.Text(TitlePieces.Ascii);
        var all = SqlFragment.Text(TitlePieces.All(PatternSpelling.Are));
        var pieces = SqlFragment.Of($"regexp_matches({x}, CASE WHEN {PostgresText.IsAscii(x)} THEN {ascii} ELSE {all} END, 'g')");
        return SqlFragment.Of($"CASE WHEN {x} IS NOT NULL THEN coalesce((SELECT string_agg({new PostgresTitle().Changed(alphabet)}, '' ORDER BY p.o) FROM {pieces} WITH ORDINALITY AS p(m, o)), '') COLLATE \"C\" END");
    }

    protected override SqlFragment Length => SqlFragment.Of($"char_length({Piece})");

    protected override SqlFragment Cut(int at, int count) => SqlFragment.Of($"substr({Piece}, {at}, {count})");

    protected override SqlFragment From(int at) => SqlFragment.Of($"substr({Piece}, {at})");

    protected override SqlFragment Lacks(SqlFragment text, string character) => SqlFragment.Of($"strpos({text}, {SqlFragment.Text(character)}) = 0");

    protected override SqlFragment Upper(SqlFragment character, CaseAlphabet alphabet) => PostgresText.Case(character, CaseMode.Upper, alphabet);

    protected override SqlFragment Lower(SqlFragment text, CaseAlphabet alphabet) => PostgresText.Case(text, CaseMode.Lower, alphabet);
}
