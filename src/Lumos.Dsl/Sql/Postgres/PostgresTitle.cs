using Lumos.Dsl.Model;
using Lumos.Dsl.Numbers;
using Lumos.Dsl.Sql.Shared;

namespace Lumos.Dsl.Sql.Postgres;

/// <summary>case(title): a subselect over the pieces of the text, each changed and put together again in order. The server's own initcap knows other words.</summary>
internal static class PostgresTitle
{
    public static SqlFragment Title(SqlBinding x, CaseAlphabet alphabet)
    {
        var ascii = SqlFragment.Text(TitlePieces.Ascii);
        var all = SqlFragment.Text(TitlePieces.All(PatternSpelling.Are.Escape));
        var piece = SqlFragment.Raw("p.m[1]");

        // What is no word has no letter that changes.
        var behindApostrophe = SqlFragment.Of($"char_length({piece}) >= 5 AND substr({piece}, 2, 1) IN ('''', '\u2019') AND strpos(substr({piece}, 3, 3), '''') = 0 AND strpos(substr({piece}, 3, 3), '\u2019') = 0");
        var first = Capital(SqlFragment.Of($"substr({piece}, 1, 1)"), alphabet);
        var third = Capital(SqlFragment.Of($"substr({piece}, 3, 1)"), alphabet);
        var change = SqlFragment.Of(
            $"CASE WHEN {behindApostrophe} THEN {first} || substr({piece}, 2, 1) || {third} || {Lower(SqlFragment.Of($"substr({piece}, 4)"), alphabet)} ELSE {first} || {Lower(SqlFragment.Of($"substr({piece}, 2)"), alphabet)} END");
        var pieces = SqlFragment.Of($"regexp_matches({x}, CASE WHEN {PostgresText.IsAscii(x)} THEN {ascii} ELSE {all} END, 'g')");
        return SqlFragment.Of($"CASE WHEN {x} IS NOT NULL THEN coalesce((SELECT string_agg({change}, '' ORDER BY p.o) FROM {pieces} WITH ORDINALITY AS p(m, o)), '') COLLATE \"C\" END");
    }

    private static SqlFragment Capital(SqlFragment character, CaseAlphabet alphabet) => alphabet == CaseAlphabet.Ascii
        ? PostgresText.Case(character, CaseMode.Upper, alphabet)
        : SqlFragment.Of($"CASE WHEN {character} = '\u00DF' THEN 'Ss' ELSE {PostgresText.Case(character, CaseMode.Upper, alphabet)} END");

    private static SqlFragment Lower(SqlFragment text, CaseAlphabet alphabet) => PostgresText.Case(text, CaseMode.Lower, alphabet);
}
