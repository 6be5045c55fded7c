using Lumos.Abstractions;

namespace Lumos.Core.Migration.Targets.Parquet.Writing;

/// <summary>
/// Encodes a batch as one Parquet row group: a dictionary where values repeat, plain values elsewhere, Snappy where it shortens them. The bytes follow from
/// the batch alone. Serves one thread.
/// </summary>
internal sealed class GroupEncoder : IDisposable
{
    private readonly ColumnEncoder _columns = new();

    /// <summary>Encodes the rows of a batch.</summary>
    public EncodedGroup Encode(ColumnBatch batch)
    {
        var pages = new PageBuffer();
        try
        {
            var columns = new EncodedColumn[batch.Columns.Count];
            for (var i = 0; i < columns.Length; i++) columns[i] = _columns.Encode(batch.Columns[i], batch.RowCount, pages);
            return new EncodedGroup(batch.Schema, batch.RowCount, pages, columns);
        }
        catch
        {
            pages.Dispose();
            throw;
        }
    }

    public void Dispose() => _columns.Dispose();
}
