using Lumos.Abstractions;
using Lumos.Core.Supervision;

namespace Lumos.Core.Tests.Mapping.Synthesis;

/// <summary>How sure a mapping learnt from target rows is.</summary>
public sealed class LearntMappingsTests : IDisposable
{
    private static readonly string[] Names = ["Ida Brock", "Uwe Calder", "Mia Dorn", "Oli Ender", "Eva Falk", "Kim Gray", "Leo Hart", "Ria Iven", "Tom Jost", "Zoe Kern", "Max Lund", "Pia Mohr", "Jan Nolte", "Ute Olsen"];
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(4, GateDecision.Hold)]
    [InlineData(14, GateDecision.Accept)]
    public async Task Run_LongProgram_IsHeldUntilEnoughRowsProveIt(int known, GateDecision decision)
    {
        var label = await MapAsync(known, (name, i) => $"{name.Split(' ')[1].ToUpperInvariant()}, {name[0]}. [{Site(i)}] {Day(i)}.{3 + i % 9:00}.2023 / {200 + i * 7}");

        Assert.Equal(decision, label.Decision);
        Assert.Contains(label.Rationale, r => r.Contains($"Reproduces {known} of {known} target rows", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_ShortProgramFromFewRows_IsAccepted()
    {
        var label = await MapAsync(4, (name, _) => name.Split(' ')[1]);

        Assert.Equal((GateDecision.Accept, 0.9), (label.Decision, label.Confidence));
    }

    [Fact]
    public async Task Run_TargetRowsThatNothingExplains_HoldWhatTheNamesSuggest()
    {
        string[] words = ["ash", "birch", "cedar", "elm", "fir", "hazel", "larch", "maple", "oak", "pine", "rowan", "willow"];
        _folder.Write("in/t.csv", "code,label\n" + string.Join('\n', words.Select(static (w, i) => $"K{i:000},{w}")) + "\n");
        var rows = new Dictionary<string, string?[]>(StringComparer.Ordinal) { ["code"] = [.. words.Select(static (_, i) => $"K{i:000}")], ["label"] = ["sun", "sky", "fog", "ice", "tin", "ink", "wax", "ore", "jam", "tea", "rye", "oat"] };
        using var run = new SampleRun
        {
            BaseFolder = _folder["in"], Locations = ["t.csv"],
            Target = [new TargetTable { Name = "tags", Columns = [new TargetColumn { Name = "code", Type = ColumnType.Text }, new TargetColumn { Name = "label", Type = ColumnType.Text }] }],
            TargetRows = new Dictionary<string, RawSample>(StringComparer.Ordinal) { ["tags"] = RawSample.From(rows) },
        };
        var label = (await run.RunAsync()).Output.Tables[0].Inputs.SelectMany(i => i.Columns).Single(c => c.Target == "label");

        Assert.Equal(GateDecision.Hold, label.Decision);
        Assert.Contains(label.Rationale, static r => r.Contains("makes only 0 of 12 target rows", StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    private static string Site(int i) => i % 2 == 0 ? "north" : "south";

    private static string Day(int i) => $"{1 + i * 2:00}";

    private async Task<ColumnMapping> MapAsync(int known, Func<string, int, string> label)
    {
        _folder.Write("in/t.csv", "code,person,site,seen,lot\n" + string.Join('\n', Names.Select((n, i) => $"K{i:000},{n},{Site(i)},2023-{3 + i % 9:00}-{Day(i)},{200 + i * 7}")) + "\n");
        var rows = new Dictionary<string, string?[]>(StringComparer.Ordinal) { ["code"] = [.. Names.Take(known).Select((_, i) => $"K{i:000}")], ["label"] = [.. Names.Take(known).Select(label)] };
        using var run = new SampleRun
        {
            BaseFolder = _folder["in"], Locations = ["t.csv"],
            Target = [new TargetTable { Name = "tags", Columns = [new TargetColumn { Name = "code", Type = ColumnType.Text }, new TargetColumn { Name = "label", Type = ColumnType.Text }] }],
            TargetRows = new Dictionary<string, RawSample>(StringComparer.Ordinal) { ["tags"] = RawSample.From(rows) },
        };
        return (await run.RunAsync()).Output.Tables[0].Inputs.SelectMany(i => i.Columns).Single(c => c.Target == "label");
    }
}
