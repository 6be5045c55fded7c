using System.Text;
using Lumos.Abstractions;
using Lumos.Core.Domains;
using Lumos.Core.Ingest;
using Lumos.Core.Ingest.Inventory;
using Lumos.Core.Ingest.Reading;
using Lumos.Core.Policy.Masking;
using Lumos.Core.Supervision;

namespace Lumos.Core.Tests.Supervision;

/// <summary>The real first stages under the real supervisor, on the samples of the repository.</summary>
public sealed class FirstStagesOnSamplesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ScriptedStages _later = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("crm")]
    [InlineData("shop")]
    [InlineData("clinical")]
    public async Task Plan_Sample_DescribesItsTables(string sample)
    {
        var (engine, result) = await PlanAsync(sample, RunMode.DataMode);
        var artifacts = await engine.GetArtifactsAsync();

        Assert.Equal(RunStatus.Planned, result.Status);
        Assert.NotEmpty(artifacts.Catalog!.Tables);
        Assert.Equal(artifacts.Catalog.Tables.Sum(t => t.Columns.Count), artifacts.Domains!.Columns.Count);
        Assert.Equal(artifacts.Catalog.Tables.Count, artifacts.Sample!.Tables.Count);
    }

    [Theory]
    [InlineData("crm", "contacts.csv", 4)]
    [InlineData("clinical", "patients.tsv", 1)]
    public async Task Plan_MetadataOnly_LeavesNoCellValueInTheState(string sample, string file, int linesBeforeData)
    {
        var (engine, _) = await PlanAsync(sample, RunMode.MetadataOnly);
        Assert.Null((await engine.GetArtifactsAsync()).Sample);

        // Values long enough to be telling: what no header, path or contract could hold by chance.
        var text = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "samples", sample, file), Encoding.Latin1);
        var cells = text.Split('\n').Skip(linesBeforeData).SelectMany(line => line.Split(',', ';', '\t', '|')).Select(cell => cell.Trim('"', ' ', '\r')).Where(cell => cell.Length >= 9).ToHashSet();
        Assert.True(cells.Count > 20);
        foreach (var path in Directory.GetFiles(engine.StateFolder, "*", SearchOption.AllDirectories))
        {
            var content = await File.ReadAllTextAsync(path, Encoding.Latin1);
            Assert.DoesNotContain(cells, cell => content.Contains(cell, StringComparison.Ordinal));
        }
    }

    private async Task<(LumosEngine Engine, RunResult Result)> PlanAsync(string sample, RunMode mode)
    {
        var file = RunContractFile.Load(Path.Combine(Repository.Root, "samples", sample, "contract.yaml"));
        var engine = LumosEngine.Create(new LumosOptions { StateFolder = _folder["state"] }, Compose);
        return (engine, await engine.PlanAsync(file.Contract with { Mode = mode }, new RunSettings { BaseFolder = file.BaseFolder }));
    }

    private StageSet Compose(StageServices services)
    {
        var verifier = new SourceVerifier();
        var masker = new PiiMasker();
        var reader = new CatalogReader(services.Resolve, verifier);
        return new StageSet(new IngestStage(masker, verifier), new DomainsStage(reader, masker), _later.Mapping, _later.Analysis, _later.Migration, reader);
    }
}
