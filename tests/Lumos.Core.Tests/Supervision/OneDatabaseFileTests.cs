using System.Globalization;
using Lumos.Abstractions;
using Lumos.DuckDb;

namespace Lumos.Core.Tests.Supervision;

/// <summary>A run that reads tables of a DuckDB file and writes into the same file.</summary>
public sealed class OneDatabaseFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public OneDatabaseFileTests()
    {
        _folder.Write("target.sql", "CREATE TABLE people (person_id BIGINT PRIMARY KEY, full_name TEXT, born DATE)");
        Query("""
            CREATE SCHEMA raw;
            CREATE TYPE mood AS ENUM ('good', 'bad');
            CREATE TABLE raw.people_export AS SELECT i AS person_id, ' Person ' || i AS full_name, DATE '1980-01-01' + CAST(i AS INTEGER) AS born, CAST('good' AS mood) AS mood FROM range(1, 301) AS t(i);
            CREATE TABLE notes AS SELECT 1 AS nothing
            """);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_IntoTheFileItReads_WritesAndLeavesTheSource()
    {
        var before = Query("SELECT md5(string_agg(CAST(p AS VARCHAR), '|' ORDER BY person_id)) FROM raw.people_export AS p");

        var result = await Engine().RunAsync(Contract("w.duckdb#raw.people_export"), Settings());

        Assert.Equal(RunStatus.Completed, result.Status);
        Assert.Equal(["300|Person 1|1980-01-02"], Query("SELECT count(*), min_by(full_name, person_id), min(born) FROM people"));
        Assert.Equal(before, Query("SELECT md5(string_agg(CAST(p AS VARCHAR), '|' ORDER BY person_id)) FROM raw.people_export AS p"));
        Assert.True((await Engine().VerifyAsync(result.RunId)).IsSame);
        Assert.Empty(Directory.EnumerateFiles(_folder["state"], "tables.duckdb", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Run_WhoseSourceChangesAfterItWasPlanned_MovesWhatWasPlanned()
    {
        var planned = await Engine().PlanAsync(Contract("w.duckdb#raw.people_export"), Settings());
        Query("DELETE FROM raw.people_export WHERE person_id > 10");

        var result = await Engine().ResumeAsync(planned.RunId, Settings());

        Assert.Equal(RunStatus.Completed, result.Status);
        Assert.Equal(["300"], Query("SELECT count(*) FROM people"));
    }

    [Fact]
    public async Task SecondRun_OfTheWholeFile_DoesNotReadWhatTheFirstMade()
    {
        await Engine().RunAsync(Contract("w.duckdb"), Settings());

        var second = await Engine().RunAsync(Contract("w.duckdb"), Settings());

        Assert.Equal(RunStatus.Completed, second.Status);
        Assert.Equal(300, Assert.Single(second.Migration!.Tables).RowsIn);
        Assert.Equal(["300"], Query("SELECT count(*) FROM people"));
    }

    [Fact]
    public async Task Run_OfAFileWithNothingButItsOwnTables_SaysSo()
    {
        await Engine().RunAsync(Contract("w.duckdb#raw.people_export"), Settings());
        Query("DROP TABLE raw.people_export; DROP TABLE notes");

        var error = await Assert.ThrowsAsync<LumosException>(() => Engine().RunAsync(Contract("w.duckdb"), Settings()));

        Assert.Equal("INGEST_DATABASE_OWN", error.Reason);
        Assert.Equal(["300"], Query("SELECT count(*) FROM people"));
    }

    private LumosEngine Engine() => LumosEngine.Create(new LumosOptions { StateFolder = _folder["state"] });

    private RunSettings Settings() => new() { BaseFolder = _folder.Path, Confirm = RunSettings.Yes };

    private static RunContract Contract(string from) => new RunContractBuilder().From(from).ToSchema("target.sql").Into("w.duckdb").ConfirmByHuman(false).Build();

    private List<string> Query(string sql)
    {
        using var connection = new DuckDbConnection($"Data Source={_folder["w.duckdb"]}");
        connection.Open();
        using var command = connection.CreateCommand(sql);
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read()) rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i) is DateOnly day ? day.ToString("O", CultureInfo.InvariantCulture) : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))));
        return rows;
    }
}
