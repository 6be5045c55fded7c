using Lumos.Abstractions;

namespace Lumos.Core.Supervision;

/// <summary>The five stages of a run, in their required order, and the reader of its source.</summary>
internal sealed record StageSet(
    IStage<IngestInput, CatalogArtifact> Ingest,
    IStage<DomainsInput, DomainAssignmentsArtifact> Domains,
    IStage<MappingInput, MappingPlanArtifact> Mapping,
    IStage<AnalysisInput, AnalysisReportArtifact> Analysis,
    IStage<MigrationInput, MigrationRunArtifact> Migration,
    ICatalogReader Reader)
{
    /// <summary>Identity of the fixes that mapping follows; null for none.</summary>
    public string? FixesHash { get; init; }
}
