using Lumos.Abstractions;

namespace Lumos.Core.Tests.Mapping;

/// <summary>Of hundreds of target columns nearly every name has one that reads like a part of it: that alone is no reason to accept it.</summary>
public sealed class WideTargetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Run_NameOfWhichATargetHasAPart_IsHeldInAWideTargetOnly()
    {
        Assert.Equal(GateDecision.Accept, (await MapAsync(0))["neutrophil_percent"].Decision);
        Assert.NotEqual(GateDecision.Accept, (await MapAsync(200))["neutrophil_percent"].Decision);
    }

    [Fact]
    public async Task Run_NameThatIsAllInTheTarget_IsAcceptedInAWideTarget() => Assert.Equal(GateDecision.Accept, (await MapAsync(200))["tumor_grade"].Decision);

    public void Dispose() => _folder.Dispose();

    private async Task<Dictionary<string, ColumnMapping>> MapAsync(int others)
    {
        File.WriteAllText(_folder["samples.csv"], "id,tumor_grade,cibersort_neutrophil_percent\n" + string.Join('\n', Enumerable.Range(1, 40).Select(i => $"{i},G{i % 4},{i * 7 % 31}.5")) + "\n");
        TargetColumn[] columns =
        [
            new TargetColumn { Name = "id", Type = ColumnType.Int64, Nullable = false }, new TargetColumn { Name = "tumor_grade", Type = ColumnType.Text }, new TargetColumn { Name = "neutrophil_percent", Type = ColumnType.Decimal(9, 2) },
            .. Enumerable.Range(0, others).Select(i => new TargetColumn { Name = $"marker{i}_assay", Type = ColumnType.Text }),
        ];
        using var run = new SampleRun { BaseFolder = Path.GetDirectoryName(_folder["samples.csv"])!, Locations = ["samples.csv"], Target = [new TargetTable { Name = "samples", PrimaryKey = ["id"], Columns = columns }] };
        return (await run.RunAsync()).Output.Tables[0].Inputs[0].Columns.ToDictionary(c => c.Target, StringComparer.Ordinal);
    }
}
