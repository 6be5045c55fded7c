using Lumos.Abstractions;
using Lumos.Connectors.Postgres.Catalog;

namespace Lumos.Connectors.Postgres.Targets;

/// <summary>Names and definitions of a run's staging area: a schema of its own with unlogged tables, which a crash of the server empties together with their register.</summary>
internal sealed class StagingArea(string runId)
{
    private const string Prefix = "lumos_staging_";
    private const string Owner = "lumos_owner";
    private const string Chunks = "lumos_chunks";

    /// <summary>The run.</summary>
    public string RunId => runId;

    /// <summary>Name of the schema.</summary>
    public string Schema => Prefix + runId;

    /// <summary>Table of the one token that may write.</summary>
    public string OwnerSql => Sql.Name(Schema, Owner);

    /// <summary>Register of the chunks.</summary>
    public string ChunksSql => Sql.Name(Schema, Chunks);

    /// <summary>A staged table.</summary>
    public string TableSql(string table) => Sql.Name(Schema, table);

    /// <summary>Makes the area.</summary>
    public string CreateSql => $"""
        CREATE SCHEMA IF NOT EXISTS {Sql.Name(Schema)};
        CREATE UNLOGGED TABLE IF NOT EXISTS {OwnerSql} (token uuid NOT NULL);
        CREATE UNLOGGED TABLE IF NOT EXISTS {ChunksSql} (
            table_name text NOT NULL, chunk bigint NOT NULL, row_count bigint NOT NULL, first_row bigint, last_row bigint, PRIMARY KEY (table_name, chunk))
        """;

    /// <summary>Makes the staging table of a table.</summary>
    public string CreateTableSql(TargetTable table) =>
        $"CREATE UNLOGGED TABLE IF NOT EXISTS {TableSql(table.Name)} ({string.Join(", ", table.Columns.Select(column => $"{Sql.Name(column.Name)} {PgTypes.NameOf(column.Type)}{(column.Nullable ? "" : " NOT NULL")}"))}) WITH (autovacuum_enabled = false)";
}
