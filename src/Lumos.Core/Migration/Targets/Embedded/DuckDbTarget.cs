using Lumos.Abstractions;
using Lumos.Core.Migration.Columns;
using Lumos.Dsl.DuckDb;
using Lumos.DuckDb;

namespace Lumos.Core.Migration.Targets.Embedded;

/// <summary>
/// A DuckDB file. Staged rows stand in the same file under other table names and a schema of the run's own, so that promotion is a
/// rename in one transaction and moves no byte.
/// </summary>
internal sealed partial class DuckDbTarget : ITarget, IOverlapsSegments
{
    /// <summary>Column of a staged row's segment.</summary>
    internal const string SegmentColumn = "lumos_segment";

    private readonly DuckDbConnection _connection;
    private readonly string _job;
    private readonly bool _isNew;
    private readonly int _threads;

    private DuckDbTarget(string path, string job, DuckDbConnection connection, bool isNew, int threads)
    {
        _threads = threads;
        _isNew = isNew;
        Name = path;
        _job = job;
        _connection = connection;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>Opens the file, which is made when there is none.</summary>
    /// <exception cref="LumosException"><c>TARGET_LOCKED</c>, <c>TARGET_UNWRITABLE</c>, <c>TARGET_NOT_A_DATABASE</c>.</exception>
    public static DuckDbTarget Open(string path, string job, EngineLimits limits, bool isReadOnly = false)
    {
        var connection = new DuckDbConnection(limits.For(path, isReadOnly && File.Exists(path)));
        var isNew = !File.Exists(path);
        try
        {
            if (isReadOnly && isNew) throw MigrationErrors.TargetMissing(path);
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
            connection.Open();
            var target = new DuckDbTarget(path, job, connection, isNew, limits.Threads);
            if (!isReadOnly) target.TakeAdded();
            return target;
        }
        catch (Exception exception) when (exception is DuckDbException or IOException or UnauthorizedAccessException)
        {
            connection.Dispose();
            if (isNew) RemoveTorn(path);
            throw EngineErrors.Opening(path, exception);
        }
    }

    /// <inheritdoc/>
    public ValueTask<TargetTable?> DescribeAsync(string table, CancellationToken cancellationToken = default) => ValueTask.FromResult(Describe(table));

    /// <inheritdoc/>
    public ValueTask<PromotionAction> CheckAsync(TargetTable table, TableLoad load, CancellationToken cancellationToken = default) => ValueTask.FromResult(Check(table, load));

    /// <inheritdoc/>
    public int SegmentsAtOnce => 2;

    /// <inheritdoc/>
    public ValueTask<IStagingTable> OpenStagingAsync(string runId, TargetTable table, CancellationToken cancellationToken = default)
    {
        try
        {
            var columns = table.Columns.Select(column => $"{EngineSql.Name(column.Name)} {EngineSql.TypeOf(column)}{(column.Nullable ? "" : " NOT NULL")}");
            _connection.Execute($"""
                CREATE SCHEMA IF NOT EXISTS {Schema(runId)};
                CREATE TABLE IF NOT EXISTS {Schema(runId)}.segments (table_name VARCHAR NOT NULL, segment BIGINT NOT NULL, row_count BIGINT NOT NULL);
                CREATE TABLE IF NOT EXISTS {StagingTable(runId, table.Name)} ({string.Join(", ", columns)}, {SegmentColumn} BIGINT NOT NULL)
                """);

            // Every thread that appends runs the engine's work itself; one of the engine's own would only take turns with it, and the one whose turn it is not would wait spinning.
            SetThreads(1);
            return ValueTask.FromResult<IStagingTable>(new DuckDbStaging(_connection.Duplicate(), Name, runId, table, _threads));
        }
        catch (DuckDbException exception)
        {
            throw EngineErrors.Writing(Name, exception);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IStagedTables> OpenStagedAsync(string runId, IReadOnlyList<TargetTable> staging, IReadOnlyList<TableLoad> loads, CancellationToken cancellationToken = default)
    {
        SetThreads(_threads);
        return ValueTask.FromResult<IStagedTables>(new DuckDbStagedTables(this, _connection.Duplicate(), runId, staging, loads));
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ColumnBatch> ReadAsync(TargetTable table, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        var existing = Describe(table.Name) ?? throw MigrationErrors.TargetTableMissing(Name, table.Name);
        var missing = SchemaDifference.Unreadable(table, existing);
        if (missing.Count > 0) throw MigrationErrors.TargetSchemaMismatch(Name, table.Name, missing);
        return EngineErrors.Reading(Name, EngineStagedTables.Read(_connection, $"SELECT {EngineSql.ReadColumns(table)} FROM {StoredOf(table.Name).ToStaged(EngineSql.Name(table.Name))} AS there", StagedRows.SchemaOf(table), cancellationToken)).ToAsyncEnumerable();
    }

    /// <inheritdoc/>
    public ValueTask DiscardAsync(string runId, CancellationToken cancellationToken = default)
    {
        var prefix = StagingPrefix(runId);
        var left = Read($"SELECT table_name FROM duckdb_tables() WHERE schema_name = current_schema() AND database_name = current_database() AND starts_with(table_name, {EngineSql.Text(prefix)})");
        foreach (var table in left) _connection.Execute($"DROP TABLE IF EXISTS {EngineSql.Name(table!)}");
        _connection.Execute($"DROP SCHEMA IF EXISTS {Schema(runId)} CASCADE");
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        // A file that was made for nothing, by a dry run for one, does not stay.
        var isEmpty = _isNew && IsEmpty();
        _connection.Dispose();
        _asked?.Dispose();
        if (isEmpty) RemoveTorn(Name);
        return ValueTask.CompletedTask;
    }

    private bool IsEmpty()
    {
        try
        {
            return Read("SELECT table_name FROM duckdb_tables() WHERE database_name = current_database()").Count == 0;
        }
        catch (DuckDbException)
        {
            return false;
        }
    }

    // A file the engine could not finish making, on a full disk for one, is no database and would be in the way of a resumed run.
    private static void RemoveTorn(string path)
    {
        try
        {
            File.Delete(path);
            File.Delete(path + ".wal");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The first failure is the one to report.
        }
    }

    internal static string Schema(string runId) => EngineSql.Name("lumos_staging_" + runId);

    internal static string StagingTable(string runId, string table) => EngineSql.Name(StagingPrefix(runId) + table);

    internal static string StagingName(string runId, string table) => StagingPrefix(runId) + table;

    private static string StagingPrefix(string runId) => $"lumos_staging_{runId}_";

    private void SetThreads(int threads) => _connection.Execute($"SET threads = {EngineSql.Number(threads)}");

    private PromotionAction Check(TargetTable table, TableLoad load)
    {
        if (load.Strategy is LoadStrategy.Upsert or LoadStrategy.Scd2 && table.PrimaryKey.Count == 0) throw MigrationErrors.TargetNoKey(Name, table.Name, load.Strategy);
        if (Describe(table.Name) is not { } existing) return load.Strategy == LoadStrategy.Scd2 ? PromotionAction.Version : PromotionAction.Create;
        var differences = SchemaDifference.Find(table, existing, load.AddsColumns);
        if (differences.Count > 0) throw MigrationErrors.TargetSchemaMismatch(Name, table.Name, differences);
        var rows = long.Parse(Read($"SELECT CAST(count(*) AS VARCHAR) FROM {EngineSql.Name(table.Name)}")[0]!, System.Globalization.CultureInfo.InvariantCulture);
        switch (load.Strategy)
        {
            case LoadStrategy.Replace: return PromotionAction.Replace;
            case LoadStrategy.Scd2: return PromotionAction.Version;
            case LoadStrategy.Append or LoadStrategy.Insert: return rows == 0 ? PromotionAction.Fill : PromotionAction.Append;
            case LoadStrategy.Upsert: return rows == 0 ? PromotionAction.Fill : PromotionAction.Upsert;
        }

        if (TargetMark.Parse(CommentOf(table.Name)) is { } mark && mark.Job == _job && mark.Rows == rows) return PromotionAction.Replace;
        if (rows == 0) return PromotionAction.Fill;
        return table.PrimaryKey.Count > 0 ? PromotionAction.Upsert : throw MigrationErrors.TargetNotEmpty(Name, table.Name);
    }

    private string? CommentOf(string table) => Read($"SELECT comment FROM duckdb_tables() WHERE {Where(table)}").FirstOrDefault();

    private TargetTable? Describe(string table)
    {
        var columns = new List<TargetColumn>();
        using (var command = _connection.CreateCommand($"SELECT column_name, data_type, is_nullable, column_default IS NOT NULL FROM duckdb_columns() WHERE {Where(table)} ORDER BY column_index"))
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read())
            {
                // A type Lumos has no word for differs from every type it has.
                var type = EngineTypes.Read(reader.GetString(1)) ?? ColumnType.Decimal(38, 38);
                columns.Add(new TargetColumn { Name = reader.GetString(0), Type = type, Nullable = reader.GetBoolean(2), FillsItself = reader.GetBoolean(3) ? true : null });
            }
        }

        if (columns.Count == 0) return null;
        var key = Read($"SELECT unnest(constraint_column_names) FROM duckdb_constraints() WHERE constraint_type = 'PRIMARY KEY' AND {Where(table)}");
        var unique = Read($"SELECT array_to_string(constraint_column_names, chr(10)) FROM duckdb_constraints() WHERE constraint_type = 'UNIQUE' AND {Where(table)} ORDER BY constraint_index");
        return new TargetTable { Name = table, Columns = columns, PrimaryKey = [.. key.Select(column => column!)], Unique = [.. unique.Select(columns => columns!.Split('\n'))] };
    }

    private static string Where(string table) =>
        $"database_name = current_database() AND schema_name = current_schema() AND lower(table_name) = lower({EngineSql.Text(table)})";

    private List<string?> Read(string sql)
    {
        using var command = _connection.CreateCommand(sql);
        using var reader = command.ExecuteReader();
        var values = new List<string?>();
        while (reader.Read()) values.Add(reader.IsDBNull(0) ? null : reader.GetString(0));
        return values;
    }
}
