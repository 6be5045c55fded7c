using System.Text;

namespace Lumos.EndToEnd;

/// <summary>Bytes that are not what the contract says they are, or not the same all through: put aside or told, never garbled in silence.</summary>
public sealed class EncodingTests : IDisposable
{
    private const string Schema = """{"name":"t","columns":[{"name":"id","type":"int64","key":true},{"name":"name","type":"text"}]}""";
    private const char LatinSmallE = 'é';
    private readonly string _folder = Directory.CreateTempSubdirectory("lumos-encoding-").FullName;

    public EncodingTests() => File.WriteAllText(In("schema.json"), Schema);

    [Fact]
    public async Task Run_Utf8StatedForWindows1252_PutsEveryRowAside()
    {
        await WriteAsync(Encoding.Latin1);

        var run = await RunAsync("utf-8");

        ClearError.Check(run, 7, "MIGRATION_ALL_QUARANTINED");
        Assert.Contains("INVALID_ENCODING", (await LumosProcess.RunAsync(_folder, "quarantine", "list")).Output, StringComparison.Ordinal);
        Assert.False(File.Exists(In("out.duckdb")) && HasTable());
    }

    [Fact]
    public async Task Run_Windows1252NotStated_IsFoundOut()
    {
        await WriteAsync(Encoding.Latin1);

        var run = await RunAsync(encoding: null);

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal(Table(50), SampleRun.ReadTable(In("out.duckdb"), "t"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("utf-8")]
    public async Task Run_InvalidBytesInTheMiddleOfUtf8_PutsThatRowAside(string? encoding)
    {
        const int rows = 60_000;
        const int torn = 41_000;
        await using (var file = File.Create(In("a.csv")))
        {
            await file.WriteAsync("id,name\n"u8.ToArray());
            for (var i = 1; i <= rows; i++) await file.WriteAsync((i == torn ? Encoding.Latin1 : Encoding.UTF8).GetBytes(Row(i)));
        }

        var run = await RunAsync(encoding);

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains("INVALID_ENCODING", run.Output, StringComparison.Ordinal);
        Assert.Contains($"line {torn + 1}", (await LumosProcess.RunAsync(_folder, "quarantine", "list")).Output, StringComparison.Ordinal);
        var table = SampleRun.ReadTable(In("out.duckdb"), "t");
        Assert.Equal(rows, table.Count(static letter => letter == '\n'));
        Assert.Equal(rows - 1, table.Count(static letter => letter == LatinSmallE));
        Assert.DoesNotContain('\uFFFD', table);
        Assert.DoesNotContain($"\n{torn},", table, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Windows1252StatedForUtf8_SaysSo()
    {
        await WriteAsync(Encoding.UTF8);

        var run = await RunAsync("windows-1252");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains("ENCODING_DOUBTFUL", run.Output, StringComparison.Ordinal);
        Assert.Contains("its bytes are utf-8", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Windows1252StatedForAscii_SaysNothing()
    {
        await File.WriteAllTextAsync(In("a.csv"), "id,name\n1,alpha\n2,beta\n");

        var run = await RunAsync("windows-1252");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.DoesNotContain("ENCODING_DOUBTFUL", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("windows-1252")]
    public async Task Run_OneByteEncodingStatedForUtf16_WritesNothing(string encoding)
    {
        await WriteAsync(Encoding.Unicode);

        var run = await RunAsync(encoding);

        Assert.True(run.ExitCode is 3 or 7 or 8, run.ToString());
        Assert.False(File.Exists(In("out.duckdb")) && HasTable());
    }

    [Fact]
    public async Task Run_UnknownEncodingStated_IsRefused()
    {
        await WriteAsync(Encoding.UTF8);

        ClearError.Check(await RunAsync("no-such-encoding"), 3, "INGEST_ENCODING_UNKNOWN");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string In(string name) => Path.Combine(_folder, name);

    private static string Row(int id) => $"{id},caf{LatinSmallE} {id}\n";

    private static string Table(int rows) => "id,name\n" + string.Concat(Enumerable.Range(1, rows).OrderBy(static id => id.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparer.Ordinal).Select(Row));

    private Task WriteAsync(Encoding encoding) =>
        File.WriteAllBytesAsync(In("a.csv"), encoding.GetBytes("id,name\n" + string.Concat(Enumerable.Range(1, 50).Select(Row))));

    private bool HasTable()
    {
        try
        {
            return SampleRun.ReadTable(In("out.duckdb"), "t").Length > 0;
        }
        catch (Lumos.DuckDb.DuckDbException)
        {
            return false;
        }
    }

    private async Task<ProcessResult> RunAsync(string? encoding)
    {
        await File.WriteAllTextAsync(In("contract.yaml"), $$"""
            mode: data_mode
            lhs: { source: { type: file }, location: [a.csv] }
            rhs: { source: { type: file }, location: out.duckdb, schema_ref: schema.json }
            rbac_actor: { user_id: me, role: operator }
            human_confirm_required: true
            {{(encoding is null ? "" : $"overrides: {{ dialects: {{ 'a.csv': {{ encoding: {encoding} }} }} }}")}}

            """);
        return await LumosProcess.RunAsync(_folder, "run", "contract.yaml", "--yes", "--quiet");
    }
}
