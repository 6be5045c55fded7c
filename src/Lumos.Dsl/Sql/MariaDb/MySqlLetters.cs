using Lumos.Dsl.Model;
using Lumos.Dsl.Sql.Shared;

namespace Lumos.Dsl.Sql.MariaDb;

/// <summary>
/// Letters of the case table that MySQL's UPPER and LOWER get wrong, found by asking a server of version 9.7 for every code point: its table is that of Unicode 9, and where the other
/// letter is longer in UTF-8 the rest of the text is lost. So they are changed before. A server that knows more of them gives the same.
/// </summary>
internal static class MySqlLetters
{
    private static readonly (int First, int Last)[] Upper =
    [
        (0x23F, 0x23F), (0x240, 0x240), (0x250, 0x250), (0x251, 0x251), (0x252, 0x252), (0x25C, 0x25C), (0x261, 0x261), (0x265, 0x265), (0x266, 0x266),
        (0x26A, 0x26A), (0x26B, 0x26B), (0x26C, 0x26C), (0x271, 0x271), (0x27D, 0x27D), (0x282, 0x282), (0x287, 0x287), (0x29D, 0x29D), (0x29E, 0x29E),
        (0x10D0, 0x10FA), (0x10FD, 0x10FF), (0x1D8E, 0x1D8E), (0x2C5F, 0x2C5F), (0xA794, 0xA794), (0xA7B9, 0xA7B9), (0xA7BB, 0xA7BB), (0xA7BD, 0xA7BD),
        (0xA7BF, 0xA7BF), (0xA7C1, 0xA7C1), (0xA7C3, 0xA7C3), (0xA7C8, 0xA7C8), (0xA7CA, 0xA7CA), (0xA7D1, 0xA7D1), (0xA7D7, 0xA7D7), (0xA7D9, 0xA7D9),
        (0xA7F6, 0xA7F6), (0x10597, 0x105A1), (0x105A3, 0x105B1), (0x105B3, 0x105B9), (0x105BB, 0x105BC), (0x16E60, 0x16E7F),
    ];

    private static readonly (int First, int Last)[] Lower =
    [
        (0x23A, 0x23A), (0x23E, 0x23E), (0x1C90, 0x1CBA), (0x1CBD, 0x1CBF), (0x2C2F, 0x2C2F), (0xA7B8, 0xA7B8), (0xA7BA, 0xA7BA), (0xA7BC, 0xA7BC),
        (0xA7BE, 0xA7BE), (0xA7C0, 0xA7C0), (0xA7C2, 0xA7C2), (0xA7C4, 0xA7C7), (0xA7C9, 0xA7C9), (0xA7D0, 0xA7D0), (0xA7D6, 0xA7D6), (0xA7D8, 0xA7D8),
        (0xA7F5, 0xA7F5), (0x10570, 0x1057A), (0x1057C, 0x1058A), (0x1058C, 0x10592), (0x10594, 0x10595), (0x16E40, 0x16E5F),
    ];

    /// <summary>A text with those letters changed.</summary>
    public static SqlFragment Change(SqlFragment x, CaseMode mode, MariaDbDialect dialect)
    {
        var letters = mode == CaseMode.Upper ? Upper : Lower;
        var (from, to) = CaseLetters.Of(mode);
        var all = x;
        for (int i = 0, j = 0; i < from.Length;)
        {
            var (before, after) = (Letter(from, ref i), Letter(to, ref j));
            var code = char.ConvertToUtf32(before, 0);
            if (Array.Exists(letters, range => code >= range.First && code <= range.Last)) all = SqlFragment.Of($"replace({all}, {SqlFragment.Text(before)}, {SqlFragment.Text(after)})");
        }

        var any = "[" + string.Concat(letters.Select(range => char.ConvertFromUtf32(range.First) + (range.Last > range.First ? "-" + char.ConvertFromUtf32(range.Last) : ""))) + "]";
        return SqlFragment.Of($"CASE WHEN {dialect.Matches(x, any)} THEN {all} ELSE {x} END");
    }

    private static string Letter(string letters, ref int at)
    {
        var length = char.IsHighSurrogate(letters[at]) ? 2 : 1;
        at += length;
        return letters.Substring(at - length, length);
    }
}
