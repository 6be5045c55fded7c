using Lumos.Abstractions;
using Lumos.Core.Migration.Columns;
using Lumos.Core.Migration.Targets.Parquet.Folders;
using Lumos.DuckDb;

namespace Lumos.Core.Migration.Targets.Parquet;

/// <summary>
/// A Parquet file, or a folder with one per table, or a folder of files per table where its layout asks for that. Staged rows are Parquet files beside the target, one per
/// segment; promotion joins them page by page without decoding a value, or has them sorted, and renames the result into place.
/// </summary>
internal sealed partial class ParquetTarget : ITarget, IOverlapsSegments
{
    private readonly DuckDbConnection _engine;
    private readonly string _job;
    private readonly bool _isFolder;
    private readonly int _threads;
    private readonly ParquetSettings _settings;
    private readonly HashSet<string> _tables = new(StringComparer.Ordinal);
    private string? _run;

    private ParquetTarget(string path, bool isFolder, string job, DuckDbConnection engine, int threads, ParquetSettings settings)
    {
        _threads = threads;
        _settings = settings;
        Name = path;
        _isFolder = isFolder;
        _job = job;
        _engine = engine;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public bool StagesRepeatedKeysApart => true;

    /// <inheritdoc/>
    public int SegmentsAtOnce => 2;

    /// <summary>Opens the target; nothing is written yet.</summary>
    public static ParquetTarget Open(string path, bool isFolder, string job, EngineLimits limits, ParquetSettings settings)
    {
        var engine = new DuckDbConnection(limits.For(DuckDbConnectionStringBuilder.InMemory));
        engine.Open();
        return new ParquetTarget(Path.GetFullPath(path).TrimEnd(Path.DirectorySeparatorChar), isFolder, job, engine, limits.Threads, settings);
    }

    /// <inheritdoc/>
    public ValueTask<TargetTable?> DescribeAsync(string table, CancellationToken cancellationToken = default) => ValueTask.FromResult(Describe(table));

    /// <inheritdoc/>
    public ValueTask<PromotionAction> CheckAsync(TargetTable table, TableLoad load, CancellationToken cancellationToken = default) => ValueTask.FromResult(Check(table, load));

    /// <inheritdoc/>
    public ValueTask<IStagingTable> OpenStagingAsync(string runId, TargetTable table, CancellationToken cancellationToken = default)
    {
        var folder = StagingOf(runId, table.Name);
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var torn in Directory.GetFiles(folder, "*.tmp")) File.Delete(torn);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw EngineErrors.Writing(Name, exception);
        }

        return ValueTask.FromResult<IStagingTable>(new ParquetStaging(Name, folder, table, _threads));
    }

    /// <inheritdoc/>
    public ValueTask<IStagedTables> OpenStagedAsync(string runId, IReadOnlyList<TargetTable> staging, IReadOnlyList<TableLoad> loads, CancellationToken cancellationToken = default)
    {
        try
        {
            return ValueTask.FromResult<IStagedTables>(new ParquetStagedTables(_engine.Duplicate(), staging, table => ParquetStaging.Segments(StagingOf(runId, table))));
        }
        catch (DuckDbException exception)
        {
            throw EngineErrors.Writing(Name, exception);
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ColumnBatch> ReadAsync(TargetTable table, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        var existing = Describe(table.Name, table) ?? throw MigrationErrors.TargetTableMissing(Name, table.Name);
        var missing = SchemaDifference.Unreadable(table, existing);
        if (missing.Count > 0) throw MigrationErrors.TargetSchemaMismatch(PlaceOf(table.Name), table.Name, missing);
        var rows = EngineStagedTables.Read(_engine, $"SELECT {EngineSql.ReadColumns(table)} FROM {Relation(PlaceOf(table.Name), table)}", StagedRows.SchemaOf(table), cancellationToken);
        return EngineErrors.Reading(PlaceOf(table.Name), rows).ToAsyncEnumerable();
    }

    /// <inheritdoc/>
    public ValueTask DiscardAsync(string runId, CancellationToken cancellationToken = default)
    {
        if (Directory.Exists(StagingOf(runId))) Directory.Delete(StagingOf(runId), recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _engine.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Where a table is, or will be: as its layout says, or where nothing is said of layouts, as it is there.</summary>
    private string PlaceOf(string table) => _isFolder ? Path.Combine(Name, UnitOf(table)) : Name;

    private string UnitOf(string table) => IsSpread(table) ? FolderName(table) : FileName(table);

    private bool IsSpread(string table) => _isFolder && (_settings.LayoutOf is { } layoutOf ? layoutOf(table)?.MakesFolder() == true : !File.Exists(Path.Combine(Name, FileName(table))) && TableFolder.Is(Path.Combine(Name, FolderName(table))));

    // Table names may hold anything; file names may not, and a folder must not be '..' or hidden.
    private static string FileName(string table) => Uri.EscapeDataString(table) + ".parquet";

    private static string FolderName(string table) => Uri.EscapeDataString(table) is var name && name.StartsWith('.') ? name.Replace(".", "%2E", StringComparison.Ordinal) : Uri.EscapeDataString(table);

    private static bool IsThere(string place) => File.Exists(place) || Directory.Exists(place);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ColumnAddition>> GetAdditionsAsync(TargetTable table, TableLoad load, CancellationToken cancellationToken = default) => ValueTask.FromResult<IReadOnlyList<ColumnAddition>>(
        load.AddsColumns && load.Strategy != LoadStrategy.Replace && Describe(table.Name, table) is { } existing ? [.. SchemaDifference.Additions(table, existing).Where(static column => !column.IsThere)] : []);

    // Beside the target, so that a rename stays on one file system.
    private string StagingOf(string runId) => Path.Combine(Path.GetDirectoryName(Name)!, StagingPrefix + runId);

    private string StagingPrefix => $".{Path.GetFileName(Name)}.lumos-staging-";

    private string StagingOf(string runId, string table) => Path.Combine(StagingOf(runId), Rows, Uri.EscapeDataString(table));

    private PromotionAction Check(TargetTable table, TableLoad load)
    {
        Mend();
        var path = PlaceOf(table.Name);
        if (_tables.Add(table.Name) && _tables.Count > 1 && !_isFolder) throw MigrationErrors.TargetTablesInOneFile(Name);
        if (!_isFolder && Directory.Exists(path)) throw MigrationErrors.TargetUnwritable(path, new IOException("There is a folder of this name."));
        if (_isFolder) CheckShape(table.Name, path);
        if (load.Strategy == LoadStrategy.Scd2) throw MigrationErrors.TargetStrategy(path, table.Name, load.Strategy);
        if (Describe(table.Name, table) is not { } existing) return PromotionAction.Create;

        // A promotion that was killed while it put files into place goes on with its own; those of another run of the job are files like any other.
        if (_run is { } run && IsOf(run, path) && File.Exists(Path.Combine(StagingOf(run), Ready))) return PromotionAction.Replace;
        if (load.Strategy == LoadStrategy.Replace) return PromotionAction.Replace;

        // The new file takes the place of the old one, which may gain columns so and not lose any.
        var differences = SchemaDifference.Find(table, existing, load.AddsColumns).Concat(load.AddsColumns ? SchemaDifference.Further(table, existing) : []).ToList();
        if (differences.Count > 0) throw MigrationErrors.TargetSchemaMismatch(path, table.Name, differences);
        var (mark, rows) = ReadMark(path);
        if (rows > 0 && load.Strategy != LoadStrategy.Auto) throw MigrationErrors.TargetStrategy(path, table.Name, load.Strategy);
        return rows == 0 || mark?.Job == _job ? PromotionAction.Replace : throw MigrationErrors.TargetFileNotEmpty(path, table.Name);
    }

    /// <summary>A table that is a file does not become a folder, nor the other way round: for a moment readers would see both, or none.</summary>
    private void CheckShape(string table, string path)
    {
        var (file, folder) = (Path.Combine(Name, FileName(table)), Path.Combine(Name, FolderName(table)));
        if (IsSpread(table) ? File.Exists(file) : File.Exists(Path.Combine(folder, TableFolder.MarkFile))) throw MigrationErrors.LayoutChanged(IsSpread(table) ? file : folder, table, isFolder: !IsSpread(table));
        if (IsSpread(table) && (File.Exists(folder) || (Directory.Exists(path) && !TableFolder.Is(path) && Directory.EnumerateFileSystemEntries(path).Any()))) throw MigrationErrors.FolderTaken(path, table);
    }

    private TargetTable? Describe(string table, TargetTable? wanted = null)
    {
        var path = PlaceOf(table);
        if (!File.Exists(path) && !(_isFolder && TableFolder.Is(path))) return null;
        try
        {
            using var command = _engine.CreateCommand($"DESCRIBE SELECT * FROM {Relation(path, wanted)}");
            using var reader = command.ExecuteReader();
            var columns = new List<TargetColumn>();
            while (reader.Read()) columns.Add(new TargetColumn { Name = reader.GetString(0), Type = EngineTypes.Read(reader.GetString(1)) ?? ColumnType.Decimal(38, 38) });
            return new TargetTable { Name = table, Columns = columns };
        }
        catch (DuckDbException exception)
        {
            throw MigrationErrors.TargetNotParquet(path, exception);
        }
    }

    /// <summary>SQL of the rows of a table that is there. What the names of folders say has the type it was written with, or the one that is wanted.</summary>
    private static string Relation(string place, TargetTable? wanted)
    {
        if (File.Exists(place)) return $"read_parquet({EngineSql.Text(place)}, hive_partitioning = false)";
        var isMarked = File.Exists(Path.Combine(place, TableFolder.MarkFile));
        return TableFolder.Relation(place, [.. TableFolder.PartitionsOf(place).Select(column => isMarked ? column : wanted?.Columns.FirstOrDefault(known => known.Name == column.Name) ?? column)]);
    }

    private static (TargetMark? Mark, long Rows) ReadMark(string path)
    {
        try
        {
            if (Directory.Exists(path)) return TableFolder.ReadMark(path);
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            var (metadata, _) = ParquetFooter.Read(file);
            return (TargetMark.Parse(ParquetFooter.KeyValueOf(metadata, TargetMark.Key)), ParquetFooter.RowsOf(metadata));
        }
        catch (InvalidDataException exception)
        {
            throw MigrationErrors.TargetNotParquet(path, exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw MigrationErrors.TargetUnwritable(path, exception);
        }
    }
}
