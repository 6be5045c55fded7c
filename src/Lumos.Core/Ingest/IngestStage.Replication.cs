using System.Globalization;
using System.Security.Cryptography;
using Lumos.Abstractions;
using Lumos.Core.Ingest.Databases;
using Lumos.Core.Supervision;
using Lumos.Core.Supervision.Incremental;

namespace Lumos.Core.Ingest;

internal sealed partial class IngestStage
{
    private const long ManyBytes = 1L << 30;

    /// <summary>Folder of the keys of changed rows beside the work folder's other parts; every run has its own.</summary>
    private static Func<string, string> KeysFolderOf(StageContext context) => run => Path.Combine(
        run == context.Contract.RunId ? context.WorkFolder : Path.Combine(context.WorkFolder, "..", "..", run, Path.GetFileName(Path.TrimEndingDirectorySeparator(context.WorkFolder))), DatabaseSnapshot.KeysFolder);

    /// <summary>Has the source keep and tell its changes, and says what that costs its server.</summary>
    private static async Task<IReadOnlyDictionary<string, ReplicatedTable>> FollowAsync(IConnector connector, IDatabaseSource source, ReplicationRequest request, List<string> remarks, CancellationToken cancellationToken)
    {
        if (source is not IReplicatedSource replicated) throw IncrementalErrors.NoLog(connector.Name, request.Tables.Keys.First());
        DatabaseSnapshot.MakeFolder(request.KeysFolder);
        var followed = await replicated.FollowAsync(request, cancellationToken).ConfigureAwait(false);
        foreach (var slot in await replicated.ListSlotsAsync(cancellationToken).ConfigureAwait(false))
        {
            var kept = slot.RetainedBytes is { } bytes ? string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(bytes / (1024d * 1024)):0} MiB of its log") : "nothing any more";
            if (slot.Name == request.Slot) remarks.Add($"The server of '{source.Name}' keeps {kept} for slot '{slot.Name}' until a run is promoted, and everything from then on until the next one; drop it when no run is to follow (lumos replication drop).");
            else if (slot is { IsActive: false, RetainedBytes: > ManyBytes } || (slot.Publication is not null && !slot.IsActive)) remarks.Add($"The server keeps {kept} for slot '{slot.Name}', which another job reads, or nobody: lumos replication list.");
        }

        return followed.ToDictionary(static table => table.Table, StringComparer.Ordinal);
    }

    /// <summary>What was read of a table, with a copy of the keys of rows that are there no more.</summary>
    private static async Task<CatalogIncrement> GoneAsync(IDatabaseSource source, ReplicatedTable read, DatabaseSnapshot.Copy copy, TableProfile profile, StageContext context, CancellationToken cancellationToken)
    {
        var increment = new CatalogIncrement { From = read.From, To = read.To, Replication = read.Changes };
        if (read.From is null) return increment;
        var name = copy.Snapshot.Replace(".csv", ".gone.csv", StringComparison.Ordinal);
        var path = Path.Combine(context.WorkFolder, name);
        long gone;
        try
        {
            var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
            await using (file.ConfigureAwait(false)) gone = await ((IReplicatedSource)source).CopyGoneAsync(copy.Table, file, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw IngestErrors.SnapshotUnwritable(source.Name, exception);
        }

        increment = increment with { Replication = read.Changes with { Gone = gone } };
        if (gone == 0 || read.Changes.Key.Count == 0) return increment;
        var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        await using var opened = content.ConfigureAwait(false);
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken).ConfigureAwait(false));
        return increment with { Gone = profile.Origin with { Location = profile.Origin.Location + "/gone", Snapshot = name, Bytes = content.Length, Sha256 = hash } };
    }
}
