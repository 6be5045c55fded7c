using System.Text.Json;
using Lumos.Abstractions;
using Lumos.Core.Supervision;

namespace Lumos.Core.Tests.Migration;

public sealed class ResumeTests
{
    public static TheoryData<string, string, int> Crashes()
    {
        var data = new TheoryData<string, string, int>();
        foreach (var target in new[] { "out.duckdb", "out.parquet", "folder/" })
        {
            foreach (var point in new[] { FailpointNames.ChunkStarted, FailpointNames.ChunkStaged, FailpointNames.ChunkQuarantined, FailpointNames.ChunkCheckpointed })
            {
                data.Add(target, point, 1);
                data.Add(target, point, 4);
            }

            foreach (var point in new[] { FailpointNames.BeforeValidation, FailpointNames.BeforePromotion, FailpointNames.DuringPromotion, FailpointNames.AfterPromotion }) data.Add(target, point, 1);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Crashes))]
    public async Task Run_AfterACrash_EndsInTheSameContent(string target, string point, int time)
    {
        using var straight = Rig(target);
        var expected = await straight.RunAsync();

        using var crashed = Rig(target);
        crashed.Failpoints = new CrashFailpoints(point, time);
        await Assert.ThrowsAsync<CrashException>(() => crashed.RunAsync());
        crashed.Failpoints = NoFailpoints.Instance;
        var actual = await crashed.RunAsync();

        Assert.Equal(JsonSerializer.Serialize(expected.Tables), JsonSerializer.Serialize(actual.Tables));
        Assert.Equal(await Records(straight), await Records(crashed));
        if (target == "out.duckdb")
        {
            const string sql = "SELECT * FROM people";
            Assert.Equal(straight.Query(sql), crashed.Query(sql));
            Assert.Equal(["people"], crashed.Query("SELECT table_name FROM duckdb_tables()"));
        }
        else
        {
            var file = target == "folder/" ? "folder/people.parquet" : target;
            Assert.Equal(await File.ReadAllBytesAsync(straight.Folder[file]), await File.ReadAllBytesAsync(crashed.Folder[file]));
            Assert.Empty(Directory.GetFileSystemEntries(crashed.Folder.Path, ".*"));
        }
    }

    [Fact]
    public async Task Run_CrashesAtEveryChunk_EndsInTheSameContent()
    {
        using var straight = Rig("out.duckdb");
        var expected = await straight.RunAsync();
        using var crashed = Rig("out.duckdb");
        for (var crash = 0; crash < 8; crash++)
        {
            crashed.Failpoints = new CrashFailpoints(FailpointNames.ChunkCheckpointed, 2);
            await Record.ExceptionAsync(() => crashed.RunAsync());
        }

        crashed.Failpoints = NoFailpoints.Instance;
        var actual = await crashed.RunAsync();

        Assert.Equal(JsonSerializer.Serialize(expected.Tables), JsonSerializer.Serialize(actual.Tables));
        Assert.Equal(straight.Query("SELECT * FROM people"), crashed.Query("SELECT * FROM people"));
    }

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(7UL)]
    [InlineData(1UL)]
    public async Task Run_KeysThatShareAHash_StayWhereTheyBelong(ulong mask)
    {
        using var expected = Rig("out.duckdb");
        using var actual = Rig("out.parquet");
        actual.KeyHashMask = mask;

        var inDatabase = await expected.RunAsync();
        var inFile = await actual.RunAsync();

        Assert.Equal(expected.Query("SELECT * FROM people"), actual.Query($"SELECT * FROM read_parquet('{actual.TargetPath}')"));
        Assert.Equal(inDatabase.Tables[0].ContentHash, inFile.Tables[0].ContentHash);
        Assert.Equal(JsonSerializer.Serialize(inDatabase.Tables), JsonSerializer.Serialize(inFile.Tables));
    }

    [Fact]
    public async Task Run_TargetRemovedBetweenLives_StagesAgain()
    {
        using var rig = Rig("out.duckdb");
        rig.Failpoints = new CrashFailpoints(FailpointNames.BeforeValidation, 1);
        await Assert.ThrowsAsync<CrashException>(() => rig.RunAsync());
        File.Delete(rig.TargetPath);
        rig.Failpoints = NoFailpoints.Instance;

        var table = (await rig.RunAsync()).Tables[0];

        Assert.Equal(["83"], rig.Query("SELECT count(*) FROM people"));
        Assert.Equal(83, table.RowsOut);
    }

    [Theory]
    [InlineData("out.duckdb")]
    [InlineData("out.parquet")]
    [InlineData("folder/")]
    public async Task Run_StagingLostAfterItsValidation_StagesAgainAndLosesNothing(string target)
    {
        using var straight = Rig(target);
        var expected = await straight.RunAsync();
        using var rig = Rig(target);
        rig.Failpoints = new CrashFailpoints(FailpointNames.BeforePromotion, 1);
        await Assert.ThrowsAsync<CrashException>(() => rig.RunAsync());
        RemoveStaging(rig);
        rig.Failpoints = NoFailpoints.Instance;

        var actual = await rig.RunAsync();

        Assert.Equal(JsonSerializer.Serialize(expected.Tables), JsonSerializer.Serialize(actual.Tables));
        Assert.Equal(await Records(straight), await Records(rig));
        Assert.Equal(["83"], rig.Query($"SELECT count(*) FROM {Relation(rig)}"));
    }

    [Fact]
    public async Task Run_StagingLostTwice_StagesAgain()
    {
        using var straight = Rig("out.parquet");
        var expected = await straight.RunAsync();
        using var rig = Rig("out.parquet");
        foreach (var point in new[] { FailpointNames.BeforePromotion, FailpointNames.BeforeValidation, FailpointNames.BeforePromotion })
        {
            rig.Failpoints = new CrashFailpoints(point, 1);
            await Assert.ThrowsAsync<CrashException>(() => rig.RunAsync());
            RemoveStaging(rig);
        }

        rig.Failpoints = NoFailpoints.Instance;
        var actual = await rig.RunAsync();

        Assert.Equal(JsonSerializer.Serialize(expected.Tables), JsonSerializer.Serialize(actual.Tables));
        Assert.Equal(await File.ReadAllBytesAsync(straight.TargetPath), await File.ReadAllBytesAsync(rig.TargetPath));
    }

    [Fact]
    public async Task Run_StagedFileDamagedBetweenLives_PromotesNothing()
    {
        using var rig = new MigrationRig { Target = "out.parquet" };
        rig.Source("contacts", MigrationStageTests.PeopleCsv(99), 99);
        rig.Table(MigrationStageTests.People, "contacts", MigrationStageTests.PeopleColumns);
        rig.Failpoints = new CrashFailpoints(FailpointNames.BeforeValidation, 1);
        await Assert.ThrowsAsync<CrashException>(() => rig.RunAsync());
        rig.Failpoints = NoFailpoints.Instance;
        var staged = Directory.GetFiles(rig.Folder.Path, "*.parquet", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }).Order(StringComparer.Ordinal).First();
        var bytes = await File.ReadAllBytesAsync(staged);
        for (var i = 60; i < 76; i++) bytes[i] ^= 0x15;
        await File.WriteAllBytesAsync(staged, bytes);

        var error = await Assert.ThrowsAsync<LumosException>(() => rig.RunAsync());

        Assert.Contains(error.Reason, new[] { "MIGRATION_STAGING_CHANGED", "MIGRATION_VALIDATION_FAILED" });
        Assert.False(File.Exists(rig.TargetPath));
    }

    [Fact]
    public async Task Run_Cancelled_LeavesTheFinalTableAndGoesOnLater()
    {
        using var rig = Rig("out.duckdb");
        using var cancellation = new CancellationTokenSource();
        rig.Failpoints = new CancelFailpoints(cancellation);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rig.RunAsync(cancellation.Token));
        Assert.Empty(rig.Query("SELECT table_name FROM duckdb_tables() WHERE table_name = 'people'"));
        rig.Failpoints = NoFailpoints.Instance;

        await rig.RunAsync();

        Assert.Equal(["83"], rig.Query("SELECT count(*) FROM people"));
    }

    [Theory]
    [InlineData("out.duckdb")]
    [InlineData("out.parquet")]
    [InlineData("folder/")]
    public async Task Run_ClockJumpsByHours_EndsInTheSameContent(string target)
    {
        using var straight = Rig(target);
        var expected = await straight.RunAsync();
        using var rig = Rig(target);
        rig.Time = new JumpingClock();
        rig.Overrides = new RunOverrides { MaxRowsPerSecond = 1_000_000, KeepPreviousDays = 1 };
        foreach (var point in new[] { FailpointNames.ChunkCheckpointed, FailpointNames.BeforePromotion, FailpointNames.DuringPromotion })
        {
            rig.Failpoints = new CrashFailpoints(point, 1);
            await Assert.ThrowsAsync<CrashException>(() => rig.RunAsync());
        }

        rig.Failpoints = NoFailpoints.Instance;
        var actual = await rig.RunAsync();

        Assert.Equal(JsonSerializer.Serialize(expected.Tables), JsonSerializer.Serialize(actual.Tables));
        Assert.Equal(await Records(straight), await Records(rig));
        Assert.Equal(straight.Query($"SELECT * FROM {Relation(straight)}"), rig.Query($"SELECT * FROM {Relation(rig)}"));
        Assert.Single(await rig.RollBackAsync(rig.RunId));
    }

    private static MigrationRig Rig(string target)
    {
        var rig = new MigrationRig { Target = target };
        var lines = MigrationStageTests.PeopleCsv(99).Split('\n');
        lines[50] = lines[1];
        lines[60] = "2,other,01.01.2000,1,yes";
        rig.Source("contacts", string.Join('\n', lines), 99);
        rig.Table(MigrationStageTests.People, "contacts", MigrationStageTests.PeopleColumns);
        return rig;
    }

    private static string Relation(MigrationRig rig) => rig.Target switch
    {
        "out.duckdb" => "people",
        "folder/" => $"read_parquet('{rig.Folder["folder/people.parquet"]}')",
        _ => $"read_parquet('{rig.TargetPath}')",
    };

    private static void RemoveStaging(MigrationRig rig)
    {
        if (rig.Target == "out.duckdb")
        {
            File.Delete(rig.TargetPath);
            return;
        }

        var staged = Directory.GetDirectories(rig.Folder.Path, ".*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 });
        Assert.NotEmpty(staged);
        foreach (var folder in staged.Where(Directory.Exists)) Directory.Delete(folder, recursive: true);
    }

    private static async Task<string> Records(MigrationRig rig) =>
        JsonSerializer.Serialize((await rig.QuarantineAsync()).Select(record => record with { CreatedAt = default }));

    /// <summary>A clock that somebody sets, some hours forward or back, each time it is read.</summary>
    private sealed class JumpingClock : TimeProvider
    {
        private static readonly int[] Hours = [0, 5, -7, 30, -26, 1, -3];
        private int _read;

        public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2024, 3, 31, 0, 30, 0, TimeSpan.Zero).AddHours(Hours[(uint)Interlocked.Increment(ref _read) % Hours.Length]);
    }

    private sealed class CancelFailpoints(CancellationTokenSource cancellation) : IFailpoints
    {
        public void Hit(string point, CancellationToken cancellationToken)
        {
            if (point == FailpointNames.ChunkCheckpointed) cancellation.Cancel();
        }
    }
}
