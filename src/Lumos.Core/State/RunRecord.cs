using System.Text.Json;
using System.Text.Json.Serialization;
using Lumos.Abstractions;
using Lumos.Core.Artifacts;
using Lumos.Core.Contracts;

namespace Lumos.Core.State;

/// <summary>What a run began with. Everything that is fixed within a run is in it, so that a resume cannot quietly change the rules.</summary>
internal sealed record RunRecord
{
    public required string RunId { get; init; }
    public required RunContract Contract { get; init; }
    public required string ContractHash { get; init; }
    public required string BaseFolder { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required Lane Lane { get; init; }
    public required string LaneReason { get; init; }
    public required string PolicyHash { get; init; }
    public required string ThresholdsHash { get; init; }

    /// <summary>Target schema as it was when the run began.</summary>
    public required string TargetSchemaHash { get; init; }

    /// <summary>Where reading begins, when only changed rows are read; null when all are.</summary>
    public RunSince? Since { get; init; }

    /// <summary>Hashes of the governing artifacts: contract, thresholds, policy.</summary>
    public required IReadOnlyList<string> Governing { get; init; }
}

/// <summary>Run records of a state folder.</summary>
internal sealed class RunRecords(StatePaths paths)
{
    public void Put(RunRecord record) =>
        AtomicFile.Write(paths.RunRecord(record.RunId), CanonicalJson.Serialize(record, RunJson.Default.RunRecord));

    /// <summary>The record; null when there is no such run.</summary>
    public RunRecord? Find(string runId)
    {
        var path = paths.RunRecord(runId);
        try
        {
            var record = JsonSerializer.Deserialize(File.ReadAllBytes(path), RunJson.Default.RunRecord);
            if (record is null || ContractHash.Of(record.Contract) != record.ContractHash) throw StateErrors.Corrupt(path, "The contract kept for this run was changed.");
            return record;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (JsonException exception)
        {
            throw StateErrors.Corrupt(path, "The record of this run cannot be read.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw StateErrors.Unreadable(path, exception);
        }
    }

    /// <summary>Ids of all runs, the oldest first.</summary>
    public IReadOnlyList<string> List() => Directory.Exists(paths.Runs)
        ? [.. Directory.GetDirectories(paths.Runs).Select(static folder => Path.GetFileName(folder)).Where(id => File.Exists(paths.RunRecord(id))).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>The run an id or its beginning names; without one, the latest.</summary>
    /// <exception cref="LumosException"><c>RUN_UNKNOWN</c>, or <c>RUN_AMBIGUOUS</c> when the beginning names several.</exception>
    public string Resolve(string? idOrPrefix)
    {
        var runs = List();
        if (string.IsNullOrEmpty(idOrPrefix))
        {
            return runs.Count > 0 ? runs[^1] : throw new LumosException(
                ErrorCode.DeterministicFailure, "RUN_UNKNOWN", "There is no run in this state folder yet.", new ErrorLocation(File: paths.Root), "Start one, or name another state folder.");
        }

        var found = runs.Where(run => run.StartsWith(idOrPrefix, StringComparison.OrdinalIgnoreCase)).ToArray();
        return found.Length switch
        {
            1 => found[0],
            0 => throw new LumosException(
                ErrorCode.DeterministicFailure, "RUN_UNKNOWN", $"There is no run '{idOrPrefix}' in this state folder.", new ErrorLocation(File: paths.Root),
                "List the runs with 'lumos status', or name another state folder."),
            _ => throw new LumosException(
                ErrorCode.DeterministicFailure, "RUN_AMBIGUOUS", $"{found.Length} runs begin with '{idOrPrefix}'.", new ErrorLocation(File: paths.Root), "Give more of the id."),
        };
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(LowerEnum<RunMode>), typeof(LowerEnum<IncrementalBy>), typeof(LowerEnum<Lane>), typeof(LowerEnum<RoutingProfile>), typeof(LowerEnum<Role>),
    ])]
[JsonSerializable(typeof(RunRecord))]
internal sealed partial class RunJson : JsonSerializerContext;
