using System.Text.Json.Serialization;
using Lumos.Abstractions;
using Lumos.Core.Artifacts;

namespace Lumos.Core.Ledger;

/// <summary>An event as it is written: the fields of section 30 on one level, and its place in the chain.</summary>
internal sealed record LedgerLine
{
    public required string EventId { get; init; }
    public required long Sequence { get; init; }
    public required string RunId { get; init; }
    public required DateTimeOffset TimestampUtc { get; init; }
    public required StageName Stage { get; init; }
    public required GateDecision Decision { get; init; }
    public required string Kind { get; init; }
    public required string Summary { get; init; }
    public string? InputsHash { get; init; }
    public string? OutputsHash { get; init; }
    public string? Provider { get; init; }
    public string? Model { get; init; }
    public string? ParamsHash { get; init; }
    public long? TokenEstimate { get; init; }
    public long? TokenActual { get; init; }
    public decimal? UsdEstimate { get; init; }
    public decimal? UsdActual { get; init; }
    public int Retries { get; init; }
    public IReadOnlyList<string> FallbackChain { get; init; } = [];
    public bool PiiMaskApplied { get; init; }
    public bool LocalOnlyOverride { get; init; }
    public required string PolicyVersion { get; init; }
    public required string ThresholdProfileId { get; init; }
    public required string DslVersion { get; init; }
    public ErrorCode? ErrorCode { get; init; }
    public string? ErrorDetailId { get; init; }
    public HumanConfirmation? HumanConfirmation { get; init; }
    public IReadOnlyList<PolicyDecision> PolicyDecisions { get; init; } = [];
    public required string PreviousHash { get; init; }

    /// <summary>SHA-256 over the canonical JSON of everything else; empty while it is computed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Hash { get; init; }

    /// <summary>What <see cref="Hash"/> must be.</summary>
    public string ComputeHash() => CanonicalJson.HashOf(this with { Hash = null }, LedgerJson.Default.LedgerLine);

    public static LedgerLine From(LedgerEntry entry, string eventId, long sequence, DateTimeOffset timestamp, string previousHash)
    {
        var line = new LedgerLine
        {
            EventId = eventId, Sequence = sequence, RunId = entry.RunId, TimestampUtc = timestamp, Stage = entry.Stage, Decision = entry.Decision,
            Kind = entry.Kind, Summary = entry.Summary, InputsHash = entry.InputsHash, OutputsHash = entry.OutputsHash, Provider = entry.Provider, Model = entry.Model,
            ParamsHash = entry.ParamsHash, TokenEstimate = entry.TokenEstimate, TokenActual = entry.TokenActual, UsdEstimate = entry.UsdEstimate,
            UsdActual = entry.UsdActual, Retries = entry.Retries, FallbackChain = entry.FallbackChain, PiiMaskApplied = entry.PiiMaskApplied,
            LocalOnlyOverride = entry.LocalOnlyOverride, PolicyVersion = entry.PolicyVersion, ThresholdProfileId = entry.ThresholdProfileId,
            DslVersion = entry.DslVersion, ErrorCode = entry.ErrorCode, ErrorDetailId = entry.ErrorDetailId,
            HumanConfirmation = entry.HumanConfirmation, PolicyDecisions = entry.PolicyDecisions, PreviousHash = previousHash,
        };
        return line with { Hash = line.ComputeHash() };
    }

    public LedgerEvent ToEvent() => new(EventId, Sequence, TimestampUtc, new LedgerEntry
    {
        RunId = RunId, Stage = Stage, Decision = Decision, Kind = Kind, Summary = Summary, InputsHash = InputsHash, OutputsHash = OutputsHash, Provider = Provider,
        Model = Model, ParamsHash = ParamsHash, TokenEstimate = TokenEstimate, TokenActual = TokenActual, UsdEstimate = UsdEstimate, UsdActual = UsdActual,
        Retries = Retries, FallbackChain = FallbackChain ?? [], PiiMaskApplied = PiiMaskApplied, LocalOnlyOverride = LocalOnlyOverride,
        PolicyVersion = PolicyVersion, ThresholdProfileId = ThresholdProfileId, DslVersion = DslVersion, ErrorCode = ErrorCode, ErrorDetailId = ErrorDetailId,
        HumanConfirmation = HumanConfirmation, PolicyDecisions = PolicyDecisions ?? [],
    }, PreviousHash, Hash ?? "");
}

/// <summary>Last event of the ledger, kept beside it so that cutting events off its end shows.</summary>
internal sealed record LedgerHead(long Sequence, string Hash);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [typeof(UpperEnum<StageName>), typeof(LowerEnum<GateDecision>), typeof(UpperEnum<ErrorCode>), typeof(LowerEnum<Lane>), typeof(LowerEnum<RunMode>), typeof(LowerEnum<RunStatus>)])]
[JsonSerializable(typeof(LedgerLine))]
[JsonSerializable(typeof(LedgerHead))]
[JsonSerializable(typeof(DecisionSummary))]
[JsonSerializable(typeof(LedgerDigest))]
internal sealed partial class LedgerJson : JsonSerializerContext;
