namespace Lumos.EndToEnd;

/// <summary>Rows in quarantine are written over by a person, tried again, and taken back: what docs/migrations.md walks through.</summary>
public sealed class QuarantineEditTests
{
    [Fact]
    public async Task Edit_Release_Rollback()
    {
        using var sample = new SampleRun("shop");
        var source = await File.ReadAllBytesAsync(Path.Combine(sample.Folder, "order_export.csv"));
        Assert.Equal(0, (await LumosProcess.RunAsync(sample.Folder, "run", "contract.yaml", "--yes", "--quiet")).ExitCode);
        var before = sample.ReadTable("order_lines");

        // A number in words, and a day that is not in the calendar, whose order's lines are orphans.
        Assert.Equal(0, (await LumosProcess.RunAsync(sample.Folder, "quarantine", "edit", "--line", "44", "--set", "qty=3")).ExitCode);
        var mended = await LumosProcess.RunAsync(sample.Folder, "quarantine", "edit", "--source", "order_export", "--line", "65", "--set", "orderDate=2/29/2024");
        Assert.Equal(0, mended.ExitCode);
        Assert.DoesNotContain("2/29/2024", mended.Output);
        var unknown = await LumosProcess.RunAsync(sample.Folder, "quarantine", "edit", "--line", "1", "--set", "qty=3");
        Assert.Equal(3, unknown.ExitCode);
        Assert.Contains("QUARANTINE_ROW_UNKNOWN", unknown.Error);

        var released = await LumosProcess.RunAsync(sample.Folder, "quarantine", "release", "--yes", "--quiet");
        Assert.Equal(0, released.ExitCode);
        Assert.Contains("order_lines: 401 rows in = 387 out + 0 collapsed + 14 quarantined.", released.Output);
        Assert.Contains("orders: 401 rows in = 158 out + 233 collapsed + 10 quarantined.", released.Output);
        Assert.Contains("5 row(s) of the earlier run are resolved, 24 are still in quarantine.", released.Error);
        Assert.Equal(0, (await LumosProcess.RunAsync(sample.Folder, "verify")).ExitCode);
        Assert.Equal(source, await File.ReadAllBytesAsync(Path.Combine(sample.Folder, "order_export.csv")));
        Assert.NotEqual(before, sample.ReadTable("order_lines"));

        var followUp = Directory.GetDirectories(Path.Combine(sample.State, "runs")).Select(Path.GetFileName).Order(StringComparer.Ordinal).Last()!;
        Assert.Equal(0, (await LumosProcess.RunAsync(sample.Folder, "rollback", followUp, "--yes")).ExitCode);
        Assert.Equal(before, sample.ReadTable("order_lines"));

        // What was typed is in no artifact, ledger or report.
        foreach (var file in Directory.EnumerateFiles(sample.State, "*", SearchOption.AllDirectories).Where(static file => !file.EndsWith("-edits.jsonl", StringComparison.Ordinal)))
        {
            Assert.DoesNotContain("2/29/2024", await File.ReadAllTextAsync(file));
        }
    }

    [Theory]
    [InlineData("migration.chunk.checkpointed")]
    [InlineData("migration.before_promotion")]
    [InlineData("migration.during_promotion")]
    [InlineData("migration.after_promotion")]
    public async Task Release_IntoTablesThatAreOnlyAddedTo_KilledAndResumed_AddsTheRowsOnce(string place)
    {
        using var sample = new SampleRun("shop");
        Assert.Equal(0, (await LumosProcess.RunAsync(sample.Folder, "run", "contract.yaml", "--load", "insert", "--yes", "--quiet")).ExitCode);
        var before = sample.ReadTable("order_lines");
        Assert.Equal(0, (await LumosProcess.RunAsync(sample.Folder, "quarantine", "edit", "--line", "44", "--set", "qty=3")).ExitCode);

        var killed = await LumosProcess.RunAsync(sample.Folder, new Dictionary<string, string> { ["LUMOS_FAILPOINT"] = place }, "quarantine", "release", "--yes", "--quiet");
        Assert.True(killed.ExitCode is not (0 or 1 or 2 or 3), $"'{place}' was not reached: {killed}");
        var resumed = await LumosProcess.RunAsync(sample.Folder, "resume", "--yes", "--quiet");

        Assert.True(resumed.ExitCode == 0, $"resume after '{place}': {resumed}");
        Assert.Contains("order_lines: 18 rows in = 1 out + 0 collapsed + 17 quarantined.", resumed.Output);
        Assert.Equal(before.Split('\n').Length + 1, sample.ReadTable("order_lines").Split('\n').Length);
        Assert.Equal(0, (await LumosProcess.RunAsync(sample.Folder, "verify")).ExitCode);
        Assert.Equal(0, (await LumosProcess.RunAsync(sample.Folder, "ledger", "verify")).ExitCode);
        var release = Directory.GetDirectories(Path.Combine(sample.State, "runs")).Select(Path.GetFileName).Order(StringComparer.Ordinal).Last()!;
        Assert.Equal(0, (await LumosProcess.RunAsync(sample.Folder, "rollback", release, "--yes")).ExitCode);
        Assert.Equal(before, sample.ReadTable("order_lines"));
    }
}
