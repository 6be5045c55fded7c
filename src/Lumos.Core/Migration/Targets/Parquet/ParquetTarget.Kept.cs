using System.Text.Json;
using System.Text.Json.Serialization;
using Lumos.Abstractions;
using Lumos.Core.Migration.Targets.Parquet.Folders;
using Lumos.Core.State;

namespace Lumos.Core.Migration.Targets.Parquet;

/// <remarks>
/// The files and folders a promotion replaced stand in a hidden folder beside the target, as further names of the same bytes where the file system allows that. A run
/// that replaced nothing leaves no such folder; the mark in its files says that they are its own.
/// </remarks>
internal sealed partial class ParquetTarget
{
    private const string KeptManifest = "kept.json", Gone = "gone";

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
        Mend();
        var kept = ReadKept(runId);
        var own = OwnUnits(runId);
        if (kept is null && own.Exists(unit => ReadMark(Path.Combine(Parent, unit)).Mark is { Replaced: true })) throw MigrationErrors.RollbackNothing(Name, runId);
        foreach (var table in kept?.Tables ?? [])
        {
            // A rollback that was killed has put some tables back already: a file is gone from what is kept then, and where a folder was kept the run's own one stands.
            foreach (var unit in new[] { FileName(table), FolderName(table) }.Where(unit => !own.Contains(PlaceNameOf(unit)) && IsThere(Path.Combine(KeptOf(runId), unit))))
            {
                if (!IsOf(runId, Path.Combine(KeptOf(runId), unit))) throw MigrationErrors.RollbackChanged(Name, table);
            }
        }

        try
        {
            var back = new List<RolledBackTable>();
            foreach (var unit in own)
            {
                var place = Path.Combine(Parent, unit);
                PutBack(runId, unit, place, cancellationToken);
                back.Add(new RolledBackTable(TableOf(unit), IsThere(place) ? ReadMark(place).Rows : null));
            }

            AtomicFile.SyncFolder(Parent);
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
        try
        {
            Forget(runId);
            return ValueTask.CompletedTask;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw EngineErrors.Writing(KeptOf(runId), exception);
        }
    }

    private string KeptOf(string runId) => Path.Combine(Path.GetDirectoryName(Name)!, KeptPrefix + runId);

    /// <summary>Folder the tables stand in.</summary>
    private string Parent => _isFolder ? Name : Path.GetDirectoryName(Name)!;

    /// <summary>Names of the files and folders that say that this run wrote them.</summary>
    private List<string> OwnUnits(string runId)
    {
        if (!_isFolder) return File.Exists(Name) && IsOf(runId, Name) ? [Path.GetFileName(Name)] : [];
        if (!Directory.Exists(Name)) return [];
        var places = Directory.GetFiles(Name, "*.parquet").Concat(Directory.GetDirectories(Name).Where(static folder => File.Exists(Path.Combine(folder, TableFolder.MarkFile))));
        return [.. places.Order(StringComparer.Ordinal).Where(place => IsOf(runId, place)).Select(static place => Path.GetFileName(place))];
    }

    // The file of a single table says nothing of the table's name; what is kept of it is found by the file's own.
    private string TableOf(string unit) => !_isFolder ? SingleTable : Uri.UnescapeDataString(Directory.Exists(Path.Combine(Name, unit)) || !unit.EndsWith(".parquet", StringComparison.Ordinal) ? unit : unit[..^".parquet".Length]);

    private string PlaceNameOf(string unit) => _isFolder ? unit : Path.GetFileName(Name);

    /// <summary>Puts back what a table replaced, or removes the table where it replaced nothing.</summary>
    private void PutBack(string runId, string unit, string place, CancellationToken cancellationToken)
    {
        var before = Path.Combine(KeptOf(runId), _isFolder ? unit : FileName(SingleTable));
        if (File.Exists(before))
        {
            File.Move(before, place, overwrite: true);
        }
        else if (Directory.Exists(before))
        {
            Put(before, place, Path.Combine(KeptOf(runId), Aside, unit), cancellationToken);
        }
        else if (Directory.Exists(place))
        {
            // Renamed first, so that nobody sees a part of it.
            Directory.CreateDirectory(Path.Combine(KeptOf(runId), Gone));
            Directory.Move(place, Path.Combine(KeptOf(runId), Gone, unit));
        }
        else
        {
            File.Delete(place);
        }
    }

    private const string SingleTable = "table";

    /// <summary>Keeps the files that will be replaced. Done again after a kill, it leaves alone what is kept of files that are in place already.</summary>
    private void Keep(PromotionRun run, IReadOnlyList<PromotedTable> tables, IReadOnlyList<PromotionAction> actions)
    {
        var replaced = new List<string>();
        var folder = KeptOf(run.RunId);
        AtomicFile.Sweep(folder);
        foreach (var table in tables.Where((_, index) => actions[index] == PromotionAction.Replace).Select(static table => table.Table.Name))
        {
            var kept = Path.Combine(folder, _isFolder ? UnitOf(table) : FileName(SingleTable));
            if (!IsOf(run.RunId, PlaceOf(table)))
            {
                Directory.CreateDirectory(folder);
                if (IsSpread(table))
                {
                    if (Directory.Exists(kept)) Directory.Delete(kept, recursive: true);
                    TableFolder.Link(PlaceOf(table), kept);
                }
                else
                {
                    File.Delete(kept);
                    HardLink.Make(PlaceOf(table), kept);
                }
            }

            if (IsThere(kept)) replaced.Add(table);
        }

        if (replaced.Count == 0) return;
        var manifest = new KeptFiles(run.At, run.KeepUntil, [.. replaced.Select(table => _isFolder ? table : SingleTable)]);
        AtomicFile.Write(Path.Combine(folder, KeptManifest), JsonSerializer.SerializeToUtf8Bytes(manifest, KeptFilesJson.Default.KeptFiles));
    }

    private KeptFiles? ReadKept(string runId)
    {
        var path = Path.Combine(KeptOf(runId), KeptManifest);
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), KeptFilesJson.Default.KeptFiles) : null;
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            throw MigrationErrors.KeptUnreadable(path, exception);
        }
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
