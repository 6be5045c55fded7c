using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Sql;
using Lumos.Dsl.Text;

namespace Lumos.Dsl.Tests.MySql;

/// <summary>MySQL's text is pinned too, so that a change of MariaDB's shapes does not change it unseen where no MySQL is installed.</summary>
public sealed class MySqlTextTests
{
    private static readonly ColumnSchema Source = new([new("a", ColumnType.Text), new("n", ColumnType.Int64), new("d", ColumnType.Decimal(12, 3)), new("t", ColumnType.Timestamp)]);

    [Fact]
    public void SelectSql_EveryOperation_IsTheApprovedText()
    {
        const string Text =
            """
            o1 = a | trim
            o2 = a | case(upper, alphabet: ascii)
            o3 = a | collapse_whitespace
            o4 = a | regex_extract("([0-9]+)-", 1)
            o5 = a | regex_split("[,;]", 2)
            o6 = concat(a, "x", nulls: skip)
            o7 = a | map_dict({"a\\": "it's"}, on_missing: error)
            o8 = a | type_cast(decimal(9,2), rounding: half_away)
            o9 = safe_math(div, n, d, result: decimal(12,3), on_zero: error)
            o10 = d | unit_convert("lb", "kg", result: decimal(12,3))
            o11 = a | date_parse(["D MON YYYY"])
            o12 = t | date_format("MON D, YYYY HH:mm")
            """;
        var sql = SqlCompiler.Compile(PlanChecker.Check(DslText.Parse(Text), Source).OrThrow(), SqlEngine.MySql).SelectSql("`orders`", ["n"]) + "\n";
        var approved = Path.Combine(Lumos.Testing.RepositoryRoot.Find(), "tests", "Lumos.Dsl.Tests", "MySql", "mysql.approved.sql");

        if (Environment.GetEnvironmentVariable("LUMOS_APPROVE_SQL") == "1") File.WriteAllText(approved, sql);

        Assert.Equal(File.ReadAllText(approved), sql);
    }
}
