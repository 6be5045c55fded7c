namespace Lumos.Abstractions;

/// <summary>
/// A source whose server writes down what changes, so that changed and deleted rows can be told without a column that says so. Optional: other sources are
/// read by a watermark. The log says which rows changed, the snapshot what is in them (decision 0009).
/// </summary>
public interface IReplicatedSource : IDatabaseSource
{
    /// <summary>
    /// Makes sure that changes of the tables are kept for this reader, and takes a new snapshot that meets them: no change is lost between the two. From then on
    /// <see cref="IDatabaseSource.CopyAsync"/> copies of a table with a beginning the rows that changed alone. Called once, before any row is read.
    /// </summary>
    /// <exception cref="LumosException">The server, the role or a table is not fit for it, or changes since the beginning are not there any more.</exception>
    ValueTask<IReadOnlyList<ReplicatedTable>> FollowAsync(ReplicationRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Writes the keys of rows that changed and are not in the snapshot any more, as <see cref="IDatabaseSource.CopyAsync"/> writes rows; other columns are NULL. Rows without
    /// a key are counted and not written.
    /// </summary>
    /// <returns>How many there are.</returns>
    ValueTask<long> CopyGoneAsync(DatabaseTable table, Stream csv, CancellationToken cancellationToken = default);

    /// <summary>Lets the server forget changes before a position. Doing it again, or for an earlier position, changes nothing.</summary>
    ValueTask ConfirmAsync(string slot, string position, CancellationToken cancellationToken = default);

    /// <summary>The slots of the database that keep changes, by name.</summary>
    ValueTask<IReadOnlyList<ReplicationSlot>> ListSlotsAsync(CancellationToken cancellationToken = default);

    /// <summary>Drops a slot and, where Lumos made it, its publication, so that the server keeps nothing for it. A slot that is gone already is no failure.</summary>
    /// <returns>The slot as it was; null when there was none.</returns>
    ValueTask<ReplicationSlot?> DropSlotAsync(string slot, CancellationToken cancellationToken = default);
}

/// <summary>Which changes a run wants.</summary>
public sealed record ReplicationRequest
{
    /// <summary>Slot that keeps them.</summary>
    public required string Slot { get; init; }

    /// <summary>Publication that says of which tables.</summary>
    public required string Publication { get; init; }

    /// <summary>Tables, as the source names them, with where each begins.</summary>
    public required IReadOnlyDictionary<string, ReplicationBeginning> Tables { get; init; }

    /// <summary>Whether a slot and a publication that are not there may be made. Where not, and there is no slot, tables are read whole.</summary>
    public bool MayCreate { get; init; }

    /// <summary>Folder for the keys of changed rows, which the run that follows this one may read again; nobody else may enter it.</summary>
    public required string KeysFolder { get; init; }

    /// <summary>Such a folder of an earlier run: rows of its keys are read, and no change since. Null to read the log.</summary>
    public string? KeysOf { get; init; }
}

/// <summary>Where reading the changes of a table begins.</summary>
/// <param name="Position">Position in the log up to which an earlier run read it; null to read the whole table.</param>
/// <param name="Columns">Columns the table had then, as <see cref="SourceReplication.Columns"/> has them.</param>
public sealed record ReplicationBeginning(string? Position, IReadOnlyList<string> Columns);

/// <summary>What is read of a table.</summary>
/// <param name="Table">Table, as the source names it.</param>
/// <param name="From">Position of the beginning; null when the whole table is read.</param>
/// <param name="To">Position the next run begins at when this one is promoted; null when there is no slot.</param>
/// <param name="Changes">What the log says.</param>
public sealed record ReplicatedTable(string Table, string? From, string? To, SourceReplication Changes);

/// <summary>What a server keeps for a reader of changes.</summary>
/// <param name="Name">Name of the slot.</param>
/// <param name="Publication">Publication Lumos made for it; null for none.</param>
/// <param name="IsActive">Whether somebody reads from it right now.</param>
/// <param name="IsLost">Whether the server gave up keeping its changes.</param>
/// <param name="Position">Position up to which changes were taken; null when it is lost.</param>
/// <param name="RetainedBytes">Log the server keeps for it; null when it is lost.</param>
public sealed record ReplicationSlot(string Name, string? Publication, bool IsActive, bool IsLost, string? Position, long? RetainedBytes);
