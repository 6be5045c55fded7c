using Lumos.Abstractions;

namespace Lumos.Core.Migration.Targets.Parquet.Writing;

/// <summary>Encodes batches side by side and writes them in the order they came; each is a row group. Serves one writer.</summary>
/// <param name="threads">Batches that are encoded at a time.</param>
internal sealed class GroupQueue(int threads) : IAsyncDisposable
{
    private readonly Stack<GroupEncoder> _encoders = new();
    private readonly Queue<Task<EncodedGroup>> _running = new();

    /// <summary>Takes a batch, which is disposed when it is encoded.</summary>
    public async ValueTask AddAsync(SegmentFile file, ColumnBatch batch)
    {
        if (batch.RowCount == 0) batch.Dispose();
        else _running.Enqueue(Task.Run(() => Encode(batch), CancellationToken.None));
        if (_running.Count > threads) await WriteNextAsync(file).ConfigureAwait(false);
    }

    /// <summary>Writes what is left. Call it before the file is completed.</summary>
    public async ValueTask FlushAsync(SegmentFile file)
    {
        while (_running.Count > 0) await WriteNextAsync(file).ConfigureAwait(false);
    }

    /// <summary>Waits for batches that are being encoded, and drops them.</summary>
    public async ValueTask DropAsync()
    {
        while (_running.TryDequeue(out var task))
        {
            await ((Task)task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (task.IsCompletedSuccessfully) (await task.ConfigureAwait(false)).Dispose();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await DropAsync().ConfigureAwait(false);
        foreach (var encoder in _encoders) encoder.Dispose();
        _encoders.Clear();
    }

    // A failed group leaves the queue only when it was seen, so that its neighbours are still waited for.
    private async Task WriteNextAsync(SegmentFile file)
    {
        using var group = await _running.Peek().ConfigureAwait(false);
        _ = _running.Dequeue();
        file.Write(group);
    }

    private EncodedGroup Encode(ColumnBatch batch)
    {
        GroupEncoder? encoder;
        lock (_encoders) encoder = _encoders.TryPop(out var spare) ? spare : new GroupEncoder();
        using (batch)
        {
            var group = encoder.Encode(batch);
            lock (_encoders) _encoders.Push(encoder);
            return group;
        }
    }
}
