using Lumos.Abstractions;
using Lumos.Core.Artifacts;
using Lumos.Core.Domains;
using Lumos.Core.Ingest;
using Lumos.Core.Ingest.Inventory;
using Lumos.Core.Ingest.Reading;
using Lumos.Core.Mapping;
using Lumos.Core.Policy;
using Lumos.Core.Policy.Masking;
using Lumos.Core.Supervision;
using Lumos.Core.TargetSchemas;
using Lumos.Testing;

namespace Lumos.Core.Tests.Mapping;

/// <summary>Runs ingest, domaining and mapping over files of a folder.</summary>
internal sealed class SampleRun : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public required string BaseFolder { get; init; }

    public required string[] Locations { get; init; }

    public required IReadOnlyList<TargetTable> Target { get; init; }

    public RunMode Mode { get; init; } = RunMode.DataMode;

    public RunOverrides? Overrides { get; init; }

    public IReadOnlyDictionary<string, RawSample> TargetRows { get; init; } = new Dictionary<string, RawSample>();

    public CatalogArtifact? Catalog { get; private set; }

    public DomainAssignmentsArtifact? Domains { get; private set; }

    /// <summary>Files of one of the repository's samples.</summary>
    public static async Task<SampleRun> OfSampleAsync(string name, string schema, string[] locations, RunOverrides? overrides = null, RunMode mode = RunMode.DataMode)
    {
        var folder = Path.Combine(RepositoryRoot.Find(), "samples", name);
        return new SampleRun { BaseFolder = folder, Locations = locations, Target = await TargetSchemaReader.ReadAsync(Path.Combine(folder, schema)), Overrides = overrides, Mode = mode };
    }

    public async Task<StageOutcome<MappingPlanArtifact>> RunAsync()
    {
        var contract = new RunContract
        {
            RunId = "01JD0000000000000000000000", Mode = Mode, Lhs = new RunEndpoint { Source = new EndpointSource("file"), Location = Locations },
            Rhs = new RunEndpoint { Source = new EndpointSource("file"), Location = ["out.duckdb"] }, SampleCaps = new SampleCaps(500, 1 << 20), RbacActor = new RbacActor("tester", Role.Operator), Overrides = Overrides,
        };
        var store = new FileArtifactStore(_folder["state"]);
        var context = new StageContext
        {
            Contract = contract, ContractHash = new string('c', 64), Policy = new PolicyEngine(PolicyManifestLoader.LoadDefault()), Thresholds = new ThresholdProfile(), Artifacts = store, Lane = Lane.Interactive,
            Seed = 7, Time = TimeProvider.System, WorkFolder = _folder["work"], BaseFolder = BaseFolder,
        };
        var verifier = new SourceVerifier();
        var masker = new PiiMasker();
        var reader = new CatalogReader(l => Path.GetFullPath(Path.Combine(BaseFolder, l)), verifier);
        Catalog = (await new IngestStage(masker, verifier).RunAsync(new IngestInput(), context)).Output;
        var pack = Catalog.SamplePackHash is { } hash ? await store.GetAsync<SamplePackArtifact>(hash) : null;
        Domains = (await new DomainsStage(reader, masker).RunAsync(new DomainsInput(Catalog, pack), context)).Output;
        var target = new TargetSchemaArtifact { Header = Catalog.Header with { Kind = ArtifactKind.TargetSchema }, Tables = Target };
        var input = new MappingInput(Catalog, pack, Domains, target, new string('7', 64)) { TargetRows = TargetRows };
        return await new MappingStage(reader, masker, new ColumnNamer()).RunAsync(input, context);
    }

    public void Dispose() => _folder.Dispose();
}
