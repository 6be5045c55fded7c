namespace Lumos.Dsl.Sql.MariaDb;

/// <summary>What a MySQL server and session must agree on.</summary>
internal static class MySqlProbes
{
    public static IReadOnlyList<SqlProbe> All { get; } =
    [
        new("texts", @"SELECT CAST(CONCAT(LENGTH('\\'), LENGTH(_utf8mb4'é😀')) AS CHAR)", "16", "Take NO_BACKSLASH_ESCAPES out of sql_mode and let the client speak utf8mb4."),
        new("collation", "SELECT CAST(CONCAT(_utf8mb4'a' COLLATE utf8mb4_0900_bin = 'A', _utf8mb4'a' COLLATE utf8mb4_0900_bin = 'a ', _utf8mb4'ß' COLLATE utf8mb4_0900_bin = 'ss') AS CHAR)", "000", "Use MySQL 8.0.22 or newer."),
        new("patterns", @"SELECT CAST(CONCAT(REGEXP_LIKE('a\nb', '^b', 'c'), REGEXP_LIKE('a\n', 'a\\z', 'c'), REGEXP_LIKE('A', 'a', 'c'), REGEXP_REPLACE('xaby', '(?s)^.*?a(b)++.*+\\z', '$1', 1, 0, 'c'), REGEXP_SUBSTR('aab', 'a++', 1, 1, 'c')) AS CHAR)", "000baa", "Use MySQL 8.0.22 or newer."),
        new("wide numbers", "SELECT CAST(CAST((CAST(99999999999999999999999999999999999999 AS DECIMAL(65,0)) - MOD(CAST(99999999999999999999999999999999999999 AS DECIMAL(65,0)), 7)) / 7 AS DECIMAL(65,0)) AS CHAR)", "14285714285714285714285714285714285714", "Use MySQL 8.0.22 or newer."),
    ];
}
