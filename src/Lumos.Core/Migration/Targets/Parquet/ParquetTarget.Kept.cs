using System.Text.Json;
using System.Text.Json.Serialization;
using Lumos.Abstractions;
using Lumos.Core.State;

namespace Lumos.Core.Migration.Targets.Parquet;

/// <remarks>
/// The files a promotion replaced stand in a hidden folder beside the target, as further names of the same bytes where the file system allows that. A run
/// that replaced nothing leaves no such folder; the mark in its files says that they are its own.
/// </remarks>
internal sealed partial class ParquetTarget
{
    private const string KeptManifest = "kept.json";

    private string KeptPrefix => $".{Path.GetFileName(Name)}.lumos-kept-";

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<KeptVersion>> ListKeptAsync(CancellationToken cancellationToken = default)
    {
        var folder = Path.GetDirectoryName(Name)!;
        var found = new List<KeptVersion>();
        if (!Directory.Exists(folder)) return ValueTask.FromResult<IReadOnlyList<KeptVersion>>(found);
        foreach (var kept in Directory.EnumerateDirectories(folder, KeptPrefix + "*"))
        {
            var runId = Path.GetFileName(kept)[KeptPrefix.Length..];
            if (ReadKept(runId) is { } files) found.Add(new KeptVersion(runId, files.At, files.Until, files.Tables));
        }

        return ValueTask.FromResult<IReadOnlyList<KeptVersion>>([.. found.OrderBy(static version => version.At).ThenBy(static version => version.RunId, StringComparer.Ordinal)]);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RolledBackTable>> RollBackAsync(string runId, CancellationToken cancellationToken = default)
    {
        var kept = ReadKept(runId);
        var own = OwnTables(runId);
        if (kept is null && own.Exists(table => ReadMark(FileOf(table)).Mark is { Replaced: true })) throw MigrationErrors.RollbackNothing(Name, runId);
        foreach (var table in kept?.Tables ?? [])
        {
            // A rollback that was killed has put some files back already.
            if (!own.Contains(table) && File.Exists(Path.Combine(KeptOf(runId), FileName(table)))) throw MigrationErrors.RollbackChanged(Name, table);
        }

        try
        {
            var back = new List<RolledBackTable>();
            foreach (var table in own)
            {
                var before = Path.Combine(KeptOf(runId), FileName(table));
                if (File.Exists(before)) File.Move(before, FileOf(table), overwrite: true);
                else File.Delete(FileOf(table));
                back.Add(new RolledBackTable(table, File.Exists(FileOf(table)) ? ReadMark(FileOf(table)).Rows : null));
            }

            AtomicFile.SyncFolder(_isFolder ? Name : Path.GetDirectoryName(Name)!);
            Forget(runId);
            return ValueTask.FromResult<IReadOnlyList<RolledBackTable>>(back);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw EngineErrors.Writing(Name, exception);
        }
    }

    /// <inheritdoc/>
    public ValueTask ForgetAsync(string runId, CancellationToken cancellationToken = default)
    {
        Forget(runId);
        return ValueTask.CompletedTask;
    }

    private string KeptOf(string runId) => Path.Combine(Path.GetDirectoryName(Name)!, KeptPrefix + runId);

    /// <summary>Tables whose files say that this run wrote them.</summary>
    private List<string> OwnTables(string runId)
    {
        var files = _isFolder ? Directory.Exists(Name) ? Directory.GetFiles(Name, "*.parquet") : [] : File.Exists(Name) ? [Name] : [];
        return [.. files.Order(StringComparer.Ordinal).Where(file => ReadMark(file).Mark?.Run == runId).Select(TableOf)];
    }

    // The file of a single table says nothing of the table's name; what is kept of it is found by the file's own.
    private string TableOf(string file) => _isFolder ? Uri.UnescapeDataString(Path.GetFileNameWithoutExtension(file)) : SingleTable;

    private const string SingleTable = "table";

    /// <summary>Keeps the files that will be replaced. Done again after a kill, it leaves alone what is kept of files that are in place already.</summary>
    private void Keep(PromotionRun run, IReadOnlyList<PromotedTable> tables, IReadOnlyList<PromotionAction> actions)
    {
        var replaced = new List<string>();
        var folder = KeptOf(run.RunId);
        AtomicFile.Sweep(folder);
        foreach (var table in tables.Where((_, index) => actions[index] == PromotionAction.Replace).Select(static table => table.Table.Name))
        {
            var kept = Path.Combine(folder, FileName(_isFolder ? table : SingleTable));
            if (!IsOwn(run, table))
            {
                Directory.CreateDirectory(folder);
                File.Delete(kept);
                HardLink.Make(FileOf(table), kept);
            }

            if (File.Exists(kept)) replaced.Add(table);
        }

        if (replaced.Count == 0) return;
        var manifest = new KeptFiles(run.At, run.KeepUntil, [.. replaced.Select(table => _isFolder ? table : SingleTable)]);
        AtomicFile.Write(Path.Combine(folder, KeptManifest), JsonSerializer.SerializeToUtf8Bytes(manifest, KeptFilesJson.Default.KeptFiles));
    }

    private KeptFiles? ReadKept(string runId)
    {
        var path = Path.Combine(KeptOf(runId), KeptManifest);
        return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), KeptFilesJson.Default.KeptFiles) : null;
    }

    private void Forget(string runId)
    {
        if (Directory.Exists(KeptOf(runId))) Directory.Delete(KeptOf(runId), recursive: true);
    }
}

/// <summary>What a promotion replaced.</summary>
/// <param name="At">When.</param>
/// <param name="Until">Until when it is kept.</param>
/// <param name="Tables">The tables.</param>
internal sealed record KeptFiles(DateTimeOffset At, DateTimeOffset Until, IReadOnlyList<string> Tables);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(KeptFiles))]
internal sealed partial class KeptFilesJson : JsonSerializerContext;
