using System.Globalization;
using Lumos.Dsl.Interpreter;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Sql.DuckDb;

/// <summary>
/// case(title): the text cut into words and what is between them by RE2, each piece changed, and put together again. The classes are written
/// out, because RE2's own know another Unicode version.
/// </summary>
internal static class TitleEmitter
{
    private const string AsciiStarts = "0-9A-Za-z";
    private static readonly string Starts = Class(WordCharacters.Starts);
    private static readonly string Marks = Class(WordCharacters.Marks);

    public static SqlFragment Title(SqlBinding x, CaseAlphabet alphabet)
    {
        var ascii = SqlFragment.Text(Pieces(AsciiStarts, "", "'"));
        var all = SqlFragment.Text(Pieces(Starts, Marks, "'\u2019"));
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

    private static string Pieces(string starts, string marks, string apostrophes)
    {
        var word = $"[{starts}][{starts}{marks}]*";
        return $"{word}(?:[{apostrophes}]{word})*|[^{starts}]+";
    }

    private static string Class(IEnumerable<(int First, int Last)> ranges) => string.Concat(ranges.Select(range => range.First == range.Last ? Escape(range.First) : Escape(range.First) + "-" + Escape(range.Last)));

    private static string Escape(int codePoint) => "\\x{" + codePoint.ToString("X", CultureInfo.InvariantCulture) + "}";
}
