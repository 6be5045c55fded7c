using Lumos.Dsl.Sql;
using Lumos.Testing.Servers;

namespace Lumos.Dsl.Tests.Sql;

[Collection(PostgresTests.Name)]
public sealed class PostgresBreakOutTests
{
    private readonly BreakOut _breakOut;

    public PostgresBreakOutTests(PostgresServer server)
    {
        server.Run("CREATE TABLE IF NOT EXISTS victim AS SELECT 1 AS x", default);
        _breakOut = new BreakOut(SqlEngine.Postgres, server.Run, "SELECT count(*) FROM victim");
    }

    [ServerFact(Server.Postgres)]
    public void Printer_Hostile_LiteralsAndNamesComeBack() => _breakOut.LiteralsAndNames();

    [ServerFact(Server.Postgres)]
    public void Compile_HostileTextInEveryPosition_StaysText() => _breakOut.Plans();
}

public sealed class SqliteBreakOutTests : IDisposable
{
    private readonly SqliteDatabase _database = SqliteDatabase.Open();
    private readonly BreakOut _breakOut;

    public SqliteBreakOutTests()
    {
        _database.Query("CREATE TABLE victim AS SELECT 1 AS x");
        _breakOut = new BreakOut(SqlEngine.Sqlite, (sql, _) => _database.Query(sql), "SELECT count(*) FROM victim");
    }

    public void Dispose() => _database.Dispose();

    [ServerFact(Server.Sqlite)]
    public void Printer_Hostile_LiteralsAndNamesComeBack() => _breakOut.LiteralsAndNames();

    [ServerFact(Server.Sqlite)]
    public void Compile_HostileTextInEveryPosition_StaysText() => _breakOut.Plans();
}
