using Lumos.Dsl.Checking;
using Lumos.Dsl.Features;
using Lumos.Dsl.Model;
using Lumos.Dsl.Sql.Shared;

namespace Lumos.Dsl.Sql.MariaDb;

/// <summary>What a MySQL server and session must agree on.</summary>
internal static class MySqlProbes
{
    /// <summary>SHA-256, since MySQL 9 has no MD5 any more, of what the letters of the table become, in code point order and without ß.</summary>
    internal const string UpperSum = "ad4b418a0d34cb25f36df15d090c28304e3e103f96352a29fc765848ffed75d1";

    /// <summary>The same for lower case.</summary>
    internal const string LowerSum = "cc77e603122a311be848c1768bc6284e945a1c7bcc4b02c2d5ce161114eecaf9";

    private static readonly SqlProbe Title = new("title case", "SELECT CAST(@@group_concat_max_len >= 1048576 AS CHAR)", "1", "Let the session say SET group_concat_max_len = 1048576, or more for texts of more than half a million bytes.");

    private static readonly IReadOnlyList<SqlProbe> All =
    [
        new("texts", @"SELECT CAST(CONCAT(LENGTH('\\'), LENGTH(_utf8mb4'é😀')) AS CHAR)", "16", "Take NO_BACKSLASH_ESCAPES out of sql_mode and let the client speak utf8mb4."),
        new("collation", "SELECT CAST(CONCAT(_utf8mb4'a' COLLATE utf8mb4_0900_bin = 'A', _utf8mb4'a' COLLATE utf8mb4_0900_bin = 'a ', _utf8mb4'ß' COLLATE utf8mb4_0900_bin = 'ss') AS CHAR)", "000", "Use MySQL 8.0.22 or newer."),
        new("patterns", @"SELECT CAST(CONCAT(REGEXP_LIKE('a\nb', '^b', 'c'), REGEXP_LIKE('a\n', 'a\\z', 'c'), REGEXP_LIKE('A', 'a', 'c'), REGEXP_REPLACE('xaby', '(?s)^.*?a(b)++.*+\\z', '$1', 1, 0, 'c'), REGEXP_SUBSTR('aab', 'a++', 1, 1, 'c')) AS CHAR)", "000baa", "Use MySQL 8.0.22 or newer."),
        new("wide numbers", "SELECT CAST(CAST((CAST(99999999999999999999999999999999999999 AS DECIMAL(65,0)) - MOD(CAST(99999999999999999999999999999999999999 AS DECIMAL(65,0)), 7)) / 7 AS DECIMAL(65,0)) AS CHAR)", "14285714285714285714285714285714285714", "Use MySQL 8.0.22 or newer."),
        Letters(CaseMode.Upper),
        Letters(CaseMode.Lower),
    ];

    public static IReadOnlyList<SqlProbe> Of(TypedPlan plan) => (PlanFeatures.Of(plan) & DslFeatures.TitleCase) == DslFeatures.None ? All : [.. All, Title];

    // All letters of the table at once; the answer is short.
    private static SqlProbe Letters(CaseMode mode)
    {
        var dialect = (MySqlDialect)SqlDialects.Find(SqlEngine.MySql)!;
        var changed = dialect.Case(SqlFragment.Text(CaseLetters.Of(mode).From), new Case(new ColumnReference(""), mode, CaseAlphabet.Unicode));
        var name = mode == CaseMode.Upper ? "upper" : "lower";
        return new($"case({name}) of the Unicode table", $"SELECT SHA2({changed.Print(dialect.Printer)}, 256)", mode == CaseMode.Upper ? UpperSum : LowerSum, "Use MySQL 8.0.22 or newer, or alphabet: ascii.");
    }
}
