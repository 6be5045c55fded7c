using Lumos.Abstractions;
using Lumos.Core.TargetSchemas;
using Lumos.DuckDb;

namespace Lumos.Core.Migration.Targets.Embedded;

/// <remarks>
/// Keys, checks, defaults and indexes that people declared. They outlive a replacement: the new table is made by the old one's own statement. The engine renames no table that has indexes, so these are made anew as well.
/// </remarks>
internal sealed partial class DuckDbTarget
{
    private readonly Dictionary<string, EngineTable?> _models = new(StringComparer.Ordinal);
    private DuckDbConnection? _asked;

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ColumnAddition>> GetAdditionsAsync(TargetTable table, TableLoad load, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(load);
        return ValueTask.FromResult(load.AddsColumns && Describe(table.Name) is { } existing ? SchemaDifference.Additions(table, existing) : []);
    }

    /// <summary>What people declared about a table; nothing when it is not there.</summary>
    internal TableDefinition Definition(string table)
    {
        var checks = new List<RowCheck>();
        using (var command = _connection.CreateCommand($"SELECT constraint_name, expression, array_to_string(constraint_column_names, chr(10)) FROM duckdb_constraints() WHERE constraint_type = 'CHECK' AND {Where(table)} ORDER BY constraint_index"))
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read()) checks.Add(new RowCheck(reader.GetString(0), reader.GetString(1), reader.GetString(2).Split('\n', StringSplitOptions.RemoveEmptyEntries)));
        }

        var indexes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        using (var command = _connection.CreateCommand($"SELECT index_name, sql FROM duckdb_indexes() WHERE {Where(table)} AND sql IS NOT NULL"))
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read()) indexes[reader.GetString(0)] = reader.GetString(1);
        }

        var sql = Read($"SELECT sql FROM duckdb_tables() WHERE {Where(table)}").FirstOrDefault() ?? "";
        var declared = Read($"""
            SELECT constraint_type FROM duckdb_constraints() WHERE constraint_type <> 'NOT NULL' AND {Where(table)}
            UNION ALL SELECT column_name FROM duckdb_columns() WHERE comment IS NOT NULL AND {Where(table)}
            """);
        return new TableDefinition(sql, indexes, checks, declared.Count == 0 && indexes.Count == 0);
    }

    /// <summary>Ranges of columns the target's table has narrower than the run declares them.</summary>
    internal IEnumerable<RowCheck> Ranges(TargetTable wanted)
    {
        foreach (var (name, type, _) in Types(wanted.Name))
        {
            if (wanted.Columns.FirstOrDefault(column => string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase)) is not { Type.Kind: ColumnKind.Int64 } column || type == EngineSql.TypeOf(column)) continue;
            if (EngineTypes.RangeOf(type, EngineSql.Name(column.Name)) is { } range) yield return new RowCheck($"{column.Name} {type}", range, [column.Name]);
        }
    }

    /// <summary>Unique indexes of the target's table that are behind no constraint.</summary>
    internal IEnumerable<UniqueRule> Uniques(TargetTable wanted)
    {
        var there = Types(wanted.Name).ConvertAll(static column => column.Name);
        return Definition(wanted.Name).IndexSql.Select(index => UniqueIndexes.Read(index.Key, index.Value, there, [.. wanted.Columns.Select(static column => column.Name)])).OfType<UniqueRule>();
    }

    /// <summary>Key a run wrote on the target's table, which the table does not declare; null for none.</summary>
    internal UniqueRule? KeyOf(TargetTable wanted)
    {
        if (TargetMark.Parse(CommentOf(wanted.Name))?.PrimaryKey is not { Count: > 0 } key || !key.All(column => wanted.Columns.Any(other => other.Name == column))) return null;
        return key.ToHashSet(StringComparer.Ordinal).SetEquals(wanted.PrimaryKey) ? null : new UniqueRule("key", [.. key.Select(EngineSql.Name)], null, key);
    }

    /// <summary>Whether the target's table has columns a run would not make, or makes of another type or default.</summary>
    private bool HasOthers(TargetTable wanted)
    {
        var made = ModelOf(wanted)?.Columns ?? [.. wanted.Columns.Select(static column => new EngineColumn(column.Name, EngineSql.TypeOf(column)))];
        return Types(wanted.Name).Exists(there => !made.Any(column => Same(column.Name, there.Name) && (there.Type == column.Type || IsStagedAs(there)) && (there.Default is null || there.Default == column.Default)));

        bool IsStagedAs(EngineColumn there) => wanted.Columns.Any(column => Same(column.Name, there.Name) && there.Type == EngineSql.TypeOf(column));

        static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>What a table is made as where DDL says more than its columns do; null where it does not.</summary>
    internal EngineTable? ModelOf(TargetTable wanted)
    {
        if (wanted.Declared is not { Count: > 0 }) return null;
        lock (_models)
        {
            if (!_models.TryGetValue(wanted.Name, out var model)) _models[wanted.Name] = model = EngineTable.Of(wanted, _asked ??= EngineTable.Open());
            return model;
        }
    }

    /// <summary>Columns of the target's table.</summary>
    internal StoredColumns StoredOf(string table) => new(Types(table));

    // In the session of a promotion, which sees what it made itself.
    private static StoredColumns StoredIn(TargetTable table, DuckDbConnection engine) => new(Types(table.Name, engine));

    private List<EngineColumn> Types(string table) => Types(table, _connection);

    private static List<EngineColumn> Types(string table, DuckDbConnection engine)
    {
        var columns = new List<EngineColumn>();
        using var command = engine.CreateCommand($"SELECT column_name, data_type, column_default FROM duckdb_columns() WHERE {Where(table)} ORDER BY column_index");
        using var reader = command.ExecuteReader();
        while (reader.Read()) columns.Add(new EngineColumn(reader.GetString(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2)));
        return columns;
    }

    /// <summary>Moves a table aside and makes an empty one of the same definition in its place.</summary>
    private static void MakeLike(TableDefinition definition, string final, string aside, DuckDbConnection engine)
    {
        foreach (var index in definition.IndexSql.Keys) engine.Execute($"DROP INDEX {EngineSql.Name(index)}");
        engine.Execute($"ALTER TABLE {final} RENAME TO {aside}");
        engine.Execute(definition.Sql);
    }

    // Behind the rows: an index is built faster over them than with them.
    private static void MakeIndexes(TableDefinition definition, DuckDbConnection engine)
    {
        foreach (var sql in definition.IndexSql.Values) engine.Execute(sql);
    }
}
