using System.Security.Cryptography;
using System.Text;
using Lumos.Abstractions;
using Lumos.Connectors.Postgres.Catalog;

namespace Lumos.Connectors.Postgres.Targets;

/// <summary>
/// Names and definitions of a run's staging area: a schema of its own. Tables whose rows will be copied are unlogged, and a crash of the server empties them together with their
/// register; those that will be final tables themselves are logged, and so is theirs.
/// </summary>
internal sealed class StagingArea(string runId)
{
    private const string Prefix = "lumos_staging_";
    private const string Owner = "lumos_owner";
    private const string Chunks = "lumos_chunks";
    private const string LoggedChunks = "lumos_chunks_logged";

    /// <summary>The run.</summary>
    public string RunId => runId;

    /// <summary>Name of the schema.</summary>
    public string Schema => Prefix + runId;

    /// <summary>Table of the one token that may write.</summary>
    public string OwnerSql => Sql.Name(Schema, Owner);

    /// <summary>Register of the chunks of tables that are logged, or of those that are not.</summary>
    public string ChunksSql(bool isLogged) => Sql.Name(Schema, isLogged ? LoggedChunks : Chunks);

    /// <summary>SQL of the transactions that wrote the chunks of a logged table, as a relation of one column.</summary>
    public string TransactionsSql(string table) => $"SELECT DISTINCT transaction_id FROM {ChunksSql(isLogged: true)} WHERE table_name = {Sql.Text(table)}";

    /// <summary>A staged table.</summary>
    public string TableSql(string table) => Sql.Name(Schema, Short(table));

    /// <summary>Makes the area.</summary>
    public string CreateSql => $"""
        CREATE SCHEMA IF NOT EXISTS {Sql.Name(Schema)};
        CREATE UNLOGGED TABLE IF NOT EXISTS {OwnerSql} (token uuid NOT NULL);
        CREATE UNLOGGED TABLE IF NOT EXISTS {ChunksSql(isLogged: false)} (
            table_name text NOT NULL, chunk bigint NOT NULL, row_count bigint NOT NULL, first_row bigint, last_row bigint, PRIMARY KEY (table_name, chunk));
        CREATE TABLE IF NOT EXISTS {ChunksSql(isLogged: true)} (
            table_name text NOT NULL, chunk bigint NOT NULL, row_count bigint NOT NULL, first_row bigint, last_row bigint, transaction_id xid8 NOT NULL DEFAULT pg_current_xact_id(), PRIMARY KEY (table_name, chunk))
        """;

    /// <summary>Makes the staging table of a table. One that is there stays as it is, logged or not.</summary>
    public string CreateTableSql(TargetTable table, bool isLogged) =>
        $"CREATE {(isLogged ? "" : "UNLOGGED ")}TABLE IF NOT EXISTS {TableSql(table.Name)} ({string.Join(", ", table.Columns.Select(column => $"{Sql.Name(column.Name)} {PgTypes.NameOf(column)}{(column.Nullable ? "" : " NOT NULL")}"))}) WITH (autovacuum_enabled = false)";

    /// <summary>SQL that says whether a staging table is logged.</summary>
    public string IsLoggedSql(string table) => $"SELECT relpersistence = 'p' FROM pg_class WHERE oid = {Sql.Text(TableSql(table))}::regclass";

    /// <summary>Gathers what the planner needs to know about the columns of a table that are joined by.</summary>
    public string AnalyzeSql(TargetTable table)
    {
        var joined = table.PrimaryKey.Concat(table.ForeignKeys.SelectMany(static reference => reference.Columns)).Concat(table.Unique.SelectMany(static set => set)).Append(StagedTableNames.RowColumn);
        return $"ANALYZE {TableSql(table.Name)} ({Sql.Names(joined.Distinct(StringComparer.Ordinal))})";
    }

    /// <summary>Readies a table for being asked for ranges of row numbers.</summary>
    /// <remarks>Rows stand nearly in the order of their numbers, so an index of the numbers of each megabyte finds a range as well as one of every row, and costs next to nothing.</remarks>
    public string PrepareRangesSql(string table)
    {
        var index = Short("lumos_rows_" + table);
        return $"""
            CREATE INDEX IF NOT EXISTS {Sql.Name(index)} ON {TableSql(table)} USING brin ({StagedTableNames.RowColumn});
            SELECT brin_summarize_new_values({Sql.Text(Sql.Name(Schema, index))}::regclass)
            """;
    }

    /// <summary>Name of the index behind the primary key of a final table, as the server itself would call it; null when that is too long.</summary>
    public static string? KeyIndexOf(string table) => Sql.IsTooLong(table + "_pkey") ? null : table + "_pkey";

    /// <summary>Builds that index; null when there is no key, or it cannot have its name here.</summary>
    public string? KeySql(TargetTable table) => table.PrimaryKey.Count > 0 && KeyIndexOf(table.Name) is { } index
        ? $"CREATE UNIQUE INDEX IF NOT EXISTS {Sql.Name(index)} ON {TableSql(table.Name)} ({Sql.Names(table.PrimaryKey)})"
        : null;

    /// <summary>SQL that says whether a staging table has that index.</summary>
    public string HasKeySql(string table) => KeyIndexOf(table) is { } index
        ? $"SELECT EXISTS (SELECT FROM pg_index WHERE indexrelid = to_regclass({Sql.Text(Sql.Name(Schema, index))}) AND indrelid = to_regclass({Sql.Text(TableSql(table))}) AND indisunique AND indisvalid)"
        : "SELECT false";

    /// <summary>Takes that index away.</summary>
    public string DropKeySql(string table) => $"DROP INDEX {Sql.Name(Schema, KeyIndexOf(table)!)}";

    // A name the server would cut off is shortened here, so that two of them stay two.
    private static string Short(string name)
    {
        if (!Sql.IsTooLong(name)) return name;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..32];
        return "lumos_" + hash;
    }
}
