using Lumos.Abstractions;
using Lumos.Core.Artifacts;
using Lumos.Core.Ledger;
using Lumos.Core.State;
using Microsoft.Extensions.Logging;

namespace Lumos.Core.Supervision;

/// <summary>What the supervisor works with, the same for every run of an engine.</summary>
internal sealed record SupervisorParts(
    StatePaths Paths, FileArtifactStore Store, FileLedger Ledger, IPolicyEngine Policy, IFailpoints Failpoints, RetrySchedule Retries, TimeProvider Time, ILogger Logger);
