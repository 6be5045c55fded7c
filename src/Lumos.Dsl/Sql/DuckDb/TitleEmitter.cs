using Lumos.Dsl.Model;
using Lumos.Dsl.Numbers;
using Lumos.Dsl.Sql.Shared;

namespace Lumos.Dsl.Sql.DuckDb;

/// <summary>case(title): the text cut into words and what is between them by RE2, each piece changed, and put together again.</summary>
internal static class TitleEmitter
{
    public static SqlFragment Title(SqlBinding x, CaseAlphabet alphabet)
    {
        var ascii = SqlFragment.Text(TitlePieces.Ascii);
        var all = SqlFragment.Text(TitlePieces.All(PatternSpelling.Re2.Escape));
        var pieces = SqlFragment.Of($"CASE WHEN strlen({x}) = length({x}) THEN regexp_extract_all({x}, {ascii}) ELSE regexp_extract_all({x}, {all}) END");

        // What is no word has no letter that changes.
        var behindApostrophe = SqlFragment.Of($"length(w) >= 5 AND substr(w, 2, 1) IN ('''', '\u2019') AND NOT contains(substr(w, 3, 3), '''') AND NOT contains(substr(w, 3, 3), '\u2019')");
        var first = Capital(SqlFragment.Of($"substr(w, 1, 1)"), alphabet);
        var third = Capital(SqlFragment.Of($"substr(w, 3, 1)"), alphabet);
        var change = SqlFragment.Of($"CASE WHEN {behindApostrophe} THEN {first} || substr(w, 2, 1) || {third} || {Lower(SqlFragment.Of($"substr(w, 4)"), alphabet)} ELSE {first} || {Lower(SqlFragment.Of($"substr(w, 2)"), alphabet)} END");
        return SqlFragment.Of($"array_to_string(list_transform({pieces}, lambda w: {change}), '')");
    }

    private static SqlFragment Capital(SqlFragment character, CaseAlphabet alphabet) => alphabet == CaseAlphabet.Ascii
        ? SqlFragment.Of($"CASE WHEN strlen({character}) = 1 THEN upper({character}) ELSE {character} END")
        : SqlFragment.Of($"CASE WHEN {character} = '\u00DF' THEN 'Ss' ELSE upper({character}) END");

    private static SqlFragment Lower(SqlFragment text, CaseAlphabet alphabet) => alphabet == CaseAlphabet.Ascii
        ? SqlFragment.Of($"translate({text}, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')")
        : SqlFragment.Of($"lower({text})");
}
