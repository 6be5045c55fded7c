using System.Security.Cryptography;
using System.Text;
using Lumos.Dsl.Model;
using Lumos.Dsl.Sql.Shared;

namespace Lumos.Dsl.Sql.MariaDb;

/// <summary>What a MariaDB server and session must agree on: settings no SQL text can fix, and what the shapes take for granted.</summary>
internal static class MariaDbProbes
{
    public static IReadOnlyList<SqlProbe> All { get; } =
    [
        new("texts", @"SELECT CAST(CONCAT(LENGTH('\\'), LENGTH(_utf8mb4'é😀')) AS CHAR)", "16", "Take NO_BACKSLASH_ESCAPES out of sql_mode and let the client speak utf8mb4."),
        new("collation", "SELECT CAST(CONCAT(_utf8mb4'a' COLLATE utf8mb4_nopad_bin = 'A', _utf8mb4'a' COLLATE utf8mb4_nopad_bin = 'a ', _utf8mb4'ß' COLLATE utf8mb4_nopad_bin = 'ss') AS CHAR)", "000", "Use MariaDB 10.11 or newer."),
        new("patterns", @"SELECT CAST(CONCAT(_utf8mb4'a\nb' REGEXP '^b', 'a\n' REGEXP 'a\\z', 'a\nb' REGEXP 'a.b', 'ab' REGEXP 'a b', REGEXP_SUBSTR('aab', 'a+')) AS CHAR)", "0000aa", "Set default_regex_flags to ''."),
        Letters(CaseMode.Upper),
        Letters(CaseMode.Lower),
    ];

    // All letters of the table at once; the answer is short.
    private static SqlProbe Letters(CaseMode mode)
    {
        var (from, to) = CaseLetters.Of(mode);
#pragma warning disable CA5351 // A checksum the server can compute, not a secret.
        var sum = Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(to)));
#pragma warning restore CA5351
        var function = mode == CaseMode.Upper ? "UPPER" : "LOWER";
        return new($"case({(mode == CaseMode.Upper ? "upper" : "lower")}) of the Unicode table", $"SELECT MD5({function}(_utf8mb4'{from}' COLLATE utf8mb4_uca1400_ai_ci))", sum, "Use MariaDB 10.11 or newer, or alphabet: ascii.");
    }
}
