using Lumos.Dsl.Model;
using Lumos.Dsl.Numbers;
using Lumos.Dsl.Sql.Shared;

namespace Lumos.Dsl.Sql.DuckDb;

/// <summary>case(title): the text cut into words and what is between them by RE2, each piece changed, and put together again.</summary>
internal sealed class TitleEmitter : TitleWords
{
    public static SqlFragment Title(SqlBinding x, CaseAlphabet alphabet)
    {
        var ascii = SqlFragment.Text(TitlePieces.Ascii);
        var all = SqlFragment.Text(TitlePieces.All(PatternSpelling.Re2));
        var pieces = SqlFragment.Of($"CASE WHEN strlen({x}) = length({x}) THEN regexp_extract_all({x}, {ascii}) ELSE regexp_extract_all({x}, {all}) END");
        return SqlFragment.Of($"array_to_string(list_transform({pieces}, lambda w: {new TitleEmitter().Changed(alphabet)}), '')");
    }

    protected override SqlFragment Length => SqlFragment.Raw("length(w)");

    protected override SqlFragment Cut(int at, int count) => SqlFragment.Of($"substr(w, {at}, {count})");

    protected override SqlFragment From(int at) => SqlFragment.Of($"substr(w, {at})");

    protected override SqlFragment Lacks(SqlFragment text, string character) => SqlFragment.Of($"NOT contains({text}, {SqlFragment.Text(character)})");

    protected override SqlFragment Upper(SqlFragment character, CaseAlphabet alphabet) => alphabet == CaseAlphabet.Ascii
        ? SqlFragment.Of($"CASE WHEN strlen({character}) = 1 THEN upper({character}) ELSE {character} END")
        : SqlFragment.Of($"upper({character})");

    protected override SqlFragment Lower(SqlFragment text, CaseAlphabet alphabet) => alphabet == CaseAlphabet.Ascii
        ? SqlFragment.Of($"translate({text}, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')")
        : SqlFragment.Of($"lower({text})");
}
