using Lumos.Abstractions;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Migration.Transform;
using Lumos.Core.Supervision;

namespace Lumos.Core.Migration.Quarantine;

/// <summary>Makes quarantine records: where the row is, why it was put aside, and what it looks like masked.</summary>
internal sealed class QuarantineFactory(string runId, PassTable table, CatalogTable source, PreviewMasks masks, TimeProvider time)
{
    /// <summary>Makes the record of one raw row.</summary>
    /// <param name="chunk">Chunk of the target table.</param>
    /// <param name="raw">Batch that holds the row.</param>
    /// <param name="row">Row in the batch.</param>
    /// <param name="failures">Why, worst first.</param>
    /// <param name="after">Target values by column, as far as they could be made; null for none.</param>
    public QuarantineRecord Make(long chunk, ColumnBatch raw, int row, IReadOnlyList<RowFailure> failures, IReadOnlyList<string?>? after)
    {
        var aligned = failures.All(failure => failure.Code != FailureCodes.Ragged);
        var made = After(after, aligned);
        return new QuarantineRecord
        {
            RunId = runId,
            Table = table.Table.Name,
            ChunkId = chunk,
            Source = JoinedTables.OwnName(source),
            Row = raw.Origin.NumberOf(row),
            Line = raw.Origin.Lines.IsEmpty ? null : raw.Origin.Lines.Span[row],
            ByteOffset = raw.Origin.ByteOffsets.IsEmpty ? null : raw.Origin.ByteOffsets.Span[row],
            Key = Key(made),
            ReasonCodes = [.. failures.Select(failure => failure.Code).Distinct()],
            Column = failures[0].Column,
            Reasons = [.. failures.Select(static failure => new QuarantineReason(failure.Code, failure.Column) { Constraint = failure.Constraint })],
            MaskedPreviewBefore = Before(raw, row, aligned),
            MaskedPreviewAfter = made,
            CreatedAt = time.GetUtcNow(),
        };
    }

    private Dictionary<string, string?> Before(ColumnBatch raw, int row, bool aligned)
    {
        var preview = new Dictionary<string, string?>(StringComparer.Ordinal);
        for (var i = 0; i < raw.Columns.Count; i++)
        {
            var name = raw.Schema.Fields[i].Name;
            preview[name] = masks.Source(name, CellText.Of(raw.Columns[i], row), aligned);
        }

        return preview;
    }

    private Dictionary<string, string?> After(IReadOnlyList<string?>? after, bool aligned)
    {
        var preview = new Dictionary<string, string?>(StringComparer.Ordinal);
        for (var i = 0; i < (after?.Count ?? 0); i++)
        {
            var name = table.Table.Table.Columns[i].Name;
            preview[name] = masks.Target(name, after![i], aligned);
        }

        return preview;
    }

    private string? Key(Dictionary<string, string?> masked)
    {
        var parts = table.Table.Key.Select(column => masked.GetValueOrDefault(column)).ToList();
        return parts.Count == 0 || parts.Contains(null) ? null : string.Join(" | ", parts);
    }
}
