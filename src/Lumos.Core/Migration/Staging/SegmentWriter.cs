using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Lumos.Abstractions;

namespace Lumos.Core.Migration.Staging;

/// <summary>
/// Streams the batches of one segment (some chunks in a row, the unit a target writes whole or not at all) into staging while later ones are
/// still being made.
/// </summary>
internal sealed class SegmentWriter
{
    /// <summary>Segments of a table that are written at the same time where a target can do that, and the chunks of each, which must fit into its queue so that the next segment need not wait for it.</summary>
    public const int MostAtOnce = 2;

    private readonly Channel<ColumnBatch> _queue = Channel.CreateBounded<ColumnBatch>(new BoundedChannelOptions(MostAtOnce) { SingleReader = true, SingleWriter = true });
    private readonly Task<long> _writing;

    public SegmentWriter(IStagingTable staging, long segment, CancellationToken cancellationToken)
    {
        // Begun here, so that a target hears of segments in their order.
        _writing = WriteAllAsync(staging, segment, cancellationToken);
    }

    /// <summary>Rows handed over.</summary>
    public long Rows { get; private set; }

    /// <summary>Hands over a batch, which the target disposes.</summary>
    public async ValueTask WriteAsync(ColumnBatch batch, CancellationToken cancellationToken)
    {
        Rows += batch.RowCount;
        try
        {
            await _queue.Writer.WriteAsync(batch, cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            batch.Dispose();
            await _writing.ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Says that the whole segment is handed over.</summary>
    public void End() => _queue.Writer.TryComplete();

    /// <summary>Waits until the whole segment is durable.</summary>
    public async Task CompleteAsync()
    {
        End();
        var written = await _writing.ConfigureAwait(false);
        if (written != Rows) throw new InvalidOperationException("The target did not take every row of the segment.");
    }

    /// <summary>Ends a segment that will not be finished; the target drops what it got.</summary>
    public async Task AbandonAsync()
    {
        _queue.Writer.TryComplete(new OperationCanceledException("The segment was abandoned."));
        try
        {
            await _writing.ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The failure that led here is the one to report.
        }

        while (_queue.Reader.TryRead(out var batch)) batch.Dispose();
    }

    private async Task<long> WriteAllAsync(IStagingTable staging, long segment, CancellationToken cancellationToken)
    {
        try
        {
            return await staging.WriteChunkAsync(segment, ReadAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            _queue.Writer.TryComplete(exception);
            throw;
        }
    }

    private async IAsyncEnumerable<ColumnBatch> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var batch in _queue.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false)) yield return batch;
    }
}
