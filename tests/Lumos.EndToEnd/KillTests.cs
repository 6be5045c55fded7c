using System.Text.Json;
using Lumos.Core.Supervision;
using Lumos.Testing;
using Lumos.Testing.Samples;

namespace Lumos.EndToEnd;

/// <summary>
/// Kills the process (SIGKILL, no clean-up) at every named place of a run, resumes, and holds the result against a run nobody
/// killed: the same tables, the same content hashes, a whole ledger.
/// </summary>
public sealed class KillTests
{
    private static readonly Lazy<Task<string>> Undisturbed = new(UndisturbedAsync);

    public static TheoryData<string> Places => new(FailpointNames.All);

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Resume_AfterKillAtAnyPlace_EndsInTheSameResult(string place)
    {
        using var sample = new SampleRun("shop");
        var killed = await LumosProcess.RunAsync(sample.Folder, new Dictionary<string, string> { ["LUMOS_FAILPOINT"] = place }, "run", "contract.yaml", "--yes", "--quiet");
        Assert.True(killed.ExitCode is not (0 or 1 or 2 or 3), $"'{place}' was not reached: {killed}");

        var resumed = await LumosProcess.RunAsync(sample.Folder, "resume", "--yes", "--json", "--quiet");

        Assert.True(resumed.ExitCode == 0, $"resume after '{place}': {resumed}");
        Assert.Equal(await Undisturbed.Value, Result(sample, resumed));
        var verified = await LumosProcess.RunAsync(sample.Folder, "ledger", "verify");
        Assert.True(verified.ExitCode == 0, $"ledger after '{place}': {verified}");
    }

    private static async Task<string> UndisturbedAsync()
    {
        using var sample = new SampleRun("shop");
        var run = await LumosProcess.RunAsync(sample.Folder, "run", "contract.yaml", "--yes", "--json", "--quiet");
        Assert.True(run.ExitCode == 0, run.ToString());
        return Result(sample, run);
    }

    /// <summary>Tables as text and everything the run says about them.</summary>
    private static string Result(SampleRun sample, ProcessResult run)
    {
        using var summary = JsonDocument.Parse(run.Output);
        var tables = SampleExpectation.Read(Path.Combine(RepositoryRoot.Find(), "samples", "shop", "expected", "expected.json")).Tables.Keys;
        return string.Join('\n', tables.Order(StringComparer.Ordinal).Select(sample.ReadTable)) + summary.RootElement.GetProperty("tables").GetRawText();
    }
}
