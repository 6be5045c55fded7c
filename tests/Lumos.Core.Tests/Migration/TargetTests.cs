using Lumos.Abstractions;

namespace Lumos.Core.Tests.Migration;

public sealed class TargetTests : IDisposable
{
    private readonly MigrationRig _rig = new();

    public TargetTests()
    {
        _rig.Source("contacts", MigrationStageTests.PeopleCsv(30));
        _rig.Table(MigrationStageTests.People, "contacts", MigrationStageTests.PeopleColumns);
    }

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData("out.parquet", "out.parquet")]
    [InlineData("folder/", "folder/people.parquet")]
    public async Task Parquet_Run_HoldsTheRowsInSourceOrderWithoutHiddenColumns(string target, string file)
    {
        _rig.Target = target;

        await _rig.RunAsync();

        var path = _rig.Folder[file];
        Assert.Equal(Enumerable.Range(1, 30).Where(id => id % 7 != 0).Select(id => $"{id}"), _rig.Query($"SELECT id FROM read_parquet('{path}')"));
        Assert.Equal(["id", "name", "born", "balance", "active", "country"], _rig.Query($"SELECT column_name FROM (DESCRIBE SELECT * FROM read_parquet('{path}'))"));
        Assert.Equal(["true"], _rig.Query($"SELECT CAST(bool_and(id < 31) AS VARCHAR) FROM read_parquet('{path}') WHERE name LIKE 'Person number %'"));
        Assert.Equal(["lumos"], _rig.Query($"SELECT DISTINCT CAST(key AS VARCHAR) FROM parquet_kv_metadata('{path}')"));
    }

    [Theory]
    [InlineData("out.duckdb")]
    [InlineData("out.parquet")]
    public async Task SecondRun_OfTheSameJob_ReplacesItsOwnTable(string target)
    {
        _rig.Target = target;
        await _rig.RunAsync();
        _rig.RunId = "01J0000000000000000000NEXT";
        _rig.Folder.Write("contacts.csv", MigrationStageTests.PeopleCsv(12, 0));

        await _rig.RunAsync();

        var relation = target == "out.duckdb" ? "people" : $"read_parquet('{_rig.TargetPath}')";
        Assert.Equal(["12"], _rig.Query($"SELECT count(*) FROM {relation}"));
    }

    [Fact]
    public async Task ExistingTable_WithAnotherSchema_IsRefusedAndUntouched()
    {
        _rig.Execute("CREATE TABLE people (id BIGINT, name BIGINT, more VARCHAR); INSERT INTO people VALUES (1, 2, 'x')");

        var error = await Assert.ThrowsAsync<LumosException>(() => _rig.RunAsync());

        Assert.Equal("TARGET_SCHEMA_MISMATCH", error.Reason);
        Assert.Contains("column 'name' is int64 there and text here", error.Message);
        Assert.Contains("no column 'born'", error.Message);
        Assert.Contains("further column 'more'", error.Message);
        Assert.Equal(["1|2|x"], _rig.Query("SELECT * FROM people"));
        Assert.Equal(["people"], _rig.Query("SELECT table_name FROM duckdb_tables()"));
    }

    [Fact]
    public async Task ExistingTable_OfOthersWithPrimaryKey_IsUpserted()
    {
        _rig.Execute(
            """
            CREATE TABLE people (id BIGINT PRIMARY KEY, name VARCHAR, born DATE, balance DECIMAL(12,2), active BOOLEAN, country VARCHAR);
            INSERT INTO people VALUES (1, 'old', NULL, NULL, NULL, 'DE'), (1000, 'stays', NULL, NULL, NULL, 'DE')
            """);

        await _rig.RunAsync();

        Assert.Equal(["1|Person number 1|US", "1000|stays|DE"], _rig.Query("SELECT id, name, country FROM people WHERE id IN (1, 1000) ORDER BY id"));
        Assert.Equal(["27"], _rig.Query("SELECT count(*) FROM people"));
    }

    [Fact]
    public async Task ExistingTable_Empty_KeepsItsDefinition()
    {
        _rig.Execute("CREATE TABLE people (id BIGINT PRIMARY KEY, name VARCHAR CHECK (length(name) > 0), born DATE, balance DECIMAL(12,2), active BOOLEAN, country VARCHAR)");

        await _rig.RunAsync();

        Assert.Equal(["26"], _rig.Query("SELECT count(*) FROM people"));
        Assert.Equal(["CHECK", "PRIMARY KEY"], _rig.Query("SELECT constraint_type FROM duckdb_constraints() WHERE table_name = 'people' AND constraint_type IN ('CHECK', 'PRIMARY KEY') ORDER BY 1"));
    }

    [Fact]
    public async Task ExistingTable_OfOthersWithoutKey_IsRefused()
    {
        _rig.Tables[0] = _rig.Tables[0] with { PrimaryKey = [] };
        _rig.Execute("CREATE TABLE people (id BIGINT, name VARCHAR, born DATE, balance DECIMAL(12,2), active BOOLEAN, country VARCHAR); INSERT INTO people (id) VALUES (7)");

        var error = await Assert.ThrowsAsync<LumosException>(() => _rig.RunAsync());

        Assert.Equal("TARGET_NOT_EMPTY", error.Reason);
        Assert.Equal(["7"], _rig.Query("SELECT id FROM people"));
    }

    [Fact]
    public async Task ExistingTable_ThatRefusesARow_IsLeftAsItWas()
    {
        // About a column the run leaves to the table, so that its rows cannot be asked before.
        _rig.Execute("CREATE TABLE people (id BIGINT, name VARCHAR, born DATE, balance DECIMAL(12,2), active BOOLEAN, country VARCHAR, world VARCHAR DEFAULT 'one'); CREATE UNIQUE INDEX one_a_world ON people (lower(world))");

        var error = await Assert.ThrowsAsync<LumosException>(() => _rig.RunAsync());

        Assert.Equal("TARGET_PROMOTION_FAILED", error.Reason);
        Assert.Equal(["0"], _rig.Query("SELECT count(*) FROM people"));
    }

    [Theory]
    [InlineData("notes.duckdb", "TARGET_NOT_A_DATABASE")]
    [InlineData("notes.parquet", "TARGET_NOT_PARQUET")]
    public async Task ExistingFile_OfAnotherKind_IsRefusedAndUntouched(string target, string reason)
    {
        var text = new string('x', 8192);
        _rig.Folder.Write(target, text);
        _rig.Target = target;

        var error = await Assert.ThrowsAsync<LumosException>(() => _rig.RunAsync());

        Assert.Equal(reason, error.Reason);
        Assert.Equal(text, await File.ReadAllTextAsync(_rig.TargetPath));
    }

    [Theory]
    [InlineData("contacts.csv/out.duckdb")]
    [InlineData("contacts.csv/out.parquet")]
    public async Task Target_InAPlaceThatCannotBeWritten_SaysSo(string target)
    {
        _rig.Target = target;

        var error = await Assert.ThrowsAsync<LumosException>(() => _rig.RunAsync());

        Assert.Equal("TARGET_UNWRITABLE", error.Reason);
    }

    [Fact]
    public async Task Target_OfUnknownKind_SaysWhatIsSupported()
    {
        _rig.Target = "out.xlsx";

        var error = await Assert.ThrowsAsync<LumosException>(() => _rig.RunAsync());

        Assert.Equal("TARGET_UNSUPPORTED", error.Reason);
    }

    [Fact]
    public async Task Target_OneParquetFileForTwoTables_IsRefused()
    {
        _rig.Target = "out.parquet";
        _rig.Table(MigrationStageTests.People with { Name = "others" }, "contacts", MigrationStageTests.PeopleColumns);

        var error = await Assert.ThrowsAsync<LumosException>(() => _rig.RunAsync());

        Assert.Equal("TARGET_ONE_TABLE_ONLY", error.Reason);
    }
}
