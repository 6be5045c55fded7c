namespace Lumos.Abstractions;

/// <summary>
/// A place rows can be moved to: everything lands in staging first and becomes visible in one step, so a failure or a kill
/// leaves the final tables as they were.
/// </summary>
/// <remarks>
/// The order of a run is: <see cref="CheckAsync"/> for every table, <see cref="OpenStagingAsync"/> and its chunks, <see cref="OpenStagedAsync"/> for the
/// validations, <see cref="PromoteAsync"/>, <see cref="DiscardAsync"/>. A run that was interrupted begins again with <see cref="IsPromotedAsync"/>.
/// Failures are <see cref="LumosException"/>s whose message says where, and what to do next.
/// </remarks>
public interface ITarget : IAsyncDisposable
{
    /// <summary>Name a person would recognise; holds no secret.</summary>
    string Name { get; }

    /// <summary>Whether taking a staged row out again is dear, so that rows whose key may have come before are better staged apart.</summary>
    bool StagesRepeatedKeysApart => false;

    /// <summary>Whether several chunks of a staged table may be written at the same time, each whole or not at all.</summary>
    bool WritesChunksAtOnce => false;

    /// <summary>Whether its staged tables may answer <see cref="IStagedTables.IsAsWrittenAsync"/>, so that hashes of rows are worth being remembered until then.</summary>
    bool ProvesStagedRows => false;

    /// <summary>The table as it stands now, or null when there is none.</summary>
    ValueTask<TargetTable?> DescribeAsync(string table, CancellationToken cancellationToken = default);

    /// <summary>Says what promotion would do with a table as it stands now. Changes nothing.</summary>
    /// <exception cref="LumosException">It would be refused: another schema, rows that cannot be told apart, or no right to write.</exception>
    ValueTask<PromotionAction> CheckAsync(TargetTable table, TableLoad load, CancellationToken cancellationToken = default);

    /// <summary>Says what is only in one of a table of the run and the target's table, where <see cref="TableLoad.AddsColumns"/> allows that. Changes nothing.</summary>
    ValueTask<IReadOnlyList<ColumnAddition>> GetAdditionsAsync(TargetTable table, TableLoad load, CancellationToken cancellationToken = default) => ValueTask.FromResult<IReadOnlyList<ColumnAddition>>([]);

    /// <summary>Opens, or after an interruption reopens, the staging area of one run for one table.</summary>
    /// <param name="runId">Run.</param>
    /// <param name="table">The table as it is staged: the target's columns, and <see cref="StagedTableNames.RowColumn"/> behind them.</param>
    /// <param name="cancellationToken">Stops it.</param>
    ValueTask<IStagingTable> OpenStagingAsync(string runId, TargetTable table, CancellationToken cancellationToken = default);

    /// <summary>Opens the staged rows of a run, to be asked and read back.</summary>
    /// <param name="runId">Run.</param>
    /// <param name="staging">The tables as they are staged.</param>
    /// <param name="loads">How each is put into the target, in the same order.</param>
    /// <param name="cancellationToken">Stops it.</param>
    ValueTask<IStagedTables> OpenStagedAsync(string runId, IReadOnlyList<TargetTable> staging, IReadOnlyList<TableLoad> loads, CancellationToken cancellationToken = default);

    /// <summary>Whether the run's tables are final already.</summary>
    ValueTask<bool> IsPromotedAsync(string runId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes the staged tables the final ones, all or none, and keeps what they replaced for <see cref="RollBackAsync"/>. Calling it again for a run
    /// that is already promoted changes nothing.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="tables">Tables as the target wants them, with the staged rows to leave out.</param>
    /// <param name="staged">What <see cref="OpenStagedAsync"/> gave; holds the relations of rows to leave out.</param>
    /// <param name="beforeVisible">Called when everything is ready and nothing is visible yet.</param>
    /// <param name="cancellationToken">Stops it before it is visible.</param>
    ValueTask PromoteAsync(PromotionRun run, IReadOnlyList<PromotedTable> tables, IStagedTables staged, Action beforeVisible, CancellationToken cancellationToken = default);

    /// <summary>What promotion did with the rows of tables whose rows are told apart by key, as long as what the run replaced is kept; by table, without the others.</summary>
    ValueTask<IReadOnlyDictionary<string, RowChanges>> GetChangesAsync(string runId, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IReadOnlyDictionary<string, RowChanges>>(new Dictionary<string, RowChanges>());

    /// <summary>Removes the run's staging area; the final tables stay as they are.</summary>
    ValueTask DiscardAsync(string runId, CancellationToken cancellationToken = default);

    /// <summary>Reads a final table, in the order that is cheapest for the target.</summary>
    /// <param name="table">The table with the columns to read.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="LumosException">There is no such table, or its columns are others.</exception>
    IAsyncEnumerable<ColumnBatch> ReadAsync(TargetTable table, CancellationToken cancellationToken = default);

    /// <summary>Puts back what a promoted run replaced, all tables or none. Doing it again changes nothing.</summary>
    /// <returns>What became of each table; empty when the run left nothing to go back to.</returns>
    /// <exception cref="LumosException">The tables were changed since by someone else; nothing is touched.</exception>
    ValueTask<IReadOnlyList<RolledBackTable>> RollBackAsync(string runId, CancellationToken cancellationToken = default);

    /// <summary>Runs whose previous versions are kept, with the time of their promotion.</summary>
    ValueTask<IReadOnlyList<KeptVersion>> ListKeptAsync(CancellationToken cancellationToken = default);

    /// <summary>Removes what is kept of a run for a rollback.</summary>
    ValueTask ForgetAsync(string runId, CancellationToken cancellationToken = default);
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
