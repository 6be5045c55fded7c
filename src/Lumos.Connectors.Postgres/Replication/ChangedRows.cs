using Lumos.Connectors.Postgres.Sources;

namespace Lumos.Connectors.Postgres.Replication;

/// <summary>Prints the statements that read the rows of some keys from the snapshot, and the keys that have none.</summary>
/// <param name="followed">The table.</param>
internal sealed class ChangedRows(FollowedTable followed)
{
    private const int MostKeys = 5_000;
    private const int MostCharacters = 1 << 20;

    private readonly IReadOnlyList<SourceColumn> _columns = [.. followed.Table.Columns.Select(static column => new SourceColumn(column))];

    /// <summary>The keys of a file, as many at once as one statement takes; one empty list when there are none.</summary>
    public IEnumerable<IReadOnlyList<string?[]>> Portions()
    {
        var keys = new List<string?[]>();
        var characters = 0;
        var any = false;
        foreach (var key in KeySpool.Read(followed.KeysPath))
        {
            keys.Add(RowKey.Split(key));
            characters += key.Length;
            if (keys.Count < MostKeys && characters < MostCharacters) continue;
            yield return keys;
            (keys, characters, any) = ([], 0, true);
        }

        if (keys.Count > 0 || !any) yield return keys;
    }

    /// <summary>What is true of rows that have one of the keys.</summary>
    public string IsChanged(IReadOnlyList<string?[]> keys) => followed.Key.Count > 0
        ? $"({Sql.Names(followed.Key)}) IN (SELECT * FROM {Keys(keys)})"
        : $"{Image} IN (SELECT lumos_image FROM {Images(keys)})";

    /// <summary>Copies the keys that have no row, where there is a key; other columns are NULL.</summary>
    public string CopyGone(IReadOnlyList<string?[]> keys, string options)
    {
        var values = _columns.Select(column => $"{(followed.Key.Contains(column.Column.Name, StringComparer.Ordinal) ? column.Value : "NULL")} AS {Sql.Name(column.Column.Name)}");
        return $"COPY (SELECT {string.Join(", ", values)} FROM (SELECT * FROM {Keys(keys)} WHERE {HasNone}) AS lumos_gone) TO STDOUT ({options})";
    }

    /// <summary>Counts the keys that have no row, where all columns are the key.</summary>
    public string CountGone(IReadOnlyList<string?[]> keys) =>
        $"SELECT count(*) FROM {Images(keys)} WHERE lumos_image NOT IN (SELECT {Image} FROM {followed.Table.Sql} WHERE {IsChanged(keys)})";

    private string HasNone => $"NOT EXISTS (SELECT FROM {followed.Table.Sql} AS lumos_there WHERE {Sql.Equal(followed.Key, "lumos_there", "lumos_keys")})";

    /// <summary>The row as the log tells it: the texts of its values, NULL being equal to NULL in an array.</summary>
    private string Image => $"ARRAY[{string.Join(", ", followed.Found.Select(static column => $"CASE WHEN {Sql.Name(column)} IS NOT NULL THEN format('%s', {Sql.Name(column)}) END"))}]::text[]";

    private string Keys(IReadOnlyList<string?[]> keys)
    {
        var arrays = followed.Key.Select((column, i) => $"{RowKey.Array(keys.Select(key => key[i]))}::{followed.Table.Find(column)!.SqlType}[]");
        return $"unnest({string.Join(", ", arrays)}) AS lumos_keys({Sql.Names(followed.Key)})";
    }

    private static string Images(IReadOnlyList<string?[]> keys) => keys.Count == 0
        ? "(SELECT NULL::text[] AS lumos_image WHERE false) AS lumos_images"
        : $"(VALUES {string.Join(", ", keys.Select(static key => $"({RowKey.Array(key)}::text[])"))}) AS lumos_images(lumos_image)";
}
