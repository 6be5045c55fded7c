namespace Lumos.Core.Ingest.Naming;

/// <summary>Gives tables unique standard names made from file names.</summary>
internal sealed class TableNames
{
    private static readonly string[] Endings = [".gz", ".zst", ".zstd", ".csv", ".tsv", ".tab", ".txt", ".psv", ".dat", ".json", ".ndjson", ".jsonl", ".jsonlines", ".geojson", ".parquet", ".pq", ".duckdb", ".db"];

    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>The name for a file or table, with a number behind it when it is taken.</summary>
    public string Take(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var stem = Stem(name);
        var unique = stem;
        for (var n = 2; !_taken.Add(unique); n++) unique = FormattableString.Invariant($"{stem}_{n}");
        return unique;
    }

    /// <summary>Standard form of a file name without its endings.</summary>
    public static string Stem(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var again = true;
        while (again)
        {
            again = false;
            foreach (var ending in Endings)
            {
                if (name.Length <= ending.Length || !name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) continue;
                name = name[..^ending.Length];
                again = true;
            }
        }

        var stem = SnakeCase.Of(name);
        return stem.Length == 0 ? "table" : stem;
    }
}
