using Lumos.Abstractions;

namespace Lumos.Core.Supervision;

/// <summary>What ingest needs: the contract in the context says where to look.</summary>
internal sealed record IngestInput;

/// <summary>What domaining needs. The sample is null in metadata_only.</summary>
internal sealed record DomainsInput(CatalogArtifact Catalog, SamplePackArtifact? Sample);

/// <summary>What mapping needs. The sample is null in metadata_only.</summary>
internal sealed record MappingInput(CatalogArtifact Catalog, SamplePackArtifact? Sample, DomainAssignmentsArtifact Domains, TargetSchemaArtifact Target, string TargetSchemaHash)
{
    /// <summary>Rows the target already has, or examples of them, by target table; empty for none.</summary>
    public IReadOnlyDictionary<string, RawSample> TargetRows { get; init; } = new Dictionary<string, RawSample>(StringComparer.Ordinal);
}

/// <summary>What analysis needs. The sample is null in metadata_only.</summary>
internal sealed record AnalysisInput(CatalogArtifact Catalog, SamplePackArtifact? Sample, DomainAssignmentsArtifact Domains, TargetSchemaArtifact Target, MappingPlanArtifact Plan);

/// <summary>What migration needs.</summary>
internal sealed record MigrationInput(CatalogArtifact Catalog, DomainAssignmentsArtifact Domains, TargetSchemaArtifact Target, MappingPlanArtifact Plan, AnalysisReportArtifact Analysis);
