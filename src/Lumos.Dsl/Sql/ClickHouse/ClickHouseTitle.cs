using Lumos.Dsl.Model;
using Lumos.Dsl.Numbers;
using Lumos.Dsl.Sql.Shared;

namespace Lumos.Dsl.Sql.ClickHouse;

/// <summary>case(title): words and what is between them, each changed and put together again.</summary>
internal sealed class ClickHouseTitle : TitleWords
{
    public static SqlFragment Title(SqlBinding x, CaseAlphabet alphabet)
    {
        var pattern = SqlFragment.Text(TitlePieces.All(PatternSpelling.Re2));
        return SqlFragment.Of($"CASE WHEN {x} IS NOT NULL THEN arrayStringConcat(arrayMap(w -> {new ClickHouseTitle().Changed(alphabet)}, extractAll(ifNull({x}, ''), {pattern}))) END");
    }

    protected override SqlFragment Length => SqlFragment.Raw("lengthUTF8(w)");

    protected override SqlFragment Cut(int at, int count) => SqlFragment.Of($"substringUTF8(w, {at}, {count})");

    protected override SqlFragment From(int at) => SqlFragment.Of($"substringUTF8(w, {at})");

    protected override SqlFragment Lacks(SqlFragment text, string character) => SqlFragment.Of($"position({text}, {SqlFragment.Text(character)}) = 0");

    protected override SqlFragment Upper(SqlFragment character, CaseAlphabet alphabet) => ClickHouseCase.Of(character, CaseMode.Upper, alphabet);

    protected override SqlFragment Lower(SqlFragment text, CaseAlphabet alphabet) => ClickHouseCase.Of(text, CaseMode.Lower, alphabet);

    protected override SqlFragment Joined(params IEnumerable<SqlFragment> parts) => SqlFragment.Of($"concat({SqlFragment.Join(", ", parts)})");
}
