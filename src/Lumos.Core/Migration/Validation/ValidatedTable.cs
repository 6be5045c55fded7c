using Lumos.Abstractions;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Migration.Staging;

namespace Lumos.Core.Migration.Validation;

/// <summary>A table that may be promoted.</summary>
/// <param name="Plan">The table.</param>
/// <param name="Chunks">Its chunks with what was taken out of them.</param>
/// <param name="Validations">What was validated.</param>
/// <param name="Manifest">Names the rows that stay.</param>
internal sealed record ValidatedTable(TablePlan Plan, IReadOnlyList<StagedChunk> Chunks, IReadOnlyList<ValidationResult> Validations, TableManifest Manifest)
{
    /// <summary>Hash over the chunks.</summary>
    public string ContentHash { get; } = Hashing.ChunkHash.OfTable(Chunks.Select(chunk => chunk.FinalHash ?? chunk.ContentHash));

    /// <summary>As the artifact shows it.</summary>
    public MigratedTable ToArtifact()
    {
        var reasons = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (code, count) in Chunks.SelectMany(chunk => chunk.Reasons.Concat(chunk.Removed))) reasons[code] = reasons.GetValueOrDefault(code) + count;
        return new MigratedTable
        {
            Table = Plan.Name,
            RowsIn = Chunks.Sum(chunk => chunk.RowsIn),
            RowsOut = Chunks.Sum(chunk => chunk.RowsOut),
            Collapsed = Chunks.Sum(chunk => chunk.Collapsed),
            Quarantined = Chunks.Sum(chunk => chunk.Quarantined),
            QuarantineReasons = reasons,
            ContentHash = ContentHash,
            Released = Plan.Only is null ? null : true,
            Chunks = [.. Chunks.Select(chunk => chunk.ToRecord())],
            Validations = Validations,
            Manifest = Manifest,
        };
    }
}
