using Lumos.Abstractions;
using Lumos.Core.Ingest.Inventory;
using Lumos.DuckDb;
using Lumos.DuckDb.Columns;

namespace Lumos.Core.Ingest.Reading;

/// <summary>Opens what the engine reads: Parquet, and the tables of database files.</summary>
internal static class EngineTables
{
    /// <summary>Tables of a file: one, or those of a database in order of name.</summary>
    public static async ValueTask<IReadOnlyList<OpenedTable>> OpenAsync(SourceFile file, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        IReadOnlyList<EngineRelation> relations = file.Format == SourceFormats.DuckDb ? await ListAsync(file, cancellationToken).ConfigureAwait(false) : [new EngineRelation(file)];
        var tables = new List<OpenedTable>();
        foreach (var relation in relations)
        {
            var source = await EngineSource.OpenAsync(relation, cancellationToken).ConfigureAwait(false);
            tables.Add(new OpenedTable
            {
                Source = source,
                Name = relation.Table ?? Path.GetFileName(file.Location),
                Origin = new CatalogSource { Location = relation.Location, Format = file.Format, Sha256 = "", Compression = file.Compression, TableIndex = tables.Count },
                Notes = await source.CutNanosecondsAsync(cancellationToken).ConfigureAwait(false),
            });
        }

        return tables;
    }

    /// <summary>The relation of a catalog table.</summary>
    public static EngineRelation RelationOf(CatalogSource origin, string path)
    {
        ArgumentNullException.ThrowIfNull(origin);
        var (location, table) = Split(origin);
        var file = new SourceFile(location, path) { Format = origin.Format, Compression = origin.Compression, Bytes = origin.Bytes };
        if (table is null) return new EngineRelation(file);
        var dot = table.IndexOf('.', StringComparison.Ordinal);
        return new EngineRelation(file, table[..dot], table[(dot + 1)..]);
    }

    /// <summary>File and table of a catalog location.</summary>
    public static (string File, string? Table) Split(CatalogSource origin)
    {
        ArgumentNullException.ThrowIfNull(origin);
        if (origin.Format != SourceFormats.DuckDb || origin.Location.LastIndexOf('#') is not (> 0 and var at)) return (origin.Location, null);
        return (origin.Location[..at], origin.Location[(at + 1)..]);
    }

    private static Task<IReadOnlyList<EngineRelation>> ListAsync(SourceFile file, CancellationToken cancellationToken) =>
        Task.Run<IReadOnlyList<EngineRelation>>(() => List(file, cancellationToken), cancellationToken);

    // What a run into the file keeps for its rollback, or was staging, are rows that are there a second time or were replaced.
    private static bool IsKept(EngineRelation relation)
    {
        var (schema, table) = (relation.Schema ?? "", relation.Table ?? "");
        return schema is "lumos_kept" or "lumos_taken_back" || new[] { schema, table }.Any(static name => name.StartsWith("lumos_staging_", StringComparison.Ordinal) || name.StartsWith("lumos_kept_", StringComparison.Ordinal));
    }

    /// <summary>Tables of a database file in order of name: all, but those that runs keep for themselves, or the one the file names, which may be a view.</summary>
    /// <exception cref="LumosException">It cannot be read, or has no such table.</exception>
    public static List<EngineRelation> List(SourceFile file, CancellationToken cancellationToken)
    {
        var found = new List<EngineRelation>();
        try
        {
            using var connection = new EngineRelation(file, "main", "").Open();
            const string there = "WHERE NOT internal AND database_name = current_database()";
            var views = file.Table is null ? "" : $" UNION ALL SELECT schema_name, view_name, true FROM duckdb_views() {there}";
            using var command = connection.CreateCommand($"SELECT schema_name, table_name, false FROM duckdb_tables() {there}{views} ORDER BY 1, 2");
            using var reader = command.ExecuteReader();
            while (reader.Read()) found.Add(new EngineRelation(file, reader.GetString(0), reader.GetString(1)) { IsView = reader.GetBoolean(2) });
            cancellationToken.ThrowIfCancellationRequested();
        }
        catch (DuckDbException e)
        {
            throw EngineErrors.Of(e, new EngineRelation(file));
        }

        if (file.Table is null) found.RemoveAll(IsKept);
        if (file.Table is { } wanted)
        {
            found = found.FindAll(r => r.Table == wanted || $"{r.Schema}.{r.Table}" == wanted);
            if (found.Count == 0) throw IngestErrors.Fail("INGEST_TABLE_MISSING", "The database file has no such table or view.", $"{file.Location}#{wanted}", "Check the name behind the #.");
        }

        return found.Count > 0 ? found : throw IngestErrors.Fail("INGEST_DATABASE_EMPTY", "The database file has no table.", file.Location, "Name a file that has tables.");
    }
}
