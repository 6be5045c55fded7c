using Lumos.Abstractions;
using Lumos.Core.Artifacts;
using Lumos.Core.Contracts;
using Lumos.Core.Policy;
using Lumos.Core.Policy.Masking;
using Lumos.Core.State;
using Lumos.Core.Supervision.Incremental;
using Lumos.Core.TargetSchemas;

namespace Lumos.Core.Supervision;

/// <summary>Records a run before its first stage: checks that it may be, and keeps everything that is fixed within it.</summary>
internal sealed class RunPreparation(SupervisorParts parts, RunRecords records, PolicyManifest manifest, IReadOnlyList<ThresholdProfile> profiles, IReadOnlyList<GuardedConnector> connectors, RunIncrements increments)
{
    /// <summary>The record of a new run, or the one kept when the same contract was given before.</summary>
    /// <exception cref="LumosException"><c>CONTRACT_CHANGED</c> names the keys that differ from the run's own contract.</exception>
    public async Task<RunRecord> RecordAsync(RunContract contract, bool planOnly, RunSettings settings, CancellationToken cancellationToken)
    {
        var hash = ContractHash.Of(contract);
        if (records.Find(contract.RunId) is { } known)
        {
            if (known.ContractHash != hash) throw Changed(known, contract);
            CheckRules(known);
            return known;
        }

        MigrationWay.Check(contract);
        Allow(contract, PolicyActions.CreateRun);
        if (contract.PiiPolicy.LocalOnlyOverride) Allow(contract, PolicyActions.ToggleLocalOnlyOverride);
        foreach (var side in new[] { contract.Lhs, contract.Rhs }) connectors.FirstOrDefault(connector => connector.Handles(side))?.Permit(side);
        _ = MaskMethods.Merge(manifest.Masking, contract.PiiPolicy.Masking);
        var thresholds = ThresholdsOf(contract);
        var baseFolder = Path.GetFullPath(settings.BaseFolder);
        string Resolve(string location) => Path.GetFullPath(Path.Combine(baseFolder, location));

        var header = new ArtifactHeader
        {
            Kind = ArtifactKind.RunContract, RunId = contract.RunId, ContractHash = hash, PolicyVersion = parts.Policy.PolicyVersion,
            ThresholdProfileId = contract.ThresholdProfileId, DslVersion = contract.DslVersion,
        };
        var tables = await ReadTargetAsync(contract, baseFolder, Resolve, cancellationToken).ConfigureAwait(false);
        LayoutRules.Check(contract, tables, Resolve);
        var contractRef = await parts.Store.PutAsync(new RunContractArtifact { Header = header, Contract = contract }, cancellationToken).ConfigureAwait(false);
        var thresholdsRef = await parts.Store.PutAsync(
            new ThresholdProfileArtifact { Header = header with { Kind = ArtifactKind.ThresholdProfile }, Profile = thresholds }, cancellationToken).ConfigureAwait(false);
        var policyRef = await parts.Store.PutAsync(
            new PolicyManifestArtifact { Header = header with { Kind = ArtifactKind.PolicyManifest }, Manifest = PolicyManifestLoader.ToCanonicalJson(manifest) }, cancellationToken).ConfigureAwait(false);
        var targetRef = await parts.Store.PutAsync(
            new TargetSchemaArtifact { Header = header with { Kind = ArtifactKind.TargetSchema }, Tables = tables }, cancellationToken).ConfigureAwait(false);

        var lane = LaneSelector.Choose(new LaneFacts(contract.LaneHint, SourceSize.Estimate(contract.Lhs.Location, Resolve), planOnly, settings.Confirm is not null));
        var record = new RunRecord
        {
            RunId = contract.RunId, Contract = contract, ContractHash = hash, BaseFolder = baseFolder, CreatedAt = parts.Time.GetUtcNow(), Lane = lane.Lane, LaneReason = lane.Reason,
            PolicyHash = RulesHash.Of(manifest), ThresholdsHash = RulesHash.Of(thresholds), TargetSchemaHash = targetRef.Hash,
            Governing = [contractRef.Hash, thresholdsRef.Hash, policyRef.Hash],
        };
        record = record with { Since = await increments.SinceAsync(record, cancellationToken).ConfigureAwait(false) };
        records.Put(record);
        parts.Failpoints.Hit(FailpointNames.RunRecorded, cancellationToken);
        return record;
    }

    /// <summary>The thresholds a contract names.</summary>
    public ThresholdProfile ThresholdsOf(RunContract contract) =>
        profiles.LastOrDefault(profile => profile.ProfileId == contract.ThresholdProfileId) ?? throw new LumosException(
            ErrorCode.DeterministicFailure, "THRESHOLD_PROFILE_UNKNOWN", $"There is no threshold profile '{contract.ThresholdProfileId}'.",
            new ErrorLocation(Key: "threshold_profile_id"), $"Name one of {string.Join(", ", profiles.Select(static profile => profile.ProfileId).Distinct())}.");

    /// <summary>Policy and thresholds are fixed within a run (section 27).</summary>
    /// <exception cref="LumosException"><c>RUN_RULES_CHANGED</c>.</exception>
    public void CheckRules(RunRecord run)
    {
        var changed = new List<string>();
        if (run.PolicyHash != RulesHash.Of(manifest)) changed.Add("policy manifest");
        if (run.ThresholdsHash != RulesHash.Of(ThresholdsOf(run.Contract))) changed.Add("threshold profile");
        if (changed.Count == 0) return;
        throw new LumosException(
            ErrorCode.DeterministicFailure, "RUN_RULES_CHANGED", $"The {string.Join(" and the ", changed)} changed since the run began, and may not change within it.",
            new ErrorLocation(Key: run.RunId), "Start a new run under the new rules, or put the old ones back.");
    }

    private async Task<IReadOnlyList<TargetTable>> ReadTargetAsync(RunContract contract, string baseFolder, Func<string, string> resolve, CancellationToken cancellationToken)
    {
        var makesAsDeclared = connectors.FirstOrDefault(connector => connector.Handles(contract.Rhs))?.MakesAsDeclared == true;
        var isEngine = contract.Rhs.Location is [var only] && TargetPlaces.Of(only, resolve) == TargetPlace.DatabaseFile && !connectors.Any(connector => connector.Handles(contract.Rhs));
        using var engine = isEngine ? EngineTable.Open() : null;
        var tables = GivenValues.Declared(await ReadSchemaAsync(contract, baseFolder, resolve, cancellationToken).ConfigureAwait(false), engine is not null ? table => EngineTable.Understood(table, engine) : makesAsDeclared ? GivenValues.Written : GivenValues.Plain);
        return contract.Rhs.Tables is { } meant ? ChosenTables.Of(tables, meant) : tables;
    }

    private async Task<IReadOnlyList<TargetTable>> ReadSchemaAsync(RunContract contract, string baseFolder, Func<string, string> resolve, CancellationToken cancellationToken)
    {
        // A database tells what its tables look like, whether it is the target or another one.
        var described = contract.Rhs.SchemaRef is { } named ? contract.Rhs with { Location = [named] } : contract.Rhs;
        if (connectors.FirstOrDefault(connector => connector.Handles(described)) is { } database)
        {
            return GivenValues.For(contract.Rhs, await database.ReadSchemaAsync(new ConnectorRequest(described, BaseFolder: baseFolder), cancellationToken).ConfigureAwait(false));
        }

        if (contract.Rhs.SchemaRef is { } schema) return GivenValues.For(contract.Rhs with { SchemaRef = resolve(schema), Location = [.. contract.Rhs.Location.Select(resolve)] }, await TargetSchemaReader.ReadAsync(resolve(schema), cancellationToken).ConfigureAwait(false));
        var target = resolve(contract.Rhs.Location[0]);
        if (File.Exists(target)) return await TargetSchemaReader.ReadAsync(target, cancellationToken).ConfigureAwait(false);
        throw new LumosException(
            ErrorCode.DeterministicFailure, "TARGET_SCHEMA_MISSING", "Nothing says what the target should look like.", new ErrorLocation(File: contract.Rhs.Location[0], Key: "rhs.schema_ref"),
            "Give a JSON schema, SQL DDL, or a database that has the tables.");
    }

    private void Allow(RunContract contract, string action)
    {
        var decision = parts.Policy.Evaluate(new PolicyRequest { Action = action, Mode = contract.Mode, Actor = contract.RbacActor });
        if (decision.Allowed) return;
        throw new LumosException(ErrorCode.PolicyBlock, "POLICY_DENIED", decision.Reason, new ErrorLocation(Key: decision.Rule), "Ask someone whose role may, or change the contract.");
    }

    private static LumosException Changed(RunRecord known, RunContract contract) => new(
        ErrorCode.DeterministicFailure, "CONTRACT_CHANGED",
        $"The run began with another contract; these keys differ: {string.Join(", ", ContractHash.Differences(known.Contract, contract))}.",
        new ErrorLocation(Key: contract.RunId), "A contract is fixed once its run began: put it back, or leave out run_id to start a new run.");
}
