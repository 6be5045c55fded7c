using Lumos.Dsl.Tests.Sql;
using Lumos.Testing.Servers;

namespace Lumos.Testing.Tests.Servers;

public sealed class SqliteDatabaseTests
{
    [ServerFact(Server.Sqlite)]
    public void Query_ValuesOfEveryKind_ComeBackAsText()
    {
        using var database = SqliteDatabase.Open();

        Assert.Equal([["é😀", "-7", "1.5", null, ""]], database.Query("SELECT 'é😀', -7, 1.5, NULL, ''"));
        Assert.True(System.Version.Parse(database.Version) >= new Version(3, 40), database.Version);
    }

    [ServerTheory(Server.Sqlite)]
    [InlineData("SELEC 1", "syntax error")]
    [InlineData("SELECT 1; SELECT 2", "More than one statement")]
    [InlineData("SELECT abs(-9223372036854775807 - 1)", "integer overflow")]
    public void Query_BadStatement_SaysWhy(string sql, string expected)
    {
        using var database = SqliteDatabase.Open();

        var error = Assert.Throws<InvalidOperationException>(() => database.Query(sql));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}
