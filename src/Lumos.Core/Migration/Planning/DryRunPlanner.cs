using Lumos.Abstractions;

namespace Lumos.Core.Migration.Planning;

/// <summary>Plans chunks from row counts, without reading a row.</summary>
internal static class DryRunPlanner
{
    public static MigratedTable Plan(TablePlan table, int chunkRows)
    {
        var chunks = new List<ChunkRecord>();
        foreach (var source in table.Sources)
        {
            for (long first = 0; first < (source.RowCount ?? 0); first += chunkRows)
            {
                chunks.Add(new ChunkRecord(chunks.Count, source.Name, first, Math.Min(chunkRows, source.RowCount!.Value - first), 0, 0, ""));
            }
        }

        var uncounted = table.Sources.Where(source => source.RowCount is null).Select(source => source.Name).Distinct().ToList();
        return new MigratedTable
        {
            Table = table.Name,
            RowsIn = chunks.Sum(chunk => chunk.RowsIn),
            RowsOut = 0,
            Quarantined = 0,
            ContentHash = "",
            Chunks = chunks,
            Validations = uncounted.Count == 0 ? [] : [new ValidationResult("row_count", true, $"not counted, so not planned: {string.Join(", ", uncounted)}")],
        };
    }
}
