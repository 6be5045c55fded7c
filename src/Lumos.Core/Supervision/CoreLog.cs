using Lumos.Abstractions;
using Microsoft.Extensions.Logging;

namespace Lumos.Core.Supervision;

/// <summary>Log messages of the supervisor, ids 1000 to 1099. None holds a cell value.</summary>
internal static partial class CoreLog
{
    [LoggerMessage(1000, LogLevel.Information, "Run {RunId} started in lane {Lane}")]
    public static partial void RunStarted(this ILogger logger, string runId, Lane lane);

    [LoggerMessage(1001, LogLevel.Information, "Run {RunId} resumed")]
    public static partial void RunResumed(this ILogger logger, string runId);

    [LoggerMessage(1002, LogLevel.Information, "Run {RunId}: {Stage} decided {Decision}")]
    public static partial void StageDecided(this ILogger logger, string runId, StageName stage, GateDecision decision);

    [LoggerMessage(1003, LogLevel.Information, "Run {RunId}: {Stage} was finished before and is not run again")]
    public static partial void StageReused(this ILogger logger, string runId, StageName stage);

    [LoggerMessage(1004, LogLevel.Warning, "Run {RunId}: {Stage} failed with {Reason} and is tried again")]
    public static partial void StageRetried(this ILogger logger, string runId, StageName stage, string reason);

    [LoggerMessage(1005, LogLevel.Error, "Run {RunId}: {Stage} failed with {Reason}")]
    public static partial void StageFailed(this ILogger logger, string runId, StageName stage, string reason);

    [LoggerMessage(1006, LogLevel.Information, "Run {RunId} ended: {Status}")]
    public static partial void RunEnded(this ILogger logger, string runId, RunStatus status);
}
