using Lumos.Abstractions;
using Lumos.Core.Domains;
using Lumos.Core.Ingest;
using Lumos.Core.Ingest.Inventory;
using Lumos.Core.Ingest.Reading;
using Lumos.Core.Mapping;
using Lumos.Core.Policy;
using Lumos.Core.Policy.Masking;
using Lumos.Core.Supervision;

namespace Lumos.Core.Evaluation.Mapping;

/// <summary>Takes a case through the stages of a run up to the plan, and the plan over all source rows.</summary>
internal sealed class MappingAnswering(MappingEvaluationOptions options)
{
    private readonly PolicyEngine _policy = new(PolicyManifestLoader.LoadDefault());

    public async Task<MappingAnswer> AnswerAsync(MappingCase question, CancellationToken cancellationToken)
    {
        var context = Context(question);
        var start = options.Time.GetTimestamp();
        var verifier = new SourceVerifier();
        var masker = new PiiMasker();
        var reader = new CatalogReader(context.Resolve, verifier);
        var catalog = (await new IngestStage(masker, verifier).RunAsync(new IngestInput(), context, cancellationToken).ConfigureAwait(false)).Output;
        var pack = catalog.SamplePackHash is { } hash ? await context.Artifacts.GetAsync<SamplePackArtifact>(hash, cancellationToken).ConfigureAwait(false) : null;
        var domains = (await new DomainsStage(reader, masker).RunAsync(new DomainsInput(catalog, pack), context, cancellationToken).ConfigureAwait(false)).Output;
        var target = new TargetSchemaArtifact { Header = catalog.Header with { Kind = ArtifactKind.TargetSchema }, Tables = question.Targets };
        var input = new MappingInput(catalog, pack, domains, target, new string('0', 64)) { TargetRows = question.TargetRows };
        var stage = new MappingStage(reader, masker, new ColumnNamer());
        var (outcome, bench) = await stage.PlanAsync(input, context, cancellationToken).ConfigureAwait(false);
        var spent = options.Time.GetElapsedTime(start);
        var ranking = MappingRanking.Rank(bench);
        return new MappingAnswer
        {
            Case = question, Sources = catalog.Tables, Plan = outcome.Output, Spent = spent,
            Ranking = [.. ranking.Select(static p => new MappingAnswerPair(p.Source.Table.Name, p.Source.Name, p.Target.Table.Name, p.Target.Column.Name, p.Score, p.Explain))],
            Rows = await PlanRun.RunAsync(reader, catalog, outcome.Output, cancellationToken).ConfigureAwait(false),
        };
    }

    private StageContext Context(MappingCase question) => new()
    {
        Contract = new RunContract
        {
            RunId = "01JD0000000000000000000000", Mode = options.MetadataOnly ? RunMode.MetadataOnly : RunMode.DataMode, SampleCaps = new SampleCaps(), RbacActor = new RbacActor("evaluation", Role.Operator),
            Lhs = new RunEndpoint { Source = new EndpointSource("file"), Location = question.Sources },
            Rhs = new RunEndpoint { Source = new EndpointSource("file"), Location = ["target.duckdb"] },
        },
        ContractHash = new string('0', 64), Policy = _policy, Thresholds = options.Thresholds, Artifacts = new MemoryArtifactStore(), Lane = Lane.Interactive,
        Seed = 0, Time = options.Time, WorkFolder = question.Folder, BaseFolder = question.Folder,
    };
}
