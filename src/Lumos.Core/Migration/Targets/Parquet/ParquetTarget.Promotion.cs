using Lumos.Abstractions;
using Lumos.Core.Migration.Planning;
using Lumos.Core.State;
using Lumos.DuckDb;

namespace Lumos.Core.Migration.Targets.Parquet;

internal sealed partial class ParquetTarget
{
    // Marks in the staging folder: all final files are made; all of them are in place.
    private const string Ready = "ready", Promoted = "promoted", Final = "final", Filtered = "filtered";

    /// <inheritdoc/>
    public ValueTask<bool> IsPromotedAsync(string runId, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(File.Exists(Path.Combine(StagingOf(runId), Promoted)));

    /// <inheritdoc/>
    public ValueTask PromoteAsync(PromotionRun run, IReadOnlyList<PromotedTable> tables, IStagedTables staged, Action beforeVisible, CancellationToken cancellationToken = default)
    {
        var folder = StagingOf(run.RunId);
        if (File.Exists(Path.Combine(folder, Promoted))) return ValueTask.CompletedTask;
        var engine = ((ParquetStagedTables)staged).Engine;
        var actions = tables.Select(table => Check(table.Table, table.Load)).ToList();
        try
        {
            if (!IsReady(run, tables, folder))
            {
                File.Delete(Path.Combine(folder, Ready));
                for (var i = 0; i < tables.Count; i++) Make(run, tables[i], actions[i], folder, engine, cancellationToken);
            }

            // Kept is what is replaced now, which another run may have put there since these files were made.
            Keep(run, tables, actions);
            AtomicFile.Write(Path.Combine(folder, Ready), default);

            beforeVisible();

            // From here on the files go into place even if the process dies in between: a later life sees the mark and goes on.
            Place(tables, Path.Combine(folder, Final));
            AtomicFile.Write(Path.Combine(folder, Promoted), default);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or DuckDbException)
        {
            throw EngineErrors.Writing(Name, exception);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Whether an earlier life has made all final files, and no other run has replaced one that it had put into place.</summary>
    private bool IsReady(PromotionRun run, IReadOnlyList<PromotedTable> tables, string folder) =>
        File.Exists(Path.Combine(folder, Ready)) && tables.All(table => File.Exists(Path.Combine(folder, Final, FileName(table.Table.Name))) || IsOwn(run, table.Table.Name));

    private bool IsOwn(PromotionRun run, string table) => File.Exists(FileOf(table)) && ReadMark(FileOf(table)).Mark?.Run == run.RunId;

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

        var join = new ParquetJoin(table.Columns.Count, [new(TargetMark.Key, new TargetMark(_job, run.RunId, rows, promoted.ContentHash) { Replaced = action != PromotionAction.Create }.ToString())]);
        using var final = new FileStream(Path.Combine(folder, Final, FileName(table.Name)), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 20);
        join.Write(parts, final, cancellationToken);
        final.Flush(flushToDisk: true);
    }

    /// <summary>Files to join: the staged ones, and without the rows that do not stay where there are such rows.</summary>
    private List<string> Parts(PromotionRun run, PromotedTable promoted, string folder, DuckDbConnection engine, CancellationToken cancellationToken)
    {
        var table = promoted.Table;
        var filtered = Path.Combine(folder, Filtered);
        Directory.CreateDirectory(filtered);
        var parts = new List<string>();
        foreach (var segment in ParquetStaging.Segments(StagingOf(run.RunId, table.Name)))
        {
            var late = Path.Combine(StagingOf(run.RunId, table.Name + "/late"), Path.GetFileName(segment));
            var files = File.Exists(late) ? new[] { segment, late } : [segment];
            parts.Add(StaysWhole(segment, files, promoted.Removed, engine)
                ? segment
                : Copy(
                    $"SELECT * FROM read_parquet([{string.Join(", ", files.Select(EngineSql.Text))}]){Without(promoted.Removed)} ORDER BY {TablePlan.RowColumn}",
                    Path.Combine(filtered, $"{Uri.EscapeDataString(table.Name)}-{Path.GetFileName(segment)}"), engine, cancellationToken));
        }

        if (parts.Count > 0) return parts;
        var staging = table with { Columns = [.. table.Columns, new TargetColumn { Name = TablePlan.RowColumn, Type = ColumnType.Int64 }] };
        return [Copy(ParquetStagedTables.Select(staging, []), Path.Combine(filtered, FileName(table.Name)), engine, cancellationToken)];
    }

    /// <summary>Whether the rows that stay are just those of the segment's main file.</summary>
    private static bool StaysWhole(string segment, IReadOnlyList<string> files, string? removed, DuckDbConnection engine)
    {
        if (removed is null && files.Count == 1) return true;
        var main = $"read_parquet({EngineSql.Text(segment)})";
        if (removed is not null && Count($"{removed} SEMI JOIN {main} USING ({TablePlan.RowColumn})", engine) > 0) return false;
        return files.Count == 1 || Count($"read_parquet({EngineSql.Text(files[1])}){Without(removed)}", engine) == 0;
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

    private void Place(IReadOnlyList<PromotedTable> tables, string final)
    {
        if (_isFolder && !Directory.Exists(Name) && Directory.Exists(final))
        {
            Directory.Move(final, Name);
        }
        else
        {
            foreach (var table in tables)
            {
                var made = Path.Combine(final, FileName(table.Table.Name));
                if (File.Exists(made)) File.Move(made, FileOf(table.Table.Name), overwrite: true);
            }

            if (_isFolder) AtomicFile.SyncFolder(Name);
        }

        AtomicFile.SyncFolder(Path.GetDirectoryName(Name)!);
    }
}
