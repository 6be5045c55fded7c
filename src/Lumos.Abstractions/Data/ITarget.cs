namespace Lumos.Abstractions;

/// <summary>
/// A place rows can be moved to: everything lands in staging first and becomes visible in one step, so a failure or a kill
/// leaves the final tables as they were.
/// </summary>
public interface ITarget : IAsyncDisposable
{
    /// <summary>Name a person would recognise.</summary>
    string Name { get; }

    /// <summary>The table as it stands now, or null when there is none.</summary>
    ValueTask<TargetTable?> DescribeAsync(string table, CancellationToken cancellationToken = default);

    /// <summary>Opens, or after an interruption reopens, the staging area of one run for one table.</summary>
    ValueTask<IStagingTable> OpenStagingAsync(string runId, TargetTable table, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes the staged tables the final ones, all or none. Calling it again for a run that is already promoted changes nothing.
    /// </summary>
    ValueTask PromoteAsync(string runId, IReadOnlyList<TargetTable> tables, CancellationToken cancellationToken = default);

    /// <summary>Removes the run's staging area; the final tables stay as they are.</summary>
    ValueTask DiscardAsync(string runId, CancellationToken cancellationToken = default);
}

/// <summary>Staging area of one table in one run.</summary>
public interface IStagingTable : IAsyncDisposable
{
    /// <summary>
    /// Writes one chunk whole or not at all. Writing the same chunk again replaces it, so a replay changes nothing.
    /// </summary>
    /// <param name="chunk">Number of the chunk.</param>
    /// <param name="rows">Its rows. The batches are handed over: each is disposed when its rows are taken.</param>
    /// <param name="cancellationToken">Stops the write, which then leaves nothing.</param>
    /// <returns>Rows written.</returns>
    ValueTask<long> WriteChunkAsync(long chunk, IAsyncEnumerable<ColumnBatch> rows, CancellationToken cancellationToken = default);

    /// <summary>Chunks that are wholly staged, with their rows.</summary>
    ValueTask<IReadOnlyDictionary<long, long>> GetChunksAsync(CancellationToken cancellationToken = default);
}
