using Lumos.Abstractions;
using Lumos.Core.Migration.Hashing;

namespace Lumos.Core.Migration.Transform;

/// <summary>What became of the rows of a raw batch. Dispose it when the rows are staged.</summary>
/// <param name="Rows">Good rows, in order: the target's columns and <c>lumos_row</c>.</param>
/// <param name="Hashes">Row hashes of the good rows over the target's columns.</param>
/// <param name="Keys">Hashes of the good rows' keys, 0 for none; null when they are not asked for.</param>
/// <param name="Quarantined">Bad rows, in order.</param>
/// <param name="RowsIn">Rows of the raw batch.</param>
internal sealed record TransformedBatch(ColumnBatch Rows, RowHashes Hashes, RowHashes? Keys, IReadOnlyList<QuarantineRecord> Quarantined, int RowsIn) : IDisposable
{
    /// <summary>Hashes the good rows.</summary>
    /// <param name="rows">Good rows.</param>
    /// <param name="forms">Forms their texts are brought into; null for none.</param>
    /// <param name="columns">How many of their columns are the target's, from the first.</param>
    /// <param name="key">Places of the key columns; null when key hashes are not asked for.</param>
    /// <param name="quarantined">Bad rows.</param>
    /// <param name="rowsIn">Rows of the raw batch.</param>
    public static TransformedBatch Of(ColumnBatch rows, TextForms? forms, int columns, int[]? key, IReadOnlyList<QuarantineRecord> quarantined, int rowsIn)
    {
        if (forms is not null) rows = forms.Apply(rows);
        var hashes = new RowHashes(rows.RowCount);
        RowHasher.Hash(rows, columns, hashes.Span);
        var keys = key is null ? null : new RowHashes(rows.RowCount);
        if (key is not null) RowHasher.HashKey(rows, key, keys!.Span);
        return new TransformedBatch(rows, hashes, keys, quarantined, rowsIn);
    }

    /// <summary>Gives back the hashes; the rows stay.</summary>
    public void DisposeHashes()
    {
        Hashes.Dispose();
        Keys?.Dispose();
    }

    public void Dispose()
    {
        Rows.Dispose();
        DisposeHashes();
    }
}
