using Lumos.Abstractions;

namespace Lumos.Core;

/// <summary>What a process did for a run it helped with.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Status">How the run stands.</param>
/// <param name="Slices">Slices that were taken from this process.</param>
/// <param name="Refused">Slices that came too late and were refused.</param>
/// <param name="Run">How the run ended, when this process took it over because the one before was gone; else null.</param>
public sealed record WorkResult(string RunId, RunStatus Status, long Slices, long Refused, RunResult? Run);
