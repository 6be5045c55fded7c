using Lumos.Dsl.Model;
using Lumos.Dsl.Numbers;
using Lumos.Dsl.Sql.Shared;

namespace Lumos.Dsl.Sql.ClickHouse;

/// <summary>case. upper and lower map ASCII only; upperUTF8 and lowerUTF8 are the library's, not the table's.</summary>
internal static class ClickHouseCase
{
    public static SqlFragment Of(SqlFragment x, CaseMode mode, CaseAlphabet alphabet)
    {
        var upper = mode == CaseMode.Upper;
        var ascii = upper ? SqlFragment.Of($"upper({x})") : SqlFragment.Of($"lower({x})");
        if (alphabet == CaseAlphabet.Ascii) return ascii;
        var (from, to) = CaseLetters.Of(mode);
        var text = upper ? SqlFragment.Of($"replaceAll({x}, {SqlFragment.Text("ß")}, 'SS')") : x;
        return SqlFragment.Of($"CASE WHEN length({x}) = lengthUTF8({x}) THEN {ascii} ELSE translateUTF8({text}, {SqlFragment.Text(from)}, {SqlFragment.Text(to)}) END");
    }

    /// <summary>Words and what is between them, each changed and put together again; what is no word has no letter that changes.</summary>
    public static SqlFragment Title(SqlBinding x, CaseAlphabet alphabet)
    {
        var quote = SqlFragment.Text("'");
        var curved = SqlFragment.Text("\u2019");
        var behindApostrophe = SqlFragment.Of($"lengthUTF8(w) >= 5 AND substringUTF8(w, 2, 1) IN ({quote}, {curved}) AND position(substringUTF8(w, 3, 3), {quote}) = 0 AND position(substringUTF8(w, 3, 3), {curved}) = 0");
        var first = Capital(SqlFragment.Of($"substringUTF8(w, 1, 1)"), alphabet);
        var third = Capital(SqlFragment.Of($"substringUTF8(w, 3, 1)"), alphabet);
        var behind = Of(SqlFragment.Of($"substringUTF8(w, 4)"), CaseMode.Lower, alphabet);
        var rest = Of(SqlFragment.Of($"substringUTF8(w, 2)"), CaseMode.Lower, alphabet);
        var change = SqlFragment.Of($"CASE WHEN {behindApostrophe} THEN concat({first}, substringUTF8(w, 2, 1), {third}, {behind}) ELSE concat({first}, {rest}) END");
        var pattern = SqlFragment.Text(TitlePieces.All(PatternSpelling.Re2.Escape));
        return SqlFragment.Of($"CASE WHEN {x} IS NOT NULL THEN arrayStringConcat(arrayMap(w -> {change}, extractAll(ifNull({x}, ''), {pattern}))) END");
    }

    private static SqlFragment Capital(SqlFragment character, CaseAlphabet alphabet) => alphabet == CaseAlphabet.Ascii
        ? Of(character, CaseMode.Upper, alphabet)
        : SqlFragment.Of($"CASE WHEN {character} = {SqlFragment.Text("\u00DF")} THEN 'Ss' ELSE {Of(character, CaseMode.Upper, alphabet)} END");
}
