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
