using System.Globalization;
using Lumos.Abstractions;
using Lumos.Core.Supervision;

namespace Lumos.Core.Domains;

/// <summary>Second stage: what each column of the catalog means. Values are looked at only when the policy allows it.</summary>
internal sealed class DomainsStage(ICatalogReader reader, IPiiMasker masker, DomainCatalog? catalog = null) : IStage<DomainsInput, DomainAssignmentsArtifact>
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

        var assigner = new DomainAssigner(Catalog, masker);
        List<DomainAssignment> columns = [];
        var total = input.Catalog.Tables.Sum(static t => t.Columns.Count);
        foreach (var table in input.Catalog.Tables)
        {
            columns.AddRange(assigner.Assign(table, samples.GetValueOrDefault(table.Name, RawSample.Empty), context.Thresholds, cancellationToken));
            context.Progress?.Report(new StageProgress(StageName.Domains, $"reading {table.Name}", columns.Count, total, "columns"));
        }

        var artifact = new DomainAssignmentsArtifact { Header = HeaderOf(context, sketches), Columns = columns };
        return new StageOutcome<DomainAssignmentsArtifact>(artifact, GateDecision.Accept, Reasons(columns, sketches));
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
