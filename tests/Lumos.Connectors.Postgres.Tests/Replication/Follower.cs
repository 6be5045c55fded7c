using System.Text;
using Lumos.Abstractions;

namespace Lumos.Connectors.Postgres.Tests.Replication;

/// <summary>Reads the changes of a test's database, as a run does.</summary>
internal sealed class Follower(TestDatabase database) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lumos-keys-").FullName;
    private int _readings;

    /// <summary>Slots are the server's, so each test has one of its own.</summary>
    public string Slot { get; } = "lumos_" + database.Value("SELECT current_database()");

    public string Publication { get; init; } = "lumos publication";

    /// <summary>What to add to the location.</summary>
    public string Location { get; init; } = "";

    /// <summary>What is read of one table, its rows and the keys that are gone, a line of CSV each.</summary>
    internal sealed record Reading(ReplicatedTable Table, IReadOnlyList<string> Rows, IReadOnlyList<string> Gone, long GoneCount);

    /// <summary>Reads a table, and lets the server forget.</summary>
    /// <param name="table">The table.</param>
    /// <param name="before">Reading to go on behind; null for the first.</param>
    /// <param name="between">Called when the snapshot is there and no row is read.</param>
    /// <param name="confirms">Whether the slot is moved on.</param>
    public async Task<Reading> ReadAsync(string table, Reading? before = null, Action? between = null, bool confirms = true)
    {
        await using var source = await OpenAsync();
        var followed = (await source.FollowAsync(Request(table, before))).Single();
        between?.Invoke();
        var declared = (await source.ListTablesAsync()).Single(one => one.Table.Name == table);
        using var rows = new MemoryStream();
        using var gone = new MemoryStream();
        var count = await source.CopyAsync(declared, rows);
        var goneCount = await source.CopyGoneAsync(declared, gone);
        if (confirms && followed.To is { } to) await source.ConfirmAsync(Slot, to);
        var lines = Lines(rows);
        Assert.Equal(count, lines.Count);
        return new Reading(followed, lines, Lines(gone), goneCount);
    }

    public async Task<IReplicatedSource> OpenAsync() => (IReplicatedSource)await new PostgresConnector().OpenSourceAsync(new ConnectorRequest(database.Endpoint(Location)));

    public ReplicationRequest Request(string table, Reading? before = null, bool mayCreate = true)
    {
        var keys = Path.Combine(_folder, $"{++_readings}");
        Directory.CreateDirectory(keys);
        return new ReplicationRequest
        {
            Slot = Slot, Publication = Publication, MayCreate = mayCreate, KeysFolder = keys,
            Tables = new Dictionary<string, ReplicationBeginning> { [table] = new(before?.Table.To, before?.Table.Changes.Columns ?? []) },
        };
    }

    public async Task<LumosException> RefusalAsync(string table, Reading? before = null) => await Assert.ThrowsAsync<LumosException>(() => ReadAsync(table, before));

    public void Dispose()
    {
        foreach (var slot in database.Rows("SELECT slot_name FROM pg_replication_slots WHERE database = current_database()")) database.Execute($"SELECT pg_drop_replication_slot('{slot}')");
        Directory.Delete(_folder, recursive: true);
    }

    private static List<string> Lines(MemoryStream csv) => [.. Encoding.UTF8.GetString(csv.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)];
}
