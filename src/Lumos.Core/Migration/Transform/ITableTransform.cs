using Lumos.Abstractions;

namespace Lumos.Core.Migration.Transform;

/// <summary>Makes target rows of raw batches, one batch at a time: good rows go on, bad ones become quarantine records. Serves one thread.</summary>
internal interface ITableTransform : IDisposable
{
    /// <summary>Transforms a batch, which stays the caller's.</summary>
    /// <param name="raw">The batch.</param>
    /// <param name="chunk">Chunk of the target table it belongs to.</param>
    /// <param name="firstRow">Place of its first row among all rows read for the table.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    TransformedBatch Run(ColumnBatch raw, long chunk, long firstRow, CancellationToken cancellationToken);
}
