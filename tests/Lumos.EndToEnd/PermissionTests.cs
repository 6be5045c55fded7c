using Xunit.Abstractions;

namespace Lumos.EndToEnd;

/// <summary>
/// Folders and files the process may not read or write. Permission bits do not bind an administrator, so when the tests run as one
/// the program runs as nobody, through <c>setpriv</c>.
/// </summary>
public sealed class PermissionTests : IDisposable
{
    private const string Schema = """{"name":"t","columns":[{"name":"id","type":"int64","key":true},{"name":"name","type":"text"}]}""";
    private const UnixFileMode All = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupWrite
        | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
    private const UnixFileMode ReadOnly = UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
    private const string Expected = "id,name\n1,alpha\n2,beta\n";
    private readonly string _folder = Directory.CreateTempSubdirectory("lumos-rights-").FullName;
    private readonly ITestOutputHelper _log;

    public PermissionTests(ITestOutputHelper log)
    {
        _log = log;
        File.WriteAllText(In("schema.json"), Schema);
        File.WriteAllText(In("a.csv"), "id,name\n1,alpha\n2,beta\n");
        Allow(_folder, All);
    }

    [SignalTheory]
    [InlineData("locked", "INGEST_FOLDER_UNREADABLE")]
    [InlineData("locked/*.csv", "INGEST_FOLDER_UNREADABLE")]
    [InlineData("locked/a.csv", "INGEST_FILE_UNREADABLE")]
    [InlineData("locked/deep/*.csv", "INGEST_FILE_UNREADABLE")]
    public async Task Run_UnreadableFolder_IsRefusedAndWorksOnceItMayBeRead(string source, string reason)
    {
        Directory.CreateDirectory(In("locked/deep"));
        File.Copy(In("a.csv"), In("locked/a.csv"));
        File.Copy(In("a.csv"), In("locked/deep/a.csv"));
        Allow(In("locked"), UnixFileMode.None);

        var run = await RunAsync("run", "--from", source, "--to", "schema.json", "--out", "out.duckdb", "--yes", "--quiet");

        ClearError.Check(run, 3, reason);
        Assert.False(File.Exists(In("out.duckdb")));
        Allow(In("locked"), All);
        await ResumesAsync("out.duckdb");
    }

    [SignalFact]
    public async Task Run_UnreadableFile_IsRefusedAndWorksOnceItMayBeRead()
    {
        Allow(In("a.csv"), UnixFileMode.None);

        var run = await RunAsync("run", "--from", "a.csv", "--to", "schema.json", "--out", "out.duckdb", "--yes", "--quiet");

        ClearError.Check(run, 3, "INGEST_FILE_UNREADABLE");
        Assert.False(File.Exists(In("out.duckdb")));
        Allow(In("a.csv"), All);
        await ResumesAsync("out.duckdb");
    }

    [SignalTheory]
    [InlineData("state")]
    [InlineData("state/below")]
    public async Task Run_UnwritableStateFolder_IsRefusedAndStaysEmpty(string state)
    {
        Directory.CreateDirectory(In("state"));
        Allow(In("state"), ReadOnly);

        var run = await RunAsync("run", "--from", "a.csv", "--to", "schema.json", "--out", "out.duckdb", "--yes", "--quiet", "--state", state);

        ClearError.Check(run, 3, "STATE_UNWRITABLE");
        Assert.Empty(Directory.EnumerateFileSystemEntries(In("state")));
        Assert.False(File.Exists(In("out.duckdb")));
    }

    [SignalFact]
    public async Task Run_StateThatBecameReadOnly_KeepsLedgerAndTable()
    {
        Assert.Equal(0, (await RunAsync("run", "--from", "a.csv", "--to", "schema.json", "--out", "out.duckdb", "--yes", "--quiet")).ExitCode);
        var ledger = await File.ReadAllBytesAsync(In(".lumos/ledger.jsonl"));
        foreach (var entry in Directory.EnumerateFileSystemEntries(In(".lumos"), "*", SearchOption.AllDirectories).Append(In(".lumos"))) Allow(entry, ReadOnly);

        var run = await RunAsync("run", "--from", "a.csv", "--to", "schema.json", "--out", "out.duckdb", "--yes", "--quiet");

        ClearError.Check(run, 3, "STATE_UNWRITABLE");
        Assert.Equal(ledger, await File.ReadAllBytesAsync(In(".lumos/ledger.jsonl")));
        Assert.Equal(Expected, SampleRun.ReadTable(In("out.duckdb"), "t"));
        var status = await RunAsync("status");
        Assert.True(status.ExitCode == 0 && status.Output.Contains("completed", StringComparison.Ordinal), status.ToString());
    }

    [SignalTheory]
    [InlineData("out/t.duckdb")]
    [InlineData("out/t.parquet")]
    [InlineData("out/")]
    public async Task Run_UnwritableTargetFolder_IsRefusedAndWorksOnceItMayBeWritten(string target)
    {
        Directory.CreateDirectory(In("out"));
        Allow(In("out"), ReadOnly);

        var run = await RunAsync("run", "--from", "a.csv", "--to", "schema.json", "--out", target, "--yes", "--quiet");

        ClearError.Check(run, 3, "TARGET_UNWRITABLE");
        Assert.Empty(Directory.EnumerateFileSystemEntries(In("out")));
        Allow(In("out"), All);
        await ResumesAsync(target);
    }

    [SignalFact]
    public async Task Run_TargetFileThatIsReadOnly_IsRefusedAndKeepsItsTable()
    {
        Assert.Equal(0, (await RunAsync("run", "--from", "a.csv", "--to", "schema.json", "--out", "out.duckdb", "--yes", "--quiet")).ExitCode);
        Allow(In("out.duckdb"), ReadOnly);
        await File.AppendAllTextAsync(In("a.csv"), "3,gamma\n");

        var run = await RunAsync("run", "--from", "a.csv", "--to", "schema.json", "--out", "out.duckdb", "--yes", "--quiet");

        ClearError.Check(run, 3, "TARGET_UNWRITABLE");
        Assert.Equal(Expected, SampleRun.ReadTable(In("out.duckdb"), "t"));
        Allow(In("out.duckdb"), All);
        Assert.Equal(0, (await RunAsync("resume", "--yes", "--quiet")).ExitCode);
        Assert.Equal(Expected + "3,gamma\n", SampleRun.ReadTable(In("out.duckdb"), "t"));
    }

    public void Dispose()
    {
        foreach (var entry in Directory.EnumerateFileSystemEntries(_folder).Where(static entry => !OperatingSystem.IsWindows())) Allow(entry, All);
        Directory.Delete(_folder, recursive: true);
    }

    private async Task ResumesAsync(string target)
    {
        var resumed = await RunAsync("resume", "--yes", "--quiet");
        Assert.True(resumed.ExitCode == 0, resumed.ToString());
        if (target.EndsWith(".duckdb", StringComparison.Ordinal)) Assert.Equal(Expected, SampleRun.ReadTable(In(target), "t"));
        else Assert.NotEmpty(Directory.EnumerateFiles(In("out"), "*.parquet"));
        var verified = await RunAsync("ledger", "verify");
        Assert.True(verified.ExitCode == 0, verified.ToString());
    }

    private async Task<ProcessResult> RunAsync(params string[] arguments)
    {
        if (!Environment.IsPrivilegedProcess) return await LumosProcess.RunAsync(_folder, arguments);
        _log.WriteLine("as nobody, through setpriv");
        using var process = LumosProcess.StartCommand(
            _folder, new Dictionary<string, string> { ["HOME"] = _folder },
            ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "dotnet", LumosProcess.Program, .. arguments]);
        return await LumosProcess.EndAsync(process);
    }

    private static void Allow(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, mode);
    }

    private string In(string name) => Path.Combine(_folder, name);
}
