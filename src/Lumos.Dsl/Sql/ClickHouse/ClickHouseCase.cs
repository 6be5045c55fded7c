using Lumos.Dsl.Model;
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
}
