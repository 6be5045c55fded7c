using System.Diagnostics;
using Lumos.Abstractions;
using Lumos.Core.Supervision;
using Lumos.EndToEnd.Crashes;

namespace Lumos.EndToEnd;

/// <summary>
/// Two real processes on one run: one stages, the other helps under leases. Whichever is stopped or killed, the run ends in the very bytes of an undisturbed one, and what a stopped one
/// writes when it wakes late is refused and recorded.
/// </summary>
public sealed class SharedRunTests
{
    private const int Rows = 640;
    private const string Rate = "80";

    /// <summary>The contract and source of a run.</summary>
    private static CrashFolder Prepare(CrashSite site)
    {
        var folder = new CrashFolder();
        folder.Prepare(CrashFolder.Run, site.Location, new CrashWay("replace", 1), Rows, seed: 5);
        return folder;
    }

    private static async Task<string> UndisturbedAsync(CrashSite site)
    {
        using var folder = Prepare(site);
        await folder.RunAsync("run");
        return await LeftAsync(site, folder);
    }

    private static async Task<string> LeftAsync(CrashSite site, CrashFolder folder)
    {
        var engine = folder.Open();
        var verified = await engine.VerifyAsync(CrashFolder.Run);
        Assert.True(verified.IsSame, verified.ToString());
        var ledger = await engine.VerifyLedgerAsync();
        Assert.True(ledger.Intact, ledger.ToString());
        var quarantine = new List<string>();
        await foreach (var record in engine.ReadQuarantineAsync(CrashFolder.Run)) quarantine.Add($"{record.Table} {record.Row} {string.Join(' ', record.ReasonCodes)}");
        return string.Join('\n', [verified.RootHash, site.Tables(folder), .. quarantine]);
    }

    /// <summary>Starts a run that waits in its migration until a helper is there, and lets it go on then.</summary>
    private static async Task<Pair> StartBothAsync(CrashFolder folder, string? helperFailpoint)
    {
        var owner = LumosProcess.Start(
            folder.Root, new Dictionary<string, string> { ["LUMOS_FAILPOINT"] = $"stop@{FailpointNames.ChunkStarted}:3" }, "run", "contract.yaml", "--thresholds", "thresholds.yaml", "--yes", "--max-rate", Rate);
        var said = await LumosProcess.WaitForLineAsync(owner, "held at");
        var helper = LumosProcess.Start(
            folder.Root, helperFailpoint is null ? null : new Dictionary<string, string> { ["LUMOS_FAILPOINT"] = helperFailpoint }, "work", CrashFolder.Run, "--lease", "2", "--thresholds", "thresholds.yaml");
        var helps = await LumosProcess.WaitForLineAsync(helper, "MIGRATION  helping");
        Signals.SendContinue(owner);
        return new Pair(owner, said, helper, helps);
    }

    private sealed record Pair(Process Owner, string OwnerSaid, Process Helper, string HelperSaid) : IDisposable
    {
        public void Dispose()
        {
            foreach (var process in new[] { Owner, Helper })
            {
                if (!process.HasExited) process.Kill();
                process.Dispose();
            }
        }
    }

    private static async Task<bool> IsRefusalRecordedAsync(CrashFolder folder)
    {
        await foreach (var item in folder.Open().ReadLedgerAsync(CrashFolder.Run))
        {
            if (item.Entry.Kind == LedgerEventKinds.WorkRefused) return true;
        }

        return false;
    }

    [SignalTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Helper_StoppedPastItsLease_IsRefusedWhenItWakes(bool isDatabase)
    {
        using CrashSite site = isDatabase ? new DuckDbSite() : new ParquetSite();
        using var folder = Prepare(site);
        using var both = await StartBothAsync(folder, "stop@" + FailpointNames.SliceComputed);
        var said = both.HelperSaid + await LumosProcess.WaitForLineAsync(both.Helper, "held at");

        var ended = await LumosProcess.EndAsync(both.Owner, both.OwnerSaid);
        var whileStopped = await LeftAsync(site, folder);
        Signals.SendContinue(both.Helper);
        var late = await LumosProcess.EndAsync(both.Helper, said);

        Assert.True(ended.ExitCode == 0, ended.ToString());
        Assert.True(late.ExitCode == 0, late.ToString());
        Assert.True(late.Error.Contains("1 came too late and were refused", StringComparison.Ordinal), late.Error);
        Assert.True(await IsRefusalRecordedAsync(folder));
        Assert.Equal(await UndisturbedAsync(site), whileStopped);
        Assert.Equal(whileStopped, await LeftAsync(site, folder));
    }

    [SignalFact]
    public async Task Helper_Killed_IsDoneWithout()
    {
        using var site = new ParquetSite();
        using var folder = Prepare(site);
        using var both = await StartBothAsync(folder, FailpointNames.SliceComputed + ":2");
        var killed = await LumosProcess.EndAsync(both.Helper, both.HelperSaid);

        var ended = await LumosProcess.EndAsync(both.Owner, both.OwnerSaid);

        Assert.True(killed.ExitCode is not (0 or 1 or 2 or 3), killed.ToString());
        Assert.True(ended.ExitCode == 0, ended.ToString());
        Assert.Equal(await UndisturbedAsync(site), await LeftAsync(site, folder));
    }

    [SignalFact]
    public async Task Owner_KilledInTheMiddle_IsFollowedByTheHelper()
    {
        using var site = new ParquetSite();
        using var folder = Prepare(site);
        using var both = await StartBothAsync(folder, helperFailpoint: null);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (folder.Progress() == "no checkpoint") await Task.Delay(20, limit.Token);
        both.Owner.Kill();
        var killed = await LumosProcess.EndAsync(both.Owner, both.OwnerSaid);

        var ended = await LumosProcess.EndAsync(both.Helper, both.HelperSaid);

        Assert.NotEqual(0, killed.ExitCode);
        Assert.True(ended.ExitCode == 0, ended.ToString());
        Assert.True(ended.Error.Contains("it was finished here", StringComparison.Ordinal), ended.Error);
        Assert.DoesNotContain("with 0 slice(s)", ended.Error, StringComparison.Ordinal);
        Assert.Equal(await UndisturbedAsync(site), await LeftAsync(site, folder));
    }

    [SignalTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task KeptNumbers_WithAHelper_AreThoseOfAnUndisturbedRun(bool isOwnerKilled)
    {
        using var folder = await NumberedAsync();
        using var both = await StartBothAsync(folder, helperFailpoint: null);
        if (isOwnerKilled)
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            while (folder.Progress() == "no checkpoint") await Task.Delay(20, limit.Token);
            both.Owner.Kill();
        }

        var owner = await LumosProcess.EndAsync(both.Owner, both.OwnerSaid);
        var helper = await LumosProcess.EndAsync(both.Helper, both.HelperSaid);

        Assert.True(isOwnerKilled || owner.ExitCode == 0, owner.ToString());
        Assert.True(helper.ExitCode == 0, helper.ToString());
        Assert.DoesNotContain("with 0 slice(s)", helper.Error, StringComparison.Ordinal);
        using var alone = await NumberedAsync();
        await alone.RunAsync("run");
        Assert.Equal(Numbers(alone), Numbers(folder));
        Assert.True((await folder.Open().VerifyAsync(CrashFolder.Run)).IsSame);
    }

    /// <summary>A target whose persons and visits are numbered, and a run that adds to it.</summary>
    private static async Task<CrashFolder> NumberedAsync()
    {
        var folder = new CrashFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Root, "thresholds.yaml"), "profile_id: tp_crash\nmigration.batch_size: 10\n");
        await File.WriteAllTextAsync(
            Path.Combine(folder.Root, "target.sql"),
            "CREATE TABLE person (person_id BIGINT PRIMARY KEY, person_source_value TEXT, family_name TEXT, birth_date DATE); CREATE TABLE visit (visit_id BIGINT PRIMARY KEY, visit_source_value TEXT, person_id BIGINT NOT NULL, visit_date DATE, ward TEXT);");
        await WriteAsync(folder, CrashFolder.EarlierRun, 0, 40);
        await folder.RunAsync("run");
        await WriteAsync(folder, CrashFolder.Run, 20, 160);
        return folder;
    }

    private static async Task WriteAsync(CrashFolder folder, string run, int from, int to)
    {
        static string Name(int person) => FormattableString.Invariant($"p{person:000}-{person * 4660 % 65536:x4}");
        var persons = Enumerable.Range(from, to - from).Select(static i => FormattableString.Invariant($"{Name(i)},Stone{(char)('a' + (i % 26))},19{50 + (i % 50)}-03-0{1 + (i % 9)}\n"));
        var visits = Enumerable.Range(from * 2, (to - from) * 2).Select(i => FormattableString.Invariant($"v{i:x3}-{i * 7919 % 65536:x4},{Name(from + (i * 7 % (to - from)))},2024-01-{1 + (i % 28):00},{Name(from + (i * 7 % (to - from)))}\n"));
        await File.WriteAllTextAsync(Path.Combine(folder.Root, "persons.csv"), "person,family_name,birth_date\n" + string.Concat(persons));
        await File.WriteAllTextAsync(Path.Combine(folder.Root, "visits.csv"), "visit,person,visit_date,ward\n" + string.Concat(visits));
        await File.WriteAllTextAsync(Path.Combine(folder.Root, "contract.yaml"), $$"""
            run_id: {{run}}
            mode: data_mode
            lhs: { source: { type: file }, location: [persons.csv, visits.csv] }
            rhs: { source: { type: file }, location: out.duckdb, schema_ref: target.sql }
            threshold_profile_id: tp_crash
            rbac_actor: { user_id: crash, role: operator }
            overrides: { workers: 1, load: { "*": upsert } }

            """);
    }

    private static string Numbers(CrashFolder folder)
    {
        using var connection = new Lumos.DuckDb.DuckDbConnection($"Data Source={Path.Combine(folder.Root, "out.duckdb")}");
        connection.Open();
        using var command = connection.CreateCommand("SELECT string_agg(line, ' ' ORDER BY line) FROM (SELECT 'p' || person_id || ':' || person_source_value AS line FROM person UNION ALL SELECT 'v' || visit_id || ':' || visit_source_value || ':' || person_id FROM visit)");
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());
        return reader.GetString(0);
    }
}
