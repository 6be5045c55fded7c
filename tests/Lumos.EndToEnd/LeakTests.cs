using System.Text;

namespace Lumos.EndToEnd;

/// <summary>No cell value leaves a run where it must not: metadata_only shows none anywhere, data_mode shows personal data masked.</summary>
public sealed class LeakTests : IDisposable
{
    private const string Schema = """{"name":"people","columns":[{"name":"id","type":"int64","key":true},{"name":"full_name","type":"text"},{"name":"email","type":"text"},{"name":"born","type":"date"},{"name":"note","type":"text"}]}""";
    private readonly string _folder = Directory.CreateTempSubdirectory("lumos-leak-").FullName;

    [Fact]
    public async Task Run_MetadataOnly_NoCellValueReachesArtifactLedgerLogOrReport()
    {
        var values = WritePeople();

        var run = await LumosProcess.RunAsync(_folder, "run", "--from", "people.csv", "--to", "schema.json", "--out", "out.duckdb", "--mode", "metadata_only", "--yes");

        Assert.True(run.ExitCode is 0 or 8, run.ToString());
        AssertNowhere(values, run);
    }

    [Fact]
    public async Task Run_DataMode_PersonalValuesAreMaskedOutsideTheTarget()
    {
        var values = WritePeople().Where(v => v.Contains('@', StringComparison.Ordinal) || v.StartsWith("Zqx", StringComparison.Ordinal)).ToList();

        var run = await LumosProcess.RunAsync(_folder, "run", "--from", "people.csv", "--to", "schema.json", "--out", "out.duckdb", "--yes");

        Assert.True(run.ExitCode is 0 or 8, run.ToString());
        AssertNowhere(values, run);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>A file whose every value is unlike anything else; gives the values.</summary>
    private List<string> WritePeople()
    {
        var values = new List<string>();
        var csv = new StringBuilder("id,full_name,email,born,note\n");
        for (var i = 0; i < 60; i++)
        {
            string[] row = [$"{98_765_000 + i}", $"Zqxanna{(char)('a' + (i % 26))}{i} Wvzmark{i}", $"zqx.mail{i}@wvz-host{i}.example", $"19{40 + (i % 50)}-0{1 + (i % 9)}-1{i % 9}", $"kqzremark{i} about vxcthing{i}"];
            values.AddRange(row);
            if (i % 20 == 13) row[3] = "1999-13-45";
            csv.AppendJoin(',', row).Append('\n');
        }

        File.WriteAllText(Path.Combine(_folder, "people.csv"), csv.ToString());
        File.WriteAllText(Path.Combine(_folder, "schema.json"), Schema);
        return values;
    }

    private void AssertNowhere(List<string> values, ProcessResult run)
    {
        var places = Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories)
            .Where(f => Path.GetFileName(f) is not ("people.csv" or "schema.json") && !f.EndsWith(".duckdb", StringComparison.Ordinal))
            .Select(f => (Name: Path.GetRelativePath(_folder, f), Text: File.ReadAllText(f)))
            .Append((Name: "standard output", Text: run.Output)).Append((Name: "standard error", Text: run.Error)).ToList();

        Assert.True(places.Count > 5, "The run left nothing to look at.");
        var leaks = places.SelectMany(p => values.Where(v => p.Text.Contains(v, StringComparison.Ordinal)).Select(v => $"{v} in {p.Name}")).Take(10);
        Assert.Empty(leaks);
    }
}
