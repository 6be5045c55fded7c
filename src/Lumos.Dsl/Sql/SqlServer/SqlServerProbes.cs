namespace Lumos.Dsl.Sql.SqlServer;

/// <summary>What a SQL Server database and session must agree on: settings, and what the documentation leaves open.</summary>
internal static class SqlServerProbes
{
    private const string Bin = SqlServerDialect.Collation;
    private const string Newer = "Use SQL Server 2022 or newer with the database at compatibility level 160.";

    public static IReadOnlyList<SqlProbe> All { get; } =
    [
        new("NULL in a concatenation", "SELECT COALESCE(N'a' + CAST(NULL AS nvarchar(10)), N'null')", "null", "Set CONCAT_NULL_YIELDS_NULL to ON."),
        new("comparing texts", $"SELECT CASE WHEN N'a' COLLATE {Bin} = N'A' COLLATE {Bin} THEN N'1' ELSE N'0' END + CASE WHEN N'ß' COLLATE {Bin} = N'ss' COLLATE {Bin} THEN N'1' ELSE N'0' END + CASE WHEN N'a ' COLLATE {Bin} LIKE N'a' COLLATE {Bin} THEN N'1' ELSE N'0' END + CASE WHEN N'٣' COLLATE {Bin} LIKE N'[0-9]' COLLATE {Bin} THEN N'1' ELSE N'0' END + CAST(DATALENGTH(N'a ') AS nvarchar(3))", "00004", Newer),
        new("trim, replace and translate", $"SELECT TRIM(N'ab' COLLATE {Bin} FROM N'bacab' COLLATE {Bin}) + LTRIM(N'bac', N'ab' COLLATE {Bin}) + RTRIM(N'cab', N'ab' COLLATE {Bin}) + REPLACE(N'x  y' COLLATE {Bin}, N'  ' COLLATE {Bin}, N' ' COLLATE {Bin}) + TRANSLATE(N'xAy' COLLATE {Bin}, N'xy' COLLATE {Bin}, N'  ' COLLATE {Bin}) + CONCAT_WS(N'-', N'a', NULL, N'c')", "cccx y A a-c", Newer),
        new("numbers", "SELECT CAST(CAST(-7 AS bigint) % CAST(2 AS bigint) AS nvarchar(9)) + CAST(CAST(7 AS bigint) / CAST(2 AS bigint) AS nvarchar(9)) + CAST(CAST(CAST(CAST(123 AS decimal(18,0)) * 0.000000000000000001 AS decimal(18,18)) * CAST(1000000000000000000 AS decimal(19,0)) AS bigint) AS nvarchar(9)) + COALESCE(CAST(TRY_CAST(N'x' AS decimal(38,0)) AS nvarchar(9)), N'none')", "-13123none", Newer),
        new("dates", "SELECT CONVERT(nvarchar(10), TRY_CONVERT(date, N'0001-01-01', 23), 23) + CONVERT(nvarchar(26), TRY_CONVERT(datetime2(6), N'0001-01-01 04:05:06.120000', 121), 121)", "0001-01-010001-01-01 04:05:06.120000", Newer),
    ];
}
