using Lumos.Abstractions;
using Lumos.Core.Supervision;

namespace Lumos.Core.Tests.Migration;

/// <summary>How rows get into a table that is there already, and how they get out again.</summary>
public sealed class LoadStrategyTests : IDisposable
{
    private const string First = "01J0000000000000000000AAAA", Second = "01J0000000000000000000BBBB", Third = "01J0000000000000000000CCCC";
    private const string All = "SELECT id, name FROM items ORDER BY id, name";

    private static readonly TargetTable Items = new()
    {
        Name = "items",
        Columns = [new TargetColumn { Name = "id", Type = ColumnType.Int64, Nullable = false }, new TargetColumn { Name = "name", Type = ColumnType.Text }],
        PrimaryKey = ["id"],
    };

    private readonly MigrationRig _rig = new();

    public void Dispose() => _rig.Dispose();

    private async Task<MigratedTable> RunAsync(string runId, string load, string rows, TargetTable? table = null)
    {
        if (_rig.Tables.Count == 0)
        {
            _rig.Source("items", "id,name\n" + rows);
            _rig.Table(table ?? Items, "items", ("id", "id | type_cast(int64)"), ("name", "name"));
        }

        _rig.Folder.Write("items.csv", "id,name\n" + rows);
        (_rig.RunId, _rig.Load) = (runId, load);
        return Assert.Single((await _rig.RunAsync()).Tables);
    }

    [Theory]
    [InlineData("upsert", "1|a,2|B,3|c")]
    [InlineData("insert", "1|a,2|b,3|c")]
    [InlineData("replace", "2|B,3|c")]
    [InlineData("append", "1|a,2|b,3|c")]
    public async Task SecondRun_IntoRowsThatAreThere_DoesWhatIsAsked_AndRollbackPutsThemBack(string load, string expected)
    {
        await RunAsync(First, "auto", "1,a\n2,b\n");

        var table = await RunAsync(Second, load, "2,B\n3,c\n");

        Assert.Equal(expected.Split(','), _rig.Query(All));
        Assert.Equal(load is "insert" or "append" ? [new("KEY_EXISTS", 1)] : [], table.QuarantineReasons);
        Assert.Equal(2, table.RowsOut + table.Quarantined);
        Assert.Equal(load == "upsert" ? new RowChanges(1, 1, 0) : null, table.Changes);

        Assert.Equal([new RolledBackTable("items", 2)], await _rig.RollBackAsync(Second));

        Assert.Equal(["1|a", "2|b"], _rig.Query(All));
        Assert.Equal(["items"], _rig.Query("SELECT table_name FROM duckdb_tables()"));
        Assert.Equal([new RolledBackTable("items", null)], await _rig.RollBackAsync(First));
        Assert.Empty(_rig.Query("SELECT table_name FROM duckdb_tables()"));
        Assert.Empty(await _rig.RollBackAsync(First));
    }

    [Fact]
    public async Task Upsert_SaysWhatBecameOfTheRows()
    {
        await RunAsync(First, "auto", "1,a\n2,b\n3,c\n4,d\n");

        var table = await RunAsync(Second, "upsert, delete missing", "2,b\n3,C\n5,e\n6,f\n");

        Assert.Equal(new RowChanges(2, 1, 2), table.Changes);
        Assert.Equal(4, table.RowsOut);
    }

    [Fact]
    public async Task Rollback_PutsRowsBackWhole_AlsoInColumnsTheTableFillsItself()
    {
        _rig.Execute("CREATE SEQUENCE numbers START 7; CREATE TABLE items (id BIGINT PRIMARY KEY, name VARCHAR, number BIGINT NOT NULL DEFAULT nextval('numbers')); INSERT INTO items (id, name) VALUES (1, 'a'), (2, 'b')");

        await RunAsync(First, "upsert, delete missing", "2,B\n3,c\n");

        Assert.Equal(["2|B|8", "3|c|9"], _rig.Query("SELECT * FROM items ORDER BY id"));
        await _rig.RollBackAsync(First);
        Assert.Equal(["1|a|7", "2|b|8"], _rig.Query("SELECT * FROM items ORDER BY id"));
    }

    [Fact]
    public async Task Append_WithoutKey_RollbackTakesAsManyOfEachAsWereAdded()
    {
        var table = Items with { PrimaryKey = [] };
        await RunAsync(First, "append", "1,a\n1,a\n2,b\n", table);

        await RunAsync(Second, "append", "1,a\n,\n");

        Assert.Equal(["1|a", "1|a", "1|a", "2|b"], _rig.Query(All).Take(4));
        await _rig.RollBackAsync(Second);
        Assert.Equal(["1|a", "1|a", "2|b"], _rig.Query(All));
    }

    [Fact]
    public async Task Rollback_OfATableChangedSince_IsRefusedAndTouchesNothing()
    {
        await RunAsync(First, "auto", "1,a\n2,b\n");
        await RunAsync(Second, "upsert", "2,B\n3,c\n");
        _rig.Execute("UPDATE items SET name = 'x' WHERE id = 3");

        var error = await Assert.ThrowsAsync<LumosException>(() => _rig.RollBackAsync(Second));

        Assert.Equal("TARGET_CHANGED_SINCE", error.Reason);
        Assert.Equal(["1|a", "2|B", "3|x"], _rig.Query(All));
    }

    [Fact]
    public async Task Rollback_UnderALaterRun_NamesTheRunToRollBackFirst()
    {
        await RunAsync(First, "auto", "1,a\n");
        await RunAsync(Second, "upsert", "2,b\n");
        await RunAsync(Third, "upsert", "3,c\n");

        var error = await Assert.ThrowsAsync<LumosException>(() => _rig.RollBackAsync(Second));

        Assert.Equal("ROLLBACK_LATER_RUN", error.Reason);
        Assert.Contains(Third, error.Message);
        await _rig.RollBackAsync(Third);
        await _rig.RollBackAsync(Second);
        Assert.Equal(["1|a"], _rig.Query(All));
    }

    [Fact]
    public async Task Kept_AreListedAndForgotten()
    {
        await RunAsync(First, "auto", "1,a\n");
        await RunAsync(Second, "replace", "2,b\n");
        await using (var target = await _rig.OpenAsync())
        {
            var kept = Assert.Single(await target.ListKeptAsync());
            Assert.Equal((Second, "items"), (kept.RunId, Assert.Single(kept.Tables)));

            await target.ForgetAsync(Second);

            Assert.Empty(await target.ListKeptAsync());
        }

        Assert.Equal(["items"], _rig.Query("SELECT table_name FROM duckdb_tables()"));
    }

    [Theory]
    [InlineData("out.duckdb")]
    [InlineData("out/")]
    public async Task Kept_AsLongAsItsOwnRunSaid_WhateverLaterRunsSay(string target)
    {
        _rig.Target = target;
        var clock = new DayClock();
        _rig.Time = clock;
        await RunAsync(First, "auto", "1,a\n");
        _rig.Overrides = new RunOverrides { KeepPreviousDays = 30 };
        await RunAsync(Second, "replace", "2,b\n");
        _rig.Overrides = new RunOverrides { KeepPreviousDays = 0 };
        clock.Day = 29;

        await RunAsync(Third, "replace", "3,c\n");

        await using (var opened = await _rig.OpenAsync()) Assert.Equal([Second], (await opened.ListKeptAsync()).Select(kept => kept.RunId));
        clock.Day = 30;
        await RunAsync("01J0000000000000000000DDDD", "replace", "4,d\n");
        await using (var opened = await _rig.OpenAsync()) Assert.Empty(await opened.ListKeptAsync());
    }

    [Theory]
    [InlineData(FailpointNames.BeforePromotion)]
    [InlineData(FailpointNames.DuringPromotion)]
    public async Task Insert_KilledAfterValidation_WhileAnotherRunAddedItsKey_PutsTheRowAside(string point)
    {
        await RunAsync(First, "auto", "9,z\n");
        _rig.Failpoints = new CrashFailpoints(point, 1);
        await Assert.ThrowsAsync<CrashException>(() => RunAsync(Second, "insert", "1,a\n2,b\n9,q\n"));
        _rig.Failpoints = NoFailpoints.Instance;
        await RunAsync(Third, "insert", "2,x\n");

        var table = await RunAsync(Second, "insert", "1,a\n2,b\n9,q\n");

        Assert.Equal(["1|a", "2|x", "9|z"], _rig.Query(All));
        Assert.Equal((3L, 1L, 2L), (table.RowsIn, table.RowsOut, table.Quarantined));
        Assert.Equal([1L, 2L], (await _rig.QuarantineAsync()).Select(record => record.Row));
        await _rig.RollBackAsync(Second);
        Assert.Equal(["2|x", "9|z"], _rig.Query(All));
    }

    [Fact]
    public async Task Insert_ValidatedAgainWithLessToPutAside_ReportsWhatWasPromoted()
    {
        await RunAsync(First, "auto", "9,z\n");
        _rig.Failpoints = new CrashFailpoints(FailpointNames.BeforePromotion, 1);
        await Assert.ThrowsAsync<CrashException>(() => RunAsync(Second, "insert", "1,a\n2,b\n9,q\n"));
        _rig.Execute("DELETE FROM items WHERE id = 9");
        _rig.Failpoints = new CrashFailpoints(FailpointNames.AfterPromotion, 1);
        await Assert.ThrowsAsync<CrashException>(() => RunAsync(Second, "insert", "1,a\n2,b\n9,q\n"));
        _rig.Failpoints = NoFailpoints.Instance;

        var table = await RunAsync(Second, "insert", "1,a\n2,b\n9,q\n");

        Assert.Equal(["1|a", "2|b", "9|q"], _rig.Query(All));
        Assert.Equal((3L, 3L, 0L), (table.RowsIn, table.RowsOut, table.Quarantined));
        Assert.Empty(await _rig.QuarantineAsync());
    }

    [Fact]
    public async Task Parquet_KeptRegisterOfAnotherRunIsDamaged_RunsAllTheSame()
    {
        _rig.Target = "out.parquet";
        Directory.CreateDirectory(_rig.Folder[".out.parquet.lumos-kept-OLD"]);
        await File.WriteAllTextAsync(_rig.Folder[".out.parquet.lumos-kept-OLD/kept.json"], "{ torn");

        var table = await RunAsync(First, "auto", "9,z\n");

        Assert.Equal(1, table.RowsOut);
        await using var opened = await _rig.OpenAsync();
        Assert.Equal("TARGET_KEPT_UNREADABLE", (await Assert.ThrowsAsync<LumosException>(async () => await opened.ListKeptAsync())).Reason);
    }

    [Fact]
    public async Task Parquet_KilledWhilePromoting_AndAnotherRunReplacedTheFile_KeepsThatOne()
    {
        _rig.Target = "out/";
        var read = $"SELECT id, name FROM read_parquet('{_rig.Folder["out/items.parquet"]}')";
        await RunAsync(First, "auto", "1,a\n");
        _rig.Failpoints = new CrashFailpoints(FailpointNames.DuringPromotion, 1);
        await Assert.ThrowsAsync<CrashException>(() => RunAsync(Second, "replace", "2,b\n"));
        _rig.Failpoints = NoFailpoints.Instance;
        await RunAsync(Third, "replace", "3,c\n");

        await RunAsync(Second, "replace", "2,b\n");

        Assert.Equal(["2|b"], _rig.Query(read));
        await _rig.RollBackAsync(Second);
        Assert.Equal(["3|c"], _rig.Query(read));
    }

    [Theory]
    [InlineData("out.duckdb")]
    [InlineData("out/")]
    public async Task Rollback_OfWhatIsKeptNoLonger_IsRefusedAndTouchesNothing(string target)
    {
        _rig.Target = target;
        await RunAsync(First, "auto", "1,a\n");
        await RunAsync(Second, "replace", "2,b\n");
        await using (var opened = await _rig.OpenAsync()) await opened.ForgetAsync(Second);

        var error = await Assert.ThrowsAsync<LumosException>(() => _rig.RollBackAsync(Second));

        Assert.Equal("ROLLBACK_NOTHING", error.Reason);
        Assert.Equal(["2|b"], _rig.Query($"SELECT id, name FROM {(target == "out/" ? $"read_parquet('{_rig.Folder["out/items.parquet"]}')" : "items")}"));
    }

    /// <summary>Kills the second run between putting its file into place and saying so.</summary>
    /// <returns>The file, in the rig's folder.</returns>
    private async Task<string> PlaceWithoutMarkAsync(string target)
    {
        _rig.Target = target;
        var file = target == "out/" ? "out/items.parquet" : target;
        await RunAsync(First, "auto", "1,a\n");
        _rig.Failpoints = new CrashFailpoints(FailpointNames.DuringPromotion, 1);
        await Assert.ThrowsAsync<CrashException>(() => RunAsync(Second, "replace", "2,b\n3,c\n"));
        _rig.Failpoints = NoFailpoints.Instance;
        var made = Directory.GetFiles(_rig.Folder.Path, "*.parquet", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }).Single(path => Path.GetFileName(Path.GetDirectoryName(path)) == "final");
        File.Move(made, _rig.Folder[file], overwrite: true);
        return file;
    }

    [Theory]
    [InlineData("out.parquet")]
    [InlineData("out/")]
    public async Task Parquet_FileInPlaceButNotMarked_IsGoneOnWith(string target)
    {
        var file = await PlaceWithoutMarkAsync(target);

        await RunAsync(Second, "replace", "2,b\n3,c\n");

        Assert.Equal(["2|b", "3|c"], _rig.Query($"SELECT id, name FROM read_parquet('{_rig.Folder[file]}')"));
        await _rig.RollBackAsync(Second);
        Assert.Equal(["1|a"], _rig.Query($"SELECT id, name FROM read_parquet('{_rig.Folder[file]}')"));
    }

    [Theory]
    [InlineData("out.parquet", "upsert", "TARGET_STRATEGY_UNSUPPORTED")]
    [InlineData("out/", "upsert", "TARGET_STRATEGY_UNSUPPORTED")]
    [InlineData("out/", "auto", "TARGET_SCHEMA_MISMATCH")]
    public async Task Parquet_FileAKilledRunPutIntoPlace_IsNotAnotherRunsOwn(string target, string load, string reason)
    {
        var file = await PlaceWithoutMarkAsync(target);
        if (load == "auto") _rig.Tables[0] = Items with { Columns = [Items.Columns[0], Items.Columns[1] with { Type = ColumnType.Int64 }] };
        if (load == "auto") _rig.Mappings[0] = _rig.Mappings[0] with { Inputs = [_rig.Mappings[0].Inputs[0] with { Columns = [.. _rig.Mappings[0].Inputs[0].Columns.Select(static column => column.Target == "name" ? column with { Dsl = "id | type_cast(int64)" } : column)] }] };

        var refused = await Assert.ThrowsAsync<LumosException>(() => RunAsync(Third, load, "4,5\n"));

        Assert.Equal(reason, refused.Reason);
        Assert.Equal(["2|b", "3|c"], _rig.Query($"SELECT id, name FROM read_parquet('{_rig.Folder[file]}')"));
    }

    [Fact]
    public async Task Parquet_RollbackThatStoppedHalfWay_IsGoneOnWith()
    {
        _rig.Target = "out/";
        _rig.Source("items", "id,name\n1,a\n");
        _rig.Table(Items, "items", ("id", "id | type_cast(int64)"), ("name", "name"));
        _rig.Table(Items with { Name = "others" }, "items", ("id", "id | type_cast(int64)"), ("name", "name"));
        _rig.RunId = First;
        await _rig.RunAsync();
        _rig.RunId = Second;
        _rig.Folder.Write("items.csv", "id,name\n2,b\n");
        await _rig.RunAsync();
        var kept = Directory.GetFiles(_rig.Folder.Path, "items.parquet", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }).Single(path => path.Contains(".lumos-kept-", StringComparison.Ordinal));
        File.Move(kept, _rig.Folder["out/items.parquet"], overwrite: true);

        await _rig.RollBackAsync(Second);

        foreach (var name in new[] { "items", "others" }) Assert.Equal(["1|a"], _rig.Query($"SELECT id, name FROM read_parquet('{_rig.Folder[$"out/{name}.parquet"]}')"));
        Assert.Empty(Directory.GetFileSystemEntries(_rig.Folder.Path, ".*"));
    }

    [Fact]
    public async Task Parquet_ReplacedFile_IsPutBack()
    {
        _rig.Target = "out/";
        await RunAsync(First, "auto", "1,a\n");
        var before = await File.ReadAllBytesAsync(_rig.Folder["out/items.parquet"]);
        await RunAsync(Second, "replace", "2,b\n3,c\n");

        Assert.Equal([new RolledBackTable("items", 1)], await _rig.RollBackAsync(Second));

        Assert.Equal(before, await File.ReadAllBytesAsync(_rig.Folder["out/items.parquet"]));
        Assert.Empty(Directory.GetFileSystemEntries(_rig.Folder.Path, ".*"));
        Assert.Equal([new RolledBackTable("items", null)], await _rig.RollBackAsync(First));
        Assert.False(File.Exists(_rig.Folder["out/items.parquet"]));
    }

    [Theory]
    [InlineData("append")]
    [InlineData("upsert")]
    [InlineData("insert")]
    public async Task Parquet_WithRows_RefusesWhatItCannotDo(string load)
    {
        _rig.Target = "out.parquet";
        await RunAsync(First, "auto", "1,a\n");

        var error = await Assert.ThrowsAsync<LumosException>(() => RunAsync(Second, load, "2,b\n"));

        Assert.Equal("TARGET_STRATEGY_UNSUPPORTED", error.Reason);
    }

    [Fact]
    public async Task AddColumns_AddsWhatTheTableLacks_AndIsRefusedOtherwise()
    {
        _rig.Execute("CREATE TABLE items (id BIGINT PRIMARY KEY); INSERT INTO items VALUES (9)");

        var error = await Assert.ThrowsAsync<LumosException>(() => RunAsync(First, "upsert", "1,a\n"));
        Assert.Equal("TARGET_SCHEMA_MISMATCH", error.Reason);

        await RunAsync(First, "upsert, add columns", "1,a\n");
        Assert.Equal(["1|a", "9|NULL"], _rig.Query(All));
    }

    private sealed class DayClock : TimeProvider
    {
        public int Day { get; set; }

        public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(Day);
    }
}
