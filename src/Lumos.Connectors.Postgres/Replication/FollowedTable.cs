using Lumos.Abstractions;
using Lumos.Connectors.Postgres.Catalog;

namespace Lumos.Connectors.Postgres.Replication;

/// <summary>A table whose changes are read: what is known of it, and what the log has said so far.</summary>
/// <param name="Table">The table.</param>
/// <param name="Key">Columns a row is found by; empty for all of them.</param>
/// <param name="Published">Columns the log tells of.</param>
/// <param name="Beginning">Where reading begins.</param>
/// <param name="KeysPath">File of the keys of changed rows.</param>
internal sealed record FollowedTable(PgTable Table, IReadOnlyList<string> Key, IReadOnlyList<string> Published, ReplicationBeginning Beginning, string KeysPath)
{
    /// <summary>Position up to which its changes were read before; null when it is read whole.</summary>
    public ulong? From { get; init; }

    /// <summary>Whether its rows are those of <see cref="KeysPath"/>.</summary>
    public bool IsPart { get; set; }

    public long Inserts { get; set; }

    public long Updates { get; set; }

    public long Deletes { get; set; }

    public long Truncates { get; set; }

    /// <summary>Columns a row is found by, all of them where there is no key.</summary>
    public IReadOnlyList<string> Found => Key.Count > 0 ? Key : Published;

    /// <summary>Columns of a table as they are kept from run to run.</summary>
    public static IReadOnlyList<string> ColumnsOf(PgTable table) => [.. table.Columns.Select(static column => $"{column.Name} {column.SqlType}")];

    /// <summary>What the log says of it.</summary>
    public ReplicatedTable Told(string slot, string publication, string? to, long? retained) => new(
        Table.Name, IsPart ? Beginning.Position : null, to,
        new SourceReplication
        {
            Slot = slot, Publication = publication, Key = Key, Columns = ColumnsOf(Table), Inserts = Inserts, Updates = Updates, Deletes = Deletes, Truncates = Truncates, RetainedBytes = retained,
        });
}
