using System.IO.Compression;
using System.Text;

namespace Lumos.EndToEnd;

/// <summary>Bad input, as a user meets it: a clear error with code and next step, and source, final table and state left whole.</summary>
public sealed class BadInputTests : IDisposable
{
    private const string Schema = """{"name":"t","columns":[{"name":"id","type":"int64","key":true},{"name":"name","type":"text"}]}""";
    private const string Good = "id,name\n1,alpha\n2,beta\n3,gamma\n";
    private readonly string _folder = Directory.CreateTempSubdirectory("lumos-bad-").FullName;

    public BadInputTests() => File.WriteAllText(In("schema.json"), Schema);

    [Fact]
    public Task Run_MissingFile_IsRefused() => RefusedAsync("nothing.csv", 3);

    [Fact]
    public async Task Run_EmptyFile_IsRefused()
    {
        await File.WriteAllTextAsync(In("a.csv"), "");
        await RefusedAsync("a.csv", 3);
    }

    [Fact]
    public async Task Run_BinaryFile_IsRefused()
    {
        await File.WriteAllBytesAsync(In("a.csv"), [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. new byte[500]]);
        await RefusedAsync("a.csv", 3);
    }

    [Fact]
    public async Task Run_TruncatedGzip_IsRefused()
    {
        using var buffer = new MemoryStream();
        await using (var gzip = new GZipStream(buffer, CompressionLevel.Optimal, leaveOpen: true)) await gzip.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i},name {i}\n"))));
        await File.WriteAllBytesAsync(In("a.csv.gz"), buffer.ToArray()[..(int)(buffer.Length / 2)]);
        await RefusedAsync("a.csv.gz", 3);
    }

    [Fact]
    public async Task Run_HeaderOnly_IsRefused()
    {
        await File.WriteAllTextAsync(In("a.csv"), "id,name\n");
        await RefusedAsync("a.csv", 3);
    }

    [Fact]
    public async Task Run_TenThousandColumns_Works()
    {
        await File.WriteAllTextAsync(In("a.csv"), "id,name," + string.Join(',', Enumerable.Range(0, 9_998).Select(i => $"c{i}")) + "\n" + string.Concat(Enumerable.Range(1, 3).Select(r => $"{r},n{r}," + string.Join(',', Enumerable.Repeat("x", 9_998)) + "\n")));

        var run = await RunAsync("a.csv");

        Assert.True(run.ExitCode is 0 or 8, run.ToString());
    }

    [Fact]
    public async Task Run_OneCellOfFiftyMegabytes_KeepsItOrSaysWhyNot()
    {
        await File.WriteAllTextAsync(In("a.csv"), "id,name\n1," + new string('x', 50 * 1024 * 1024) + "\n2,short\n");

        var run = await RunAsync("a.csv");

        if (run.ExitCode == 0) Assert.Equal(50 * 1024 * 1024, SampleRun.ReadTable(In("out.duckdb"), "t").Split('\n')[1].Length - 2);
        else ClearError.Check(run, 3);
    }

    [Fact]
    public async Task Run_DuplicateHeaders_AreToldApartAndReported()
    {
        await File.WriteAllTextAsync(In("a.csv"), "id,name,name\n1,a,b\n2,c,d\n3,e,f\n");

        var run = await RunAsync("a.csv");

        Assert.True(run.ExitCode is 0 or 8, run.ToString());
        Assert.Contains("HEADER_RENAMED", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_TargetWithAnotherSchema_IsRefusedAndTheTableStays()
    {
        await File.WriteAllTextAsync(In("a.csv"), Good);
        Assert.Equal(0, (await RunAsync("a.csv")).ExitCode);
        var before = SampleRun.ReadTable(In("out.duckdb"), "t");
        await File.WriteAllTextAsync(In("schema.json"), """{"name":"t","columns":[{"name":"id","type":"text","key":true},{"name":"name","type":"text"},{"name":"extra","type":"date"}]}""");

        var run = await RunAsync("a.csv");

        ClearError.Check(run, 3);
        Assert.Equal(before, SampleRun.ReadTable(In("out.duckdb"), "t"));
    }

    [Fact]
    public async Task Run_ContractWithUnknownKeys_NamesEveryMistake()
    {
        await File.WriteAllTextAsync(In("a.csv"), Good);
        await File.WriteAllTextAsync(In("contract.yaml"), "mode: data_mod\nlhs: { source: { type: file }, location: a.csv }\nrhs: { source: { type: file }, location: out.duckdb, schema_ref: schema.json }\nrbac_actor: { user_id: me, role: operator }\nsampel_caps: { rows_max: 10 }\nhuman_confirm_required: maybe\n");

        var run = await LumosProcess.RunAsync(_folder, "run", "contract.yaml", "--yes");

        ClearError.Check(run, 3);
        Assert.Contains("data_mod", run.Error, StringComparison.Ordinal);
        Assert.Contains("sampel_caps", run.Error, StringComparison.Ordinal);
        Assert.Contains("human_confirm_required", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(In(".lumos")) && Directory.EnumerateFiles(In(".lumos"), "*.json", SearchOption.AllDirectories).Any());
    }

    [Fact]
    public async Task Run_StateFolderThatIsAFile_IsRefused()
    {
        await File.WriteAllTextAsync(In("a.csv"), Good);
        await File.WriteAllTextAsync(In("state"), "not a folder");

        var run = await LumosProcess.RunAsync(_folder, "run", "--from", "a.csv", "--to", "schema.json", "--out", "out.duckdb", "--yes", "--state", "state");

        ClearError.Check(run, 3);
        Assert.Equal("not a folder", await File.ReadAllTextAsync(In("state")));
    }

    [Fact]
    public async Task Run_NobodyToConfirm_HoldsAndWritesNothing()
    {
        await File.WriteAllTextAsync(In("a.csv"), Good);

        var held = await LumosProcess.RunAsync(_folder, "run", "--from", "a.csv", "--to", "schema.json", "--out", "out.duckdb");

        Assert.True(held.ExitCode == 8, held.ToString());
        Assert.False(File.Exists(In("out.duckdb")));
        var resumed = await LumosProcess.RunAsync(_folder, "resume", "--yes");
        Assert.True(resumed.ExitCode == 0, resumed.ToString());
        Assert.Equal("id,name\n1,alpha\n2,beta\n3,gamma\n", SampleRun.ReadTable(In("out.duckdb"), "t"));
    }

    [Theory]
    [InlineData("run")]
    [InlineData("run", "--from", "a.csv")]
    [InlineData("fly")]
    [InlineData("show")]
    public async Task AnyCommand_WrongUsage_ExitsWithTwoAndPointsToHelp(params string[] arguments)
    {
        var run = await LumosProcess.RunAsync(_folder, arguments);

        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.Contains("--help", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string In(string name) => Path.Combine(_folder, name);

    private Task<ProcessResult> RunAsync(string source) => LumosProcess.RunAsync(_folder, "run", "--from", source, "--to", "schema.json", "--out", "out.duckdb", "--yes");

    private async Task RefusedAsync(string source, int exitCode)
    {
        var before = File.Exists(In(source)) ? await File.ReadAllBytesAsync(In(source)) : null;

        var run = await RunAsync(source);

        ClearError.Check(run, exitCode);
        Assert.False(File.Exists(In("out.duckdb")));
        if (before is not null) Assert.Equal(before, await File.ReadAllBytesAsync(In(source)));
    }
}
