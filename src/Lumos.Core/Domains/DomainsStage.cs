using System.Globalization;
using Lumos.Abstractions;
using Lumos.Core.Domains.Centroids;
using Lumos.Core.Supervision;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Domains;

/// <summary>Second stage: what each column of the catalog means. Values are looked at only when the policy allows it.</summary>
internal sealed class DomainsStage(ICatalogReader reader, IPiiMasker masker, DomainCatalog? catalog = null, ITextEmbeddings? embeddings = null, ICentroidStore? centroids = null) : IStage<DomainsInput, DomainAssignmentsArtifact>
{
    private DomainCatalog Catalog => catalog ?? DomainCatalog.Default;

    /// <inheritdoc/>
    public StageName Name => StageName.Domains;

    /// <inheritdoc/>
    public async Task<StageOutcome<DomainAssignmentsArtifact>> RunAsync(DomainsInput input, StageContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(context);
        var sketches = context.Policy.Evaluate(new PolicyRequest
        {
            Action = PolicyActions.ValueSketches, Mode = context.Contract.Mode, Actor = context.Contract.RbacActor, PiiPolicy = context.Contract.PiiPolicy, ContainsPii = true,
        });
        var samples = sketches.Allowed
            ? await RawSample.ReadAllAsync(reader, input.Catalog, input.Sample, cancellationToken).ConfigureAwait(false)
            : new Dictionary<string, RawSample>(StringComparer.Ordinal);

        var shelf = new CentroidShelf(centroids, embeddings);
        var resemblances = embeddings is null ? null : await new ColumnEmbedder(embeddings, shelf, masker).CompareAsync(input.Catalog.Tables, samples, Catalog, context, cancellationToken).ConfigureAwait(false);
        if (resemblances is null && centroids is { IsShared: true }) await shelf.KeepBuiltInAsync(Catalog, context, cancellationToken).ConfigureAwait(false);
        var assigner = new DomainAssigner(Catalog, masker);
        List<DomainAssignment> columns = [];
        var total = input.Catalog.Tables.Sum(static t => t.Columns.Count);
        foreach (var table in input.Catalog.Tables)
        {
            columns.AddRange(assigner.Assign(table, samples.GetValueOrDefault(table.Name, RawSample.Empty), context.Thresholds, cancellationToken, resemblances: resemblances));
            context.Progress?.Report(new StageProgress(StageName.Domains, $"reading {table.Name}", columns.Count, total, "columns"));
        }

        var representation = resemblances is null ? TextVector.Representation : embeddings!.Representation;
        var header = HeaderOf(context, sketches);
        if (resemblances is not null) header = header with { Provider = representation.Split(':', 2)[0], Model = representation.Contains(':', StringComparison.Ordinal) ? representation.Split(':', 2)[1] : null };
        var artifact = new DomainAssignmentsArtifact { Header = header, Representation = representation, Columns = columns };
        var reasons = Reasons(columns, sketches);
        if (embeddings is not null) reasons.Add($"Similarity of texts is by {representation}.");
        if (shelf.Trouble is { } trouble) reasons.Add(trouble);
        return new StageOutcome<DomainAssignmentsArtifact>(artifact, GateDecision.Accept, reasons);
    }

    private ArtifactHeader HeaderOf(StageContext context, PolicyDecision decision) => new()
    {
        Kind = ArtifactKind.DomainAssignments,
        RunId = context.Contract.RunId,
        ContractHash = context.ContractHash,
        PolicyVersion = decision.PolicyVersion,
        ThresholdProfileId = context.Thresholds.ProfileId,
        DslVersion = context.Contract.DslVersion,
        CatalogVersion = Catalog.Version,
    };

    private static List<string> Reasons(List<DomainAssignment> columns, PolicyDecision sketches)
    {
        int high = columns.Count(static c => c.Band == ConfidenceBand.High), borderline = columns.Count(static c => c.Band == ConfidenceBand.Borderline);
        List<string> reasons =
        [
            string.Create(CultureInfo.InvariantCulture, $"{high} of {columns.Count} columns are certain, {borderline} borderline, {columns.Count - high - borderline} unknown."),
            string.Create(CultureInfo.InvariantCulture, $"{columns.Count(static c => c.Pii == PiiGrade.Direct)} columns identify persons directly, {columns.Count(static c => c.Pii == PiiGrade.Quasi)} in combination."),
        ];
        if (!sketches.Allowed) reasons.Add("Only headers, types and units were looked at: " + sketches.Reason);
        return reasons;
    }
}
