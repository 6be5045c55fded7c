using System.Globalization;
using Lumos.Abstractions;
using Lumos.Core.Migration.Columns;
using Lumos.Core.Migration.Targets.Parquet.Writing;
using Lumos.Core.State;

namespace Lumos.Core.Migration.Targets.Parquet;

/// <summary>Staging of one table: a folder with one Parquet file per segment, there whole or not at all. Each batch is a row group; several are encoded at a time.</summary>
internal sealed class ParquetStaging : IStagingTable
{
    private readonly string _target;
    private readonly string _folder;
    private readonly ColumnSchema _schema;
    private readonly int _threads;
    private readonly Stack<GroupEncoder> _encoders = new();

    public ParquetStaging(string target, string folder, TargetTable table, int threads)
    {
        _target = target;
        _folder = folder;
        _schema = StagedRows.SchemaOf(table);
        _threads = threads;
    }

    /// <summary>Staged files of a folder, in order.</summary>
    public static IReadOnlyList<string> Segments(string folder) =>
        Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "*.parquet").Order(StringComparer.Ordinal)] : [];

    /// <inheritdoc/>
    public async ValueTask<long> WriteChunkAsync(long chunk, IAsyncEnumerable<ColumnBatch> rows, CancellationToken cancellationToken = default)
    {
        var path = Path.Combine(_folder, chunk.ToString("D18", CultureInfo.InvariantCulture) + ".parquet");
        var torn = path + ".tmp";
        try
        {
            long written;
            using (var file = new SegmentFile(torn, _schema))
            {
                await WriteAsync(file, rows, cancellationToken).ConfigureAwait(false);
                file.Complete();
                written = file.Rows;
            }

            File.Move(torn, path, overwrite: true);
            AtomicFile.SyncFolder(_folder);
            return written;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw EngineErrors.Writing(_target, exception);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyDictionary<long, long>> GetChunksAsync(CancellationToken cancellationToken = default)
    {
        var chunks = new Dictionary<long, long>();
        foreach (var path in Segments(_folder))
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            chunks[long.Parse(Path.GetFileNameWithoutExtension(path), CultureInfo.InvariantCulture)] = ParquetFooter.RowsOf(ParquetFooter.Read(file).Metadata);
        }

        return ValueTask.FromResult<IReadOnlyDictionary<long, long>>(chunks);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        foreach (var encoder in _encoders) encoder.Dispose();
        _encoders.Clear();
        return ValueTask.CompletedTask;
    }

    private async Task WriteAsync(SegmentFile file, IAsyncEnumerable<ColumnBatch> rows, CancellationToken cancellationToken)
    {
        var running = new Queue<Task<EncodedGroup>>();
        try
        {
            await foreach (var batch in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                if (batch.RowCount == 0) batch.Dispose();
                else running.Enqueue(Task.Run(() => Encode(batch), CancellationToken.None));
                if (running.Count > _threads) await WriteNextAsync(file, running).ConfigureAwait(false);
            }

            while (running.Count > 0) await WriteNextAsync(file, running).ConfigureAwait(false);
        }
        finally
        {
            foreach (var task in running)
            {
                await ((Task)task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (task.IsCompletedSuccessfully) (await task.ConfigureAwait(false)).Dispose();
            }
        }
    }

    // A failed group leaves the queue only when it was seen, so that its neighbours are still waited for.
    private static async Task WriteNextAsync(SegmentFile file, Queue<Task<EncodedGroup>> running)
    {
        using var group = await running.Peek().ConfigureAwait(false);
        _ = running.Dequeue();
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
