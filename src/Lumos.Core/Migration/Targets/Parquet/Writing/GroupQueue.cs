using Lumos.Abstractions;

namespace Lumos.Core.Migration.Targets.Parquet.Writing;

/// <summary>Encodes batches side by side and writes them in the order they came; each is a row group. Serves one writer.</summary>
/// <param name="encoders">Encoders, which other queues may use too.</param>
internal sealed class GroupQueue(GroupEncoders encoders) : IAsyncDisposable
{
    private readonly Queue<Task<EncodedGroup>> _running = new();

    /// <summary>Takes a batch, which is disposed when it is encoded.</summary>
    public async ValueTask AddAsync(SegmentFile file, ColumnBatch batch)
    {
        if (batch.RowCount == 0)
        {
            batch.Dispose();
            return;
        }

        try
        {
            // Room is made by writing what came before; where that is another queue's, it writes it.
            while (!encoders.TryEnter())
            {
                if (_running.Count > 0)
                {
                    await WriteNextAsync(file).ConfigureAwait(false);
                    continue;
                }

                await encoders.EnterAsync().ConfigureAwait(false);
                break;
            }
        }
        catch
        {
            batch.Dispose();
            throw;
        }

        _running.Enqueue(Task.Run(() => Encode(batch), CancellationToken.None));
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
            encoders.Leave();
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => DropAsync();

    // A failed group leaves the queue only when it was seen, so that its neighbours are still waited for.
    private async Task WriteNextAsync(SegmentFile file)
    {
        using var group = await _running.Peek().ConfigureAwait(false);
        _ = _running.Dequeue();
        try
        {
            file.Write(group);
        }
        finally
        {
            encoders.Leave();
        }
    }

    private EncodedGroup Encode(ColumnBatch batch)
    {
        using (batch)
        {
            var encoder = encoders.Rent();
            var group = encoder.Encode(batch);
            encoders.Return(encoder);
            return group;
        }
    }
}
