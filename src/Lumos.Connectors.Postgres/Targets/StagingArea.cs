using System.Security.Cryptography;
using System.Text;
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
    public string TableSql(string table) => Sql.Name(Schema, Short(table));

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

    /// <summary>Makes the staging table where there is none, and readies it for being asked.</summary>
    /// <remarks>
    /// Rows stand nearly in the order of their numbers, so an index of the numbers of each megabyte finds a range as well as one of every row, and costs next to nothing. Statistics are of the
    /// columns that are joined by.
    /// </remarks>
    public string PrepareSql(TargetTable table)
    {
        var index = Short("lumos_rows_" + table.Name);
        var joined = table.PrimaryKey.Concat(table.ForeignKeys.SelectMany(static reference => reference.Columns)).Concat(table.Unique.SelectMany(static set => set)).Append(StagedTableNames.RowColumn);
        return $"""
            {CreateTableSql(table)};
            CREATE INDEX IF NOT EXISTS {Sql.Name(index)} ON {TableSql(table.Name)} USING brin ({StagedTableNames.RowColumn});
            SELECT brin_summarize_new_values({Sql.Text(Sql.Name(Schema, index))}::regclass);
            ANALYZE {TableSql(table.Name)} ({Sql.Names(joined.Distinct(StringComparer.Ordinal))})
            """;
    }

    // A name the server would cut off is shortened here, so that two of them stay two.
    private static string Short(string name)
    {
        if (!Sql.IsTooLong(name)) return name;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..32];
        return "lumos_" + hash;
    }
}
