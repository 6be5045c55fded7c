using Lumos.Abstractions;
using Lumos.Core.Artifacts;
using Lumos.Core.Ingest;
using Lumos.Core.Ingest.Inventory;
using Lumos.Core.Ingest.Reading;
using Lumos.Core.Policy;
using Lumos.Core.Policy.Masking;
using Lumos.Core.Supervision;

namespace Lumos.Core.Tests.Ingest;

/// <summary>A folder with source files and everything needed to ingest it.</summary>
internal sealed class IngestRun : IDisposable
{
    public TemporaryFolder Folder { get; } = new();

    public SourceVerifier Verifier { get; } = new();

    public FileArtifactStore Store => field ??= new FileArtifactStore(Folder["state"]);

    public RunMode Mode { get; init; } = RunMode.DataMode;

    public SampleCaps Caps { get; init; } = new(100, 64 << 10);

    public RunOverrides? Overrides { get; init; }

    public long Seed { get; init; } = 7;

    public IProgress<StageProgress>? Progress { get; init; }

    public string Write(string name, string content) => Folder.Write("in/" + name, content.ReplaceLineEndings("\n"));

    public string WriteBytes(string name, byte[] content)
    {
        var path = Folder.Write("in/" + name, "");
        File.WriteAllBytes(path, content);
        return path;
    }

    public CatalogReader Reader() => new(Resolve, Verifier);

    public string Resolve(string location) => Path.GetFullPath(Path.Combine(Folder["in"], location));

    public async Task<StageOutcome<CatalogArtifact>> RunAsync(string[] locations, CancellationToken cancellationToken = default)
    {
        var contract = new RunContract
        {
            RunId = "01JD0000000000000000000000",
            Mode = Mode,
            Lhs = new RunEndpoint { Source = new EndpointSource("file"), Location = locations },
            Rhs = new RunEndpoint { Source = new EndpointSource("file"), Location = ["out.duckdb"] },
            SampleCaps = Caps,
            RbacActor = new RbacActor("tester", Role.Operator),
            Overrides = Overrides,
        };
        var context = new StageContext
        {
            Contract = contract,
            ContractHash = new string('c', 64),
            Policy = new PolicyEngine(PolicyManifestLoader.LoadDefault()),
            Thresholds = new ThresholdProfile(),
            Artifacts = Store,
            Lane = Lane.Interactive,
            Seed = Seed,
            Time = TimeProvider.System,
            WorkFolder = Folder["work"],
            BaseFolder = Folder["in"],
            Progress = Progress,
        };
        return await new IngestStage(new PiiMasker(), Verifier).RunAsync(new IngestInput(), context, cancellationToken);
    }

    /// <summary>Ingests one file with this content and gives its only table.</summary>
    public async Task<CatalogTable> TableAsync(string content, string name = "data.csv")
    {
        Write(name, content);
        return Assert.Single((await RunAsync([name])).Output.Tables);
    }

    public async Task<LumosException> FailAsync(params string[] locations) => await Assert.ThrowsAsync<LumosException>(() => RunAsync(locations));

    public void Dispose() => Folder.Dispose();
}
