using Xunit.Abstractions;

namespace Lumos.EndToEnd;

/// <summary>
/// A disk that is too small for the state or for the target: a clear error, source, final tables and ledger whole, and the run goes
/// on to the same result once there is room.
/// </summary>
[Collection(LargeShopTests.Name)]
public sealed class FullDiskTests(LargeShop shop, ITestOutputHelper log)
{
    // Room for the ledger only; for the artifacts of early stages; for all but the quarantine.
    [SignalTheory]
    [InlineData(48)]
    [InlineData(96)]
    [InlineData(320)]
    public async Task Run_StateDiskFull_StopsAndGoesOnWhenThereIsRoom(int kilobytes)
    {
        using var folder = await shop.CopyAsync();
        var before = folder.ReadTables();
        var state = folder.In("small");
        using var disk = Small(state, kilobytes, limit: 8);

        var run = await disk.RunAsync(folder.Path, "run", "contract.yaml", "--yes", "--quiet", "--state", state);

        ClearError.Check(run, 3, disk.IsMounted ? ["STATE_DISK_FULL"] : ["STATE_DISK_FULL", "STATE_UNWRITABLE"]);
        await GoesOnAsync(folder, before, disk, state);
    }

    // No room for an empty database; for its first chunks; for its log but not for the rest.
    [SignalTheory]
    [InlineData(0)]
    [InlineData(400)]
    [InlineData(2000)]
    public async Task Run_TargetDiskFull_StopsAndGoesOnWhenThereIsRoom(int spareKilobytes)
    {
        using var folder = await shop.CopyAsync();
        var before = folder.ReadTables();
        var database = await File.ReadAllBytesAsync(folder.In("out/shop.duckdb"));
        using var disk = Small(folder.Out, (database.Length >> 10) + 4 + spareKilobytes, limit: (database.Length >> 10) + 4);
        if (disk.IsMounted) await File.WriteAllBytesAsync(folder.In("out/shop.duckdb"), database);

        var run = await disk.RunAsync(folder.Path, "run", "contract.yaml", "--yes", "--quiet");

        ClearError.Check(run, 3, disk.IsMounted ? ["TARGET_DISK_FULL"] : ["TARGET_DISK_FULL", "TARGET_UNWRITABLE"]);
        await GoesOnAsync(folder, before, disk, folder.In(".lumos"));
    }

    [SignalFact]
    public async Task Run_NoRoomForANewTarget_LeavesNothingInTheWay()
    {
        using var folder = await shop.CopyAsync();
        Directory.Delete(folder.Out, recursive: true);
        using var disk = Small(folder.Out, kilobytes: 8, limit: 4);

        var run = await disk.RunAsync(folder.Path, "run", "contract.yaml", "--yes", "--quiet", "--state", folder.In("new"));

        ClearError.Check(run, 3, disk.IsMounted ? ["TARGET_DISK_FULL"] : ["TARGET_DISK_FULL", "TARGET_UNWRITABLE", "STATE_UNWRITABLE", "STATE_DISK_FULL"]);
        Assert.Empty(Directory.EnumerateFiles(folder.In("."), "*.duckdb", SearchOption.AllDirectories));
        disk.Free();
        var again = await LumosProcess.RunAsync(folder.Path, "run", "contract.yaml", "--yes", "--quiet", "--state", folder.In("new"));
        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.Equal(await shop.Undisturbed, folder.ReadTables());
    }

    private async Task GoesOnAsync(ShopFolder folder, string before, SmallDisk disk, string state)
    {
        disk.Free();
        Assert.Equal(before, folder.ReadTables());
        var verified = await LumosProcess.RunAsync(folder.Path, "ledger", "verify", "--state", state);
        Assert.True(verified.ExitCode == 0, verified.ToString());
        var resumed = await LumosProcess.RunAsync(folder.Path, "resume", "--yes", "--quiet", "--state", state);
        Assert.True(resumed.ExitCode == 0, resumed.ToString());
        Assert.Equal(await shop.Undisturbed, folder.ReadTables());
    }

    private SmallDisk Small(string folder, int kilobytes, int limit)
    {
        var disk = SmallDisk.At(folder, kilobytes, limit);
        log.WriteLine(disk.IsMounted ? $"a mounted disk of {kilobytes} kB" : $"mounting is not allowed here: files of at most {limit} kB");
        return disk;
    }
}
