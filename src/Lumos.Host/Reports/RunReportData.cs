using Lumos.Abstractions;

namespace Lumos.Host.Reports;

/// <summary>Everything a run report shows. Later stages are null when the run did not get that far.</summary>
internal sealed record RunReportData
{
    public required RunContract Contract { get; init; }

    public required string ContractHash { get; init; }

    public required string Status { get; init; }

    /// <summary>Folder the contract's relative locations start from.</summary>
    public string BaseFolder { get; init; } = ".";

    public CatalogArtifact? Catalog { get; init; }

    public SamplePackArtifact? Sample { get; init; }

    public StandardizationPlanArtifact? Standardization { get; init; }

    public DomainAssignmentsArtifact? Domains { get; init; }

    public TargetSchemaArtifact? Target { get; init; }

    public MappingPlanArtifact? Plan { get; init; }

    public AnalysisReportArtifact? Analysis { get; init; }

    public MigrationRunArtifact? Migration { get; init; }

    public IReadOnlyList<LedgerEvent> Ledger { get; init; } = [];

    /// <summary>Some quarantined rows, masked, for a first look.</summary>
    public IReadOnlyList<QuarantineLine> Quarantine { get; init; } = [];

    /// <summary>Error that ended the run; null when there was none.</summary>
    public string? Failure { get; init; }
}
