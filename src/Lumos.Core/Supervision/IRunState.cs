using Lumos.Abstractions;

namespace Lumos.Core.Supervision;

/// <summary>What a run must remember between two lives of the process, besides the ledger and the artifacts. Every write survives a kill once it returns.</summary>
internal interface IRunState
{
    /// <summary>Checkpoints of a stage, the latest per table and chunk, ordered by table (ordinal) and chunk.</summary>
    ValueTask<IReadOnlyList<CheckpointRecord>> GetCheckpointsAsync(string runId, StageName stage, CancellationToken cancellationToken = default);

    /// <summary>Puts a checkpoint; it replaces the one of the same stage, table and chunk.</summary>
    ValueTask PutCheckpointAsync(CheckpointRecord record, CancellationToken cancellationToken = default);

    /// <summary>
    /// Writes the quarantined rows of one chunk, whole or not at all; writing the chunk again replaces them, so a replay changes
    /// nothing. An empty list removes them.
    /// </summary>
    ValueTask PutQuarantineAsync(string runId, string table, long chunkId, IReadOnlyList<QuarantineRecord> records, CancellationToken cancellationToken = default);

    /// <summary>Quarantined rows in order of table (ordinal), chunk and place in the chunk, with what became of them.</summary>
    IAsyncEnumerable<QuarantineRecord> ReadQuarantineAsync(string runId, string? table = null, CancellationToken cancellationToken = default);

    /// <summary>Records what becomes of quarantined rows; the last word per row counts.</summary>
    ValueTask DecideQuarantineAsync(IReadOnlyList<QuarantineDecision> decisions, CancellationToken cancellationToken = default);
}
