using System.Text.Json.Serialization;
using Lumos.Abstractions;
using Lumos.Core.State;

namespace Lumos.Core.Artifacts;

/// <summary>How every artifact of the core becomes JSON; generated at build time, so nothing is reflected over at start.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    Converters =
    [
        typeof(ColumnTypeConverter), typeof(ColumnWidthConverter), typeof(ThresholdProfileConverter), typeof(LowerEnum<RunMode>), typeof(LowerEnum<Lane>), typeof(UpperEnum<StageName>),
        typeof(LowerEnum<GateDecision>), typeof(LowerEnum<RoutingProfile>), typeof(LowerEnum<Role>), typeof(LowerEnum<ArtifactKind>),
        typeof(LowerEnum<ConfidenceBand>), typeof(LowerEnum<PiiGrade>), typeof(LowerEnum<Severity>), typeof(LowerEnum<DuplicateKeyRule>), typeof(LowerEnum<TextForm>),
        typeof(LowerEnum<CheckpointStatus>), typeof(LowerEnum<QuarantineStatus>), typeof(UpperEnum<ErrorCode>), typeof(LowerEnum<FixKind>), typeof(LowerEnum<DistributionKind>), typeof(LowerEnum<ManifestScope>), typeof(LowerEnum<IncrementalBy>),
    ])]
[JsonSerializable(typeof(CatalogArtifact))]
[JsonSerializable(typeof(SamplePackArtifact))]
[JsonSerializable(typeof(StandardizationPlanArtifact))]
[JsonSerializable(typeof(DomainAssignmentsArtifact))]
[JsonSerializable(typeof(MappingPlanArtifact))]
[JsonSerializable(typeof(TargetSchemaArtifact))]
[JsonSerializable(typeof(AnalysisReportArtifact))]
[JsonSerializable(typeof(MigrationRunArtifact))]
[JsonSerializable(typeof(ThresholdProfileArtifact))]
[JsonSerializable(typeof(PolicyManifestArtifact))]
[JsonSerializable(typeof(RunContractArtifact))]
[JsonSerializable(typeof(FixArtifact))]
[JsonSerializable(typeof(DistributionsArtifact))]
[JsonSerializable(typeof(RunContract))]
[JsonSerializable(typeof(TableManifest))]
[JsonSerializable(typeof(CheckpointRecord))]
[JsonSerializable(typeof(QuarantineRecord))]
[JsonSerializable(typeof(QuarantineDecision))]
[JsonSerializable(typeof(PrintedRow))]
[JsonSerializable(typeof(ReleasedRows))]
[JsonSerializable(typeof(RowEdit))]
internal sealed partial class ArtifactJson : JsonSerializerContext;
