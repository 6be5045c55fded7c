using Lumos.Abstractions;
using Lumos.Core;

namespace Lumos.Host.Cli;

/// <summary>Finds the run a person means: by id, by its first letters, or the latest.</summary>
internal static class RunLookup
{
    public static async Task<RunStatus> FindAsync(LumosEngine engine, string? prefix, CancellationToken cancellationToken)
    {
        var runs = await engine.ListRunsAsync(cancellationToken);
        if (runs.Count == 0) throw new LumosException(ErrorCode.DeterministicFailure, "RUN_UNKNOWN", "There is no run in this state folder.", nextStep: "Start one with lumos run; --state names another folder.");
        if (prefix is null) return runs[^1];
        var found = runs.Where(r => r.RunId.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)).ToList();
        return found.Count switch
        {
            1 => found[0],
            0 => throw new LumosException(ErrorCode.DeterministicFailure, "RUN_UNKNOWN", $"No run starts with '{prefix}'.", nextStep: "lumos status lists the runs."),
            _ => throw new LumosException(ErrorCode.DeterministicFailure, "RUN_AMBIGUOUS", $"{found.Count} runs start with '{prefix}'.", nextStep: "Give more letters; lumos status lists the runs."),
        };
    }
}
