using Lumos.Abstractions;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Migration.Targets.Parquet.Folders;
using Lumos.Core.Migration.Targets.Parquet.Reading;
using Lumos.Core.State;
using Lumos.Core.Supervision;
using Lumos.DuckDb;

namespace Lumos.Core.Migration.Targets.Parquet;

internal sealed partial class ParquetTarget
{
    // Marks in the staging folder: all final files are made; all of them are in place. And its folders: staged rows, final files, parts of them, folders that give way.
    private const string Ready = "ready", Promoted = "promoted", Rows = "rows", Final = "final", Filtered = "filtered", Aside = "aside";

    /// <inheritdoc/>
    public ValueTask<bool> IsPromotedAsync(string runId, CancellationToken cancellationToken = default)
    {
        // Every life of a run begins with this question.
        _run = runId;
        return ValueTask.FromResult(File.Exists(Path.Combine(StagingOf(runId), Promoted)));
    }

    /// <inheritdoc/>
    public async ValueTask PromoteAsync(PromotionRun run, IReadOnlyList<PromotedTable> tables, IStagedTables staged, Action beforeVisible, CancellationToken cancellationToken = default)
    {
        var folder = StagingOf(run.RunId);
        if (File.Exists(Path.Combine(folder, Promoted))) return;
        var engine = ((ParquetStagedTables)staged).Engine;
        _run = run.RunId;
        var actions = tables.Select(table => Check(table.Table, table.Load)).ToList();
        try
        {
            if (!IsReady(run, tables, folder))
            {
                File.Delete(Path.Combine(folder, Ready));
                for (var i = 0; i < tables.Count; i++)
                {
                    if (_settings.LayoutOf?.Invoke(tables[i].Table.Name) is { } layout) await MakeAsync(run, tables[i], layout, actions[i], folder, (ParquetStagedTables)staged, cancellationToken).ConfigureAwait(false);
                    else Make(run, tables[i], actions[i], folder, engine, cancellationToken);
                }
            }

            // Kept is what is replaced now, which another run may have put there since these files were made.
            Keep(run, tables, actions);
            AtomicFile.Write(Path.Combine(folder, Ready), default);

            beforeVisible();

            // From here on the files go into place even if the process dies in between: a later life sees the mark and goes on.
            Place(run, tables, folder, cancellationToken);
            AtomicFile.Write(Path.Combine(folder, Promoted), default);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or DuckDbException)
        {
            throw EngineErrors.Writing(Name, exception);
        }
    }

    /// <summary>Whether an earlier life has made all final files, and no other run has replaced one that it had put into place.</summary>
    private bool IsReady(PromotionRun run, IReadOnlyList<PromotedTable> tables, string folder) =>
        File.Exists(Path.Combine(folder, Ready)) && tables.All(table => IsOf(run.RunId, Path.Combine(folder, Final, UnitOf(table.Table.Name))) || IsOf(run.RunId, PlaceOf(table.Table.Name)));

    /// <summary>Whether a run made what is there; a folder that gave way to another stands where that one was made.</summary>
    private static bool IsOf(string runId, string place) => IsThere(place) && ReadMark(place).Mark?.Run == runId;

    /// <summary>Makes the final file of a table, on disk whole.</summary>
    private void Make(PromotionRun run, PromotedTable promoted, PromotionAction action, string folder, DuckDbConnection engine, CancellationToken cancellationToken)
    {
        var table = promoted.Table;
        Directory.CreateDirectory(Path.Combine(folder, Final));
        var parts = Parts(run, promoted, folder, engine, cancellationToken);
        long rows = 0;
        foreach (var part in parts)
        {
            using var file = new FileStream(part, FileMode.Open, FileAccess.Read, FileShare.Read);
            rows += ParquetFooter.RowsOf(ParquetFooter.Read(file).Metadata);
        }

        var join = new ParquetJoin(table.Columns.Count, MarkOf(run, promoted, action, rows));
        join.Write(parts, Path.Combine(folder, Final, FileName(table.Name)), _threads, cancellationToken);
    }

    /// <summary>Makes the final file or files of a table that has a layout.</summary>
    private async Task MakeAsync(PromotionRun run, PromotedTable promoted, TableLayout layout, PromotionAction action, string folder, ParquetStagedTables staged, CancellationToken cancellationToken)
    {
        var table = promoted.Table;
        Directory.CreateDirectory(Path.Combine(folder, Final));
        var place = Path.Combine(folder, Final, UnitOf(table.Name));
        var writer = new LayoutWriter(table, layout, $"(SELECT * FROM {staged.Staged(table.Name)}{Without(promoted.Removed)})", staged.Engine);
        var bytes = new[] { table.Name, StagedTableNames.LateOf(table.Name) }.SelectMany(name => ParquetStaging.Segments(StagingOf(run.RunId, name))).Sum(static segment => new FileInfo(segment).Length);
        if (IsSpread(table.Name)) await writer.WriteFolderAsync(place, run.RunId, bytes, _threads, rows => MarkOf(run, promoted, action, rows), cancellationToken).ConfigureAwait(false);
        else await writer.WriteFileAsync(place, _threads, rows => MarkOf(run, promoted, action, rows), cancellationToken).ConfigureAwait(false);
    }

    private TargetMark MarkOf(PromotionRun run, PromotedTable promoted, PromotionAction action, long rows) => new(_job, run.RunId, rows, promoted.ContentHash) { Replaced = action != PromotionAction.Create };

    /// <summary>Files to join: the staged ones, and without the rows that do not stay where there are such rows.</summary>
    private List<string> Parts(PromotionRun run, PromotedTable promoted, string folder, DuckDbConnection engine, CancellationToken cancellationToken)
    {
        var table = promoted.Table;
        var filtered = Path.Combine(folder, Filtered);
        Directory.CreateDirectory(filtered);
        var parts = new List<string>();
        var late = ParquetStaging.Segments(StagingOf(run.RunId, StagedTableNames.LateOf(table.Name)));
        var leaving = LeavingMain(promoted.Removed, late, engine, cancellationToken);
        foreach (var segment in ParquetStaging.Segments(StagingOf(run.RunId, table.Name)))
        {
            var lateOf = late.FirstOrDefault(path => Path.GetFileName(path) == Path.GetFileName(segment));
            var files = lateOf is null ? new[] { segment } : [segment, lateOf];
            parts.Add(!IsTouched(segment, leaving) && (lateOf is null || Count($"read_parquet({EngineSql.Text(lateOf)}){Without(promoted.Removed)}", engine) == 0)
                ? segment
                : Copy(
                    $"SELECT * FROM read_parquet([{string.Join(", ", files.Select(EngineSql.Text))}]){Without(promoted.Removed)} ORDER BY {TablePlan.RowColumn}",
                    Path.Combine(filtered, $"{Uri.EscapeDataString(table.Name)}-{Path.GetFileName(segment)}"), engine, cancellationToken));
        }

        if (parts.Count > 0) return parts;
        var staging = table with { Columns = [.. table.Columns, new TargetColumn { Name = TablePlan.RowColumn, Type = ColumnType.Int64 }] };
        return [Copy(ParquetStagedTables.Select(staging, []), Path.Combine(filtered, FileName(table.Name)), engine, cancellationToken)];
    }

    /// <summary>Numbers of the rows that do not stay and are not among the late ones, ascending. Asked once for all segments: they are few, and the segments are not.</summary>
    private static List<long> LeavingMain(string? removed, IReadOnlyList<string> late, DuckDbConnection engine, CancellationToken cancellationToken)
    {
        var numbers = new List<long>();
        if (removed is null) return numbers;
        var without = late.Count == 0 ? "" : $" ANTI JOIN read_parquet([{string.Join(", ", late.Select(EngineSql.Text))}]) USING ({TablePlan.RowColumn})";
        var schema = new ColumnSchema([new ColumnField(TablePlan.RowColumn, ColumnType.Int64, Nullable: false)]);
        foreach (var read in EngineStagedTables.Read(engine, $"SELECT {TablePlan.RowColumn} FROM {removed}{without} ORDER BY {TablePlan.RowColumn}", schema, cancellationToken))
        {
            using (read) numbers.AddRange(read.Columns[0].GetValues<long>()[..read.RowCount]);
        }

        return numbers;
    }

    /// <summary>Whether one of some rows is in a segment's main file.</summary>
    private static bool IsTouched(string segment, List<long> leaving)
    {
        if (leaving.Count == 0) return false;
        if (StagedGroup.Find([segment]) is not { } groups) return true;
        foreach (var group in groups)
        {
            var next = leaving.BinarySearch(group.First);
            if (next < 0) next = ~next;
            if (next < leaving.Count && leaving[next] <= group.Last) return true;
        }

        return false;
    }

    private static string Without(string? removed) => removed is null ? "" : $" ANTI JOIN {removed} USING ({TablePlan.RowColumn})";

    private static long Count(string relation, DuckDbConnection engine)
    {
        using var command = engine.CreateCommand($"SELECT count(*) FROM {relation}");
        return (long)command.ExecuteScalar()!;
    }

    private static string Copy(string query, string path, DuckDbConnection engine, CancellationToken cancellationToken)
    {
        using var command = engine.CreateCommand($"COPY ({query}) TO {EngineSql.Text(path)} (FORMAT PARQUET)");
        using var result = command.ExecuteColumns(cancellationToken);
        return path;
    }

    private void Place(PromotionRun run, IReadOnlyList<PromotedTable> tables, string staging, CancellationToken cancellationToken)
    {
        var final = Path.Combine(staging, Final);
        if (_isFolder && !Directory.Exists(Name) && Directory.Exists(final))
        {
            Directory.Move(final, Name);
        }
        else
        {
            foreach (var table in tables.Select(static table => table.Table.Name))
            {
                var made = Path.Combine(final, UnitOf(table));
                if (File.Exists(made)) File.Move(made, PlaceOf(table), overwrite: true);
                else if (Directory.Exists(made) && IsOf(run.RunId, made)) Put(made, PlaceOf(table), Path.Combine(staging, Aside, FolderName(table)), cancellationToken);
            }

            if (_isFolder) AtomicFile.SyncFolder(Name);
        }

        AtomicFile.SyncFolder(Path.GetDirectoryName(Name)!);
    }

    private void Put(string made, string place, string aside, CancellationToken cancellationToken) =>
        FolderSwap.Put(made, place, aside, _settings.ExchangesFolders, () => _settings.Failpoints.Hit(FailpointNames.FolderSwapped, cancellationToken));

    /// <summary>Undoes swaps of folders that ended half done, so that no table stays away. It changes nothing where there are none.</summary>
    private void Mend()
    {
        var parent = Path.GetDirectoryName(Name)!;
        if (!_isFolder || !Directory.Exists(parent)) return;
        foreach (var prefix in new[] { StagingPrefix, KeptPrefix })
        {
            foreach (var folder in Directory.EnumerateDirectories(parent, prefix + "*")) FolderSwap.Mend(Path.Combine(folder, Aside), Name);
        }
    }
}
