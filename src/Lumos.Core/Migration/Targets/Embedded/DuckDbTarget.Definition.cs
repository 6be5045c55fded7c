using Lumos.Abstractions;
using Lumos.DuckDb;

namespace Lumos.Core.Migration.Targets.Embedded;

/// <remarks>
/// Keys, checks, defaults and indexes that people declared. They outlive a replacement: the new table is made by the old one's own statement. The engine renames no table that has indexes, so these are made anew as well.
/// </remarks>
internal sealed partial class DuckDbTarget
{
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
            UNION ALL SELECT column_name FROM duckdb_columns() WHERE (column_default IS NOT NULL OR comment IS NOT NULL) AND {Where(table)}
            """);
        return new TableDefinition(sql, indexes, checks, declared.Count == 0 && indexes.Count == 0);
    }

    /// <summary>Ranges of columns the target's table has narrower than the run declares them.</summary>
    internal IEnumerable<RowCheck> Ranges(TargetTable wanted)
    {
        foreach (var (name, type) in Types(wanted.Name))
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

    /// <summary>Whether the target's table has columns a run would not make, or makes of another type.</summary>
    private bool HasOthers(TargetTable wanted) =>
        Types(wanted.Name).Exists(there => !wanted.Columns.Any(column => string.Equals(column.Name, there.Name, StringComparison.OrdinalIgnoreCase) && there.Type == EngineSql.TypeOf(column)));

    private List<(string Name, string Type)> Types(string table) =>
        [.. Read($"SELECT data_type || chr(10) || column_name FROM duckdb_columns() WHERE {Where(table)} ORDER BY column_index").Select(static found => found!.Split('\n', 2)).Select(static found => (found[1], found[0]))];

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
