using Lumos.Connectors.Postgres.Catalog;

namespace Lumos.Connectors.Postgres.Promotion;

/// <summary>Statements that put rows of one relation into a table.</summary>
internal static class RowMoves
{
    /// <summary>Adds rows.</summary>
    public static string Insert(string table, IEnumerable<string> columns, string source)
    {
        var names = Sql.Names(columns);
        return $"INSERT INTO {table} ({names}) OVERRIDING SYSTEM VALUE SELECT {names} FROM {source} AS staged";
    }

    /// <summary>Adds rows, or replaces the ones of their key; rows that would change nothing are left alone.</summary>
    /// <param name="there">The table as it is; null for one that was just made.</param>
    /// <param name="table">Its name, in quotes.</param>
    /// <param name="key">Its key.</param>
    /// <param name="rest">Other columns.</param>
    /// <param name="source">Relation of the rows.</param>
    /// <param name="fixedOnes">Of the other columns those a row that is there keeps; null for none.</param>
    public static string Merge(PgTable? there, string table, IReadOnlyList<string> key, IReadOnlyList<string> rest, string source, IReadOnlyList<string>? fixedOnes = null)
    {
        var columns = key.Concat(rest).ToList();
        var changing = fixedOnes is null ? rest : [.. rest.Where(name => !fixedOnes.Contains(name, StringComparer.Ordinal))];
        var update = changing.Count == 0 ? "" : $"WHEN MATCHED AND {StoredTypes.Differ(there, changing, "old", "new")} THEN UPDATE SET {string.Join(", ", changing.Select(name => $"{Sql.Name(name)} = new.{Sql.Name(name)}"))}";
        return $"""
            MERGE INTO {table} AS old USING {source} AS new ON {Sql.Equal(key, "old", "new")}
            {update} WHEN NOT MATCHED THEN INSERT ({Sql.Names(columns)}) OVERRIDING SYSTEM VALUE VALUES ({Sql.Names(columns, "new.")})
            """;
    }

    /// <summary>What is true of rows whose key is one of a relation's, and of no new row.</summary>
    public static string HasKey(IReadOnlyList<string> key, string keys, string source, string alias) =>
        $"EXISTS (SELECT FROM {keys} AS gone WHERE {Sql.Equal(key, "gone", alias)}) AND NOT EXISTS (SELECT FROM {source} AS new WHERE {Sql.Equal(key, "new", alias)})";

    /// <summary>Adds that no row of some tables refers to a row.</summary>
    public static string Unreferred(string alias, string table, IEnumerable<PgTable> others) => string.Concat(others.SelectMany(other => other.ForeignKeys.Where(reference => reference.Table == table)
        .Select(reference => $" AND NOT EXISTS (SELECT FROM {other.Sql} AS child WHERE {string.Join(" AND ", reference.Columns.Zip(reference.References, (column, to) => $"child.{Sql.Name(column)} = {alias}.{Sql.Name(to)}"))})")));

    /// <summary>Takes out rows whose key a relation does not have.</summary>
    public static string DeleteOthers(string table, IReadOnlyList<string> key, string source, string also = "true") =>
        $"DELETE FROM {table} AS old WHERE {also} AND NOT EXISTS (SELECT FROM {source} AS new WHERE {Sql.Equal(key, "old", "new")})";
}
