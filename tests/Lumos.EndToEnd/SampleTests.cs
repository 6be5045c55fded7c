using System.Text.Json;
using Lumos.Testing;
using Lumos.Testing.Samples;

namespace Lumos.EndToEnd;

/// <summary>Every sample of the repository, run as a user runs it, ends in what its generator says it must.</summary>
public sealed class SampleTests
{
    public static TheoryData<string> Names => new(SampleGenerator.Names);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Run_Sample_EndsInItsExpectedResult(string name)
    {
        using var sample = new SampleRun(name);

        var run = await LumosProcess.RunAsync(sample.Folder, "run", "contract.yaml", "--yes", "--json");

        Assert.True(run.ExitCode == 0, run.ToString());
        using var summary = JsonDocument.Parse(run.Output);
        var expectation = SampleExpectation.Read(Path.Combine(RepositoryRoot.Find(), "samples", name, "expected", "expected.json"));
        foreach (var (table, expected) in expectation.Tables)
        {
            Assert.Equal(sample.ReadExpected(table), sample.ReadTable(table));
            var actual = summary.RootElement.GetProperty("tables").EnumerateArray().Single(t => t.GetProperty("table").GetString() == table);
            Assert.Equal(
                (expected.RowsIn, expected.RowsOut, expected.Collapsed, string.Join(", ", expected.Quarantined.OrderBy(q => q.Key, StringComparer.Ordinal).Select(q => $"{q.Key}={q.Value}"))),
                (actual.GetProperty("rows_in").GetInt64(), actual.GetProperty("rows_out").GetInt64(), actual.GetProperty("collapsed").GetInt64(),
                    string.Join(", ", actual.GetProperty("reasons").EnumerateObject().OrderBy(r => r.Name, StringComparer.Ordinal).Select(r => $"{r.Name}={r.Value.GetInt64()}"))));
        }

        var verified = await LumosProcess.RunAsync(sample.Folder, "ledger", "verify");
        Assert.True(verified.ExitCode == 0, verified.ToString());
        Assert.True(File.Exists(summary.RootElement.GetProperty("report").GetString() is { } report ? Path.Combine(sample.Folder, report) : ""));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Run_SampleTwice_LeavesTheSameTables(string name)
    {
        using var sample = new SampleRun(name);
        var tables = SampleExpectation.Read(Path.Combine(RepositoryRoot.Find(), "samples", name, "expected", "expected.json")).Tables.Keys.ToList();

        var first = await LumosProcess.RunAsync(sample.Folder, "run", "contract.yaml", "--yes", "--quiet");
        var before = tables.ConvertAll(sample.ReadTable);
        var second = await LumosProcess.RunAsync(sample.Folder, "run", "contract.yaml", "--yes", "--quiet");

        Assert.True(first.ExitCode == 0, first.ToString());
        Assert.True(second.ExitCode == 0, second.ToString());
        Assert.Equal(before, tables.ConvertAll(sample.ReadTable));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Run_SampleMetadataOnly_WritesNothing(string name)
    {
        using var sample = new SampleRun(name);
        var contract = Path.Combine(sample.Folder, "contract.yaml");
        await File.WriteAllTextAsync(contract, (await File.ReadAllTextAsync(contract)).Replace("mode: data_mode", "mode: metadata_only", StringComparison.Ordinal));

        var run = await LumosProcess.RunAsync(sample.Folder, "run", "contract.yaml", "--yes");

        Assert.True(run.ExitCode is 0 or 8, run.ToString());
        Assert.False(File.Exists(sample.Database));
    }
}
