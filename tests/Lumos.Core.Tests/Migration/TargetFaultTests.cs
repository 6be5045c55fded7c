using System.Diagnostics;
using Lumos.Abstractions;

namespace Lumos.Core.Tests.Migration;

/// <summary>Faults made for real: a file another process holds, a disk that is full. Linux only, where the means are at hand.</summary>
public sealed class TargetFaultTests : IDisposable
{
    private const string Perl = "/usr/bin/perl";

    private readonly MigrationRig _rig = new();
    private string? _mounted;

    public void Dispose()
    {
        if (_mounted is not null) Run("umount", _mounted);
        _rig.Dispose();
    }

    [Fact]
    public async Task Target_HeldByAnotherProcess_IsTransientAndUntouched()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists(Perl)) return;
        People(30);
        _rig.Execute("CREATE TABLE others (id BIGINT); INSERT INTO others VALUES (1)");
        using var holder = Hold(_rig.TargetPath);

        var error = await Assert.ThrowsAsync<LumosException>(() => _rig.RunAsync());

        Assert.Equal("TARGET_LOCKED", error.Reason);
        Assert.True(error.IsTransient);
        holder.StandardInput.Close();
        await holder.WaitForExitAsync();
        Assert.Equal(["1"], _rig.Query("SELECT id FROM others"));
        await _rig.RunAsync();
        Assert.Equal(["26"], _rig.Query("SELECT count(*) FROM people"));
    }

    [Theory]
    [InlineData("disk/out.duckdb")]
    [InlineData("disk/out.parquet")]
    public async Task Target_OnAFullDisk_SaysSoAndGoesOnWhenThereIsRoom(string target)
    {
        if (!TryMount("disk", "3m")) return;
        _rig.Target = target;
        _rig.ChunkRows = 5000;
        People(20_000);
        var filler = _rig.Folder["disk/filler"];
        await File.WriteAllBytesAsync(filler, new byte[2_900_000]);

        var error = await Assert.ThrowsAsync<LumosException>(() => _rig.RunAsync());

        Assert.Equal("TARGET_DISK_FULL", error.Reason);
        File.Delete(filler);
        var table = (await _rig.RunAsync()).Tables[0];
        Assert.Equal((20_000, 20_000 - (20_000 / 7)), (table.RowsIn, table.RowsOut));
        var relation = target.EndsWith(".duckdb", StringComparison.Ordinal) ? "people" : $"read_parquet('{_rig.TargetPath}')";
        Assert.Equal([$"{table.RowsOut}"], _rig.Query($"SELECT count(*) FROM {relation}"));
    }

    private void People(int rows)
    {
        _rig.Source("contacts", MigrationStageTests.PeopleCsv(rows));
        _rig.Table(MigrationStageTests.People, "contacts", MigrationStageTests.PeopleColumns);
    }

    /// <summary>A process that holds the lock the engine takes, until its input ends.</summary>
    private static Process Hold(string path)
    {
        const string script = """
            use Fcntl; open(my $file, "+<", $ARGV[0]) or die; my $lock = pack("s s x4 q q l x4", F_WRLCK, 0, 0, 0, 0);
            fcntl($file, F_SETLK, $lock) or die; $| = 1; print "held\n"; <STDIN>;
            """;
        var holder = Process.Start(new ProcessStartInfo(Perl, ["-e", script, path]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        Assert.Equal("held", holder.StandardOutput.ReadLine());
        return holder;
    }

    /// <summary>A small disk of its own; false where mounting is not allowed.</summary>
    private bool TryMount(string folder, string size)
    {
        if (!OperatingSystem.IsLinux()) return false;
        var path = Directory.CreateDirectory(_rig.Folder[folder]).FullName;
        if (Run("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", path) != 0) return false;
        _mounted = path;
        return true;
    }

    private static int Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }
}
