using Lumos.Abstractions;
using Lumos.Core.Contracts;
using Lumos.Core.Ingest.Inventory;
using Lumos.Core.Ingest.Reading;
using Lumos.DuckDb;

namespace Lumos.Core.Ingest.Databases;

/// <summary>
/// Copies what is read of a database file into a file of the run's own: tables, where the run writes into the same file and what it reads must stand still meanwhile; views, whose rows come in no
/// certain order. From there on they are hashed and resumed like any other file.
/// </summary>
internal static class DatabaseFileCopy
{
    /// <summary>Schemas and tables a run makes beside its target's.</summary>
    private const string OwnPrefix = "lumos_";

    /// <summary>Whether a file is the one a run writes into.</summary>
    /// <param name="file">Database file that is read.</param>
    /// <param name="target">Where the run writes to.</param>
    /// <param name="resolve">Makes a location a path.</param>
    public static bool IsTarget(SourceFile file, RunEndpoint target, Func<string, string> resolve) =>
        target.Location is [var location] && !location.Contains("://", StringComparison.Ordinal) && Same(file.Path, resolve(location));

    /// <summary>Whether a file's location names a view.</summary>
    public static Task<bool> IsViewAsync(SourceFile file, CancellationToken cancellationToken) =>
        file.Table is null ? Task.FromResult(false) : Task.Run(() => EngineTables.List(file, cancellationToken).Exists(static relation => relation.IsView), cancellationToken);

    /// <summary>Copies tables.</summary>
    /// <param name="file">Database file; its table, when it names one, is the one copied.</param>
    /// <param name="workFolder">Work folder of the run. Every file that is copied gets one of its own there.</param>
    /// <param name="progress">Told which table is copied; null when nobody looks.</param>
    /// <param name="remarks">Gets a line about tables that are left out.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The file that stands for the original, at its location and with the copy's path; and the copy's name below the work folder, with forward slashes.</returns>
    /// <exception cref="LumosException">The file cannot be read, or the work folder not written.</exception>
    public static Task<(SourceFile File, string Snapshot)> TakeAsync(SourceFile file, string workFolder, IProgress<StageProgress>? progress, List<string> remarks, CancellationToken cancellationToken) =>
        Task.Run(() => Take(file, workFolder, progress, remarks, cancellationToken), cancellationToken);

    private static (SourceFile File, string Snapshot) Take(SourceFile file, string workFolder, IProgress<StageProgress>? progress, List<string> remarks, CancellationToken cancellationToken)
    {
        var (relations, own) = Choose(file, cancellationToken);
        if (own.Count > 0)
        {
            remarks.Add(
                $"'{file.Location}' is read and written: {(own.Count == 1 ? "table" : "tables")} {string.Join(", ", own.Select(static name => $"'{name}'"))} {(own.Count == 1 ? "was" : "were")} made there by a run and {(own.Count == 1 ? "is" : "are")} not read. "
                + "Name a table behind # to read it.");
        }

        var snapshot = NameIn(workFolder, file);
        var path = Path.Combine(workFolder, snapshot);
        var at = relations[0];
        try
        {
            using var connection = new DuckDbConnection(new DuckDbConnectionStringBuilder { DataSource = DuckDbConnectionStringBuilder.InMemory }.ConnectionString);
            connection.Open();
            connection.Execute($"ATTACH {EngineText.Literal(file.Path)} AS lumos_from (READ_ONLY); ATTACH {EngineText.Literal(path)} AS lumos_copy");
            foreach (var relation in relations)
            {
                at = relation;
                cancellationToken.ThrowIfCancellationRequested();
                progress?.Report(new StageProgress(StageName.Ingest, $"copying {relation.Table}", 0, null, "rows"));
                var name = $"{EngineText.Identifier(relation.Schema!)}.{EngineText.Identifier(relation.Table!)}";
                using var command = connection.CreateCommand(
                    $"CREATE SCHEMA IF NOT EXISTS lumos_copy.{EngineText.Identifier(relation.Schema!)}; CREATE TABLE lumos_copy.{name} AS SELECT * FROM lumos_from.{name}");
                using var done = command.ExecuteColumns(cancellationToken);
            }

            connection.Execute("DETACH lumos_copy");
        }
        catch (DuckDbException exception) when (exception.Message.Contains("No space left", StringComparison.OrdinalIgnoreCase))
        {
            throw IngestErrors.SnapshotUnwritable(file.Location, exception);
        }
        catch (DuckDbException exception)
        {
            throw EngineErrors.Of(exception, at);
        }

        return (file with { Path = path, Bytes = new FileInfo(path).Length }, snapshot);
    }

    private static string NameIn(string workFolder, SourceFile file)
    {
        try
        {
            var folder = Path.Combine(workFolder, DatabaseSnapshot.Folder);
            DatabaseSnapshot.MakeFolder(folder);
            return FormattableString.Invariant($"{DatabaseSnapshot.Folder}/{Directory.GetFiles(folder).Length:D4}.duckdb");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw IngestErrors.SnapshotUnwritable(file.Location, exception);
        }
    }

    /// <summary>The tables to read, and those runs made: a table named outright is read whoever made it.</summary>
    private static (IReadOnlyList<EngineRelation> Relations, IReadOnlyList<string> Own) Choose(SourceFile file, CancellationToken cancellationToken)
    {
        var all = EngineTables.List(file, cancellationToken);
        if (file.Table is not null) return (all, []);
        var made = new HashSet<(string, string)>();
        using (var connection = all[0].Open())
        {
            using var command = connection.CreateCommand($"SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = current_database() AND starts_with(comment, {EngineText.Literal(TargetPlaces.MarkPrefix + "{")})");
            using var reader = command.ExecuteReader();
            while (reader.Read()) made.Add((reader.GetString(0), reader.GetString(1)));
        }

        var read = all.Where(relation => !IsOwn(relation.Schema!) && !IsOwn(relation.Table!) && !made.Contains((relation.Schema!, relation.Table!))).ToList();
        return read.Count > 0 ? (read, [.. all.Where(relation => made.Contains((relation.Schema!, relation.Table!))).Select(static relation => relation.Table!)]) : throw IngestErrors.OnlyOwn(file.Location);
    }

    private static bool IsOwn(string name) => name.StartsWith(OwnPrefix, StringComparison.Ordinal);

    private static bool Same(string left, string right) => string.Equals(Final(left), Final(right), OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    private static string Final(string path)
    {
        var full = Path.GetFullPath(path);
        return File.Exists(full) && File.ResolveLinkTarget(full, returnFinalTarget: true) is { } link ? link.FullName : full;
    }
}
