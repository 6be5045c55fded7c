using System.Globalization;
using System.Text;
using Lumos.Abstractions;
using Lumos.Core.Migration.Staging;

namespace Lumos.Core.Tests.Migration;

/// <summary>Dry run, canary, error budget, rate, and deleting what the source has no longer.</summary>
public sealed class RunControlTests : IDisposable
{
    private readonly MigrationRig _rig = new() { ChunkRows = 500, SegmentChunks = 2 };

    public void Dispose() => _rig.Dispose();

    private void People(int rows, Func<int, bool> isBad)
    {
        var csv = new StringBuilder("id,name,born,balance,active\n");
        for (var i = 0; i < rows; i++) csv.Append(CultureInfo.InvariantCulture, $"{i},n,{(isBad(i) ? "bad" : "01.02.1990")},1,yes\n");
        _rig.Source("contacts", csv.ToString(), rows);
        _rig.Table(MigrationStageTests.People, "contacts", MigrationStageTests.PeopleColumns);
    }

    [Theory]
    [InlineData("out.duckdb")]
    [InlineData("out.parquet")]
    public async Task DryRun_SaysWhatWouldBeAndLeavesNothing(string target)
    {
        _rig.Target = target;
        _rig.Overrides = new RunOverrides { DryRun = true };
        People(2000, row => row % 10 == 0);

        var artifact = await _rig.RunAsync();

        var table = Assert.Single(artifact.Tables);
        Assert.Equal(("dry_run", false), (artifact.Strategy, artifact.Promoted));
        Assert.Equal((2000, 1800, 200), (table.RowsIn, table.RowsOut, table.Quarantined));
        Assert.NotNull(artifact.RootHash);
        Assert.False(File.Exists(_rig.TargetPath));
        Assert.Empty(Directory.GetFileSystemEntries(_rig.Folder.Path, ".*"));

        _rig.Overrides = new RunOverrides();
        _rig.RunId = "01J0000000000000000000NEXT";
        Assert.Equal(artifact.RootHash, (await _rig.RunAsync()).RootHash);
    }

    [Fact]
    public async Task ErrorBudget_Spent_StopsEarlyAndPromotesNothing()
    {
        _rig.Overrides = new RunOverrides { MaxQuarantineRate = 0.01m };
        People(20_000, row => row is > 3000 and < 3100);

        var error = await Assert.ThrowsAsync<LumosException>(() => _rig.RunAsync());

        Assert.Equal((ErrorCode.QuarantineRequired, "MIGRATION_ERROR_BUDGET"), (error.Code, error.Reason));
        Assert.Contains("99 of 4000 rows", error.Message);
        Assert.Contains("1%", error.Message);
        Assert.Empty(_rig.Query("SELECT table_name FROM duckdb_tables() WHERE table_name = 'people'"));
    }

    [Fact]
    public async Task ErrorBudget_NotSpent_Promotes()
    {
        _rig.Overrides = new RunOverrides { MaxQuarantineRate = 0.01m };
        People(20_000, row => row is > 3000 and < 3020);

        Assert.True((await _rig.RunAsync()).Promoted);
    }

    [Fact]
    public async Task Canary_OfABadSource_StopsBeforeAnythingIsStaged()
    {
        _rig.Overrides = new RunOverrides { Canary = 0.1m, MaxQuarantineRate = 0.5m };
        People(20_000, row => row < 1500);

        var error = await Assert.ThrowsAsync<LumosException>(() => _rig.RunAsync());

        Assert.Equal("MIGRATION_CANARY_FAILED", error.Reason);
        Assert.Contains("Of the first 2000 rows 1500", error.Message);
        Assert.False(File.Exists(_rig.TargetPath));
    }

    [Fact]
    public async Task Canary_OfAGoodSource_ChangesNothing()
    {
        People(3000, row => row == 2999);
        var plain = await _rig.RunAsync();
        _rig.Overrides = new RunOverrides { Canary = 0.01m, MaxQuarantineRate = 0.5m };
        _rig.RunId = "01J0000000000000000000NEXT";

        var artifact = await _rig.RunAsync();

        Assert.Equal(plain.RootHash, artifact.RootHash);
        Assert.Equal(plain.Tables[0].QuarantineReasons, artifact.Tables[0].QuarantineReasons);
    }

    [Fact]
    public async Task Upsert_DeleteMissing_LeavesWhatTheSourceHas_AndCanBeRolledBack()
    {
        _rig.Execute("CREATE TABLE people (id BIGINT PRIMARY KEY, name VARCHAR, born DATE, balance DECIMAL(12,2), active BOOLEAN, country VARCHAR); INSERT INTO people (id, name) VALUES (1, 'old'), (-7, 'gone')");
        _rig.Load = "upsert, delete missing";
        People(3, _ => false);

        var artifact = await _rig.RunAsync();

        Assert.Equal(["0|n", "1|n", "2|n"], _rig.Query("SELECT id, name FROM people ORDER BY id"));
        Assert.Equal(ManifestScope.Whole, artifact.Tables[0].Manifest!.Scope);
        await _rig.RollBackAsync(_rig.RunId);
        Assert.Equal(["-7|gone", "1|old"], _rig.Query("SELECT id, name FROM people ORDER BY id"));
    }

    [Fact]
    public async Task Upsert_OfRowsThatAreThereAsTheyAre_TouchesNone()
    {
        _rig.Load = "upsert";
        People(3, _ => false);
        await _rig.RunAsync();
        _rig.RunId = "01J0000000000000000000NEXT";
        _rig.Folder.Write("contacts.csv", "id,name,born,balance,active\n0,n,01.02.1990,1,yes\n1,changed,01.02.1990,1,yes\n2,n,01.02.1990,1,yes\n");

        await _rig.RunAsync();

        Assert.Equal(["1"], _rig.Query("SELECT id FROM lumos_kept_01J0000000000000000000NEXT_people_after"));
        Assert.Equal(["0|n", "1|changed", "2|n"], _rig.Query("SELECT id, name FROM people ORDER BY id"));
    }

    [Fact]
    public async Task Upsert_DeleteMissing_WithQuarantine_IsRefused()
    {
        _rig.Execute("CREATE TABLE people (id BIGINT PRIMARY KEY, name VARCHAR, born DATE, balance DECIMAL(12,2), active BOOLEAN, country VARCHAR); INSERT INTO people (id) VALUES (1)");
        _rig.Load = "upsert, delete missing";
        People(3, row => row == 1);

        var error = await Assert.ThrowsAsync<LumosException>(() => _rig.RunAsync());

        Assert.Equal("MIGRATION_DELETE_UNSAFE", error.Reason);
        Assert.Equal(["1"], _rig.Query("SELECT id FROM people"));
    }

    [Fact]
    public async Task Pace_WaitsForWhatTheRateAllows()
    {
        var time = new StandingClock();
        var pace = new Pace(time, 1000);

        await pace.WaitAsync(500, CancellationToken.None);
        await pace.WaitAsync(1500, CancellationToken.None);

        Assert.Equal([TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(2)], time.Waits);
        await new Pace(time, null).WaitAsync(int.MaxValue, CancellationToken.None);
        Assert.Equal(2, time.Waits.Count);
    }

    /// <summary>Never moves; a wait is over at once and remembered.</summary>
    private sealed class StandingClock : TimeProvider
    {
        public List<TimeSpan> Waits { get; } = [];

        public override long GetTimestamp() => 0;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Waits.Add(dueTime);
            return System.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
