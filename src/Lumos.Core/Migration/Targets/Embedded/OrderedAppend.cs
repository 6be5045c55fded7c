using System.Threading.Channels;
using Lumos.Abstractions;
using Lumos.Core.Migration.Columns;
using Lumos.DuckDb;
using Lumos.DuckDb.Columns;

namespace Lumos.Core.Migration.Targets.Embedded;

/// <summary>
/// Appends batches to a table on several threads. Rows are parted into whole row groups; a part is a transaction of a connection of its own, and parts
/// become visible one after the other, so that the table's rows stand as one thread would have put them. What was put before a failure stays. Several streams may be under way: each is put behind the one
/// asked for before it.
/// </summary>
/// <param name="connection">Tells the database; not used itself.</param>
/// <param name="table">Name of the table, not quoted.</param>
/// <param name="threads">Threads; each compresses the rows of its part.</param>
internal sealed class OrderedAppend(DuckDbConnection connection, string table, int threads) : IDisposable
{
    // Two of the engine's row groups, so that none is left partly filled but the last. The first is compressed when the second begins, the second when the part ends, which parts do one after the other: of one
    // group all would be compressed by one thread at a time, and of many only one part would be under way.
    private const int PartRows = 2 * 122_880;

    // A whole part may wait, so that the next one is begun while this one is still being written.
    private const int WaitingPieces = 8;

    private readonly List<DuckDbConnection> _connections = [];
    private readonly List<Part> _running = [];
    private Task _turn = Task.CompletedTask;

    /// <summary>Puts all rows, and disposes their batches. Their place is behind the rows of the calls before this one.</summary>
    /// <param name="rows">Batches of the table's columns without the last one.</param>
    /// <param name="last">Value of the last column in every row; null when the batches have them all.</param>
    /// <param name="finish">Statement that becomes visible together with the last rows, of how many rows there were; null for none.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <returns>Rows put.</returns>
    public async Task<long> RunAsync(IAsyncEnumerable<ColumnBatch> rows, long? last, Func<long, string>? finish, CancellationToken cancellationToken)
    {
        var before = _turn;
        var handedOver = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _turn = handedOver.Task;
        var parts = new List<Part>();
        try
        {
            long written;
            try
            {
                await before.ConfigureAwait(false);
                written = await HandOverAsync(rows, last, finish, parts, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                handedOver.SetResult();
            }

            foreach (var begun in parts) await begun.Written.ConfigureAwait(false);
            return written;
        }
        catch
        {
            foreach (var begun in parts) begun.Abandon();
            foreach (var begun in parts) await begun.EndedAsync().ConfigureAwait(false);
            lock (_running) _running.RemoveAll(parts.Contains);
            throw;
        }
    }

    private async Task<long> HandOverAsync(IAsyncEnumerable<ColumnBatch> rows, long? last, Func<long, string>? finish, List<Part> parts, CancellationToken cancellationToken)
    {
        var constant = new ConstantColumn(last);
        long written = 0;
        Part? part = null;
        await foreach (var batch in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            using var shared = new SharedBatch(batch, constant.For(batch.RowCount));
            for (var first = 0; first < batch.RowCount;)
            {
                if (part is null) parts.Add(part = await BeginAsync().ConfigureAwait(false));
                var count = Math.Min(batch.RowCount - first, PartRows - part.Rows);
                await part.AddAsync(shared, first, count, cancellationToken).ConfigureAwait(false);
                first += count;
                if (part.Rows < PartRows) continue;
                part.End();
                part = null;
            }

            written += batch.RowCount;
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (part is null) parts.Add(part = await BeginAsync().ConfigureAwait(false));
        part.End(finish?.Invoke(written));
        return written;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var lane in _connections) lane.Dispose();
    }

    private async Task<Part> BeginAsync()
    {
        Task before;
        Part? oldest;
        lock (_running) (before, oldest) = (_running.Count == 0 ? Task.CompletedTask : _running[^1].Written, _running.Count == threads ? _running[0] : null);
        if (oldest is not null) await oldest.Written.ConfigureAwait(false);
        lock (_running)
        {
            if (oldest is not null) _running.Remove(oldest);
            var lane = 0;
            while (_running.Exists(other => other.Lane == lane)) lane++;
            if (lane == _connections.Count) _connections.Add(Open());
            var part = new Part(_connections[lane], table, lane, before);
            _running.Add(part);
            return part;
        }
    }

    // By itself the engine keeps five whole groups before it compresses the first: all of a part would be compressed when it ends, while the others wait.
    private DuckDbConnection Open()
    {
        var lane = connection.Duplicate();
        lane.Execute("SET write_buffer_row_group_count = 1");
        return lane;
    }

    private readonly record struct Piece(SharedBatch Rows, int First, int Count);

    /// <summary>Rows of one transaction.</summary>
    private sealed class Part
    {
        private readonly Channel<Piece> _pieces = Channel.CreateBounded<Piece>(new BoundedChannelOptions(WaitingPieces) { SingleReader = true, SingleWriter = true });
        private string? _finish;

        public Part(DuckDbConnection connection, string table, int lane, Task before)
        {
            Lane = lane;
            Written = Task.Factory.StartNew(() => WriteAsync(connection, table, before), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
        }

        public int Lane { get; }

        public int Rows { get; private set; }

        /// <summary>Ends when the rows are visible.</summary>
        public Task Written { get; }

        public async ValueTask AddAsync(SharedBatch batch, int first, int count, CancellationToken cancellationToken)
        {
            var piece = new Piece(batch.Share(), first, count);
            try
            {
                await _pieces.Writer.WriteAsync(piece, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                piece.Rows.Dispose();

                // Why the part takes no more is what there is to tell.
                if (exception is ChannelClosedException) await Written.ConfigureAwait(false);
                throw;
            }

            Rows += count;
        }

        public void End(string? finish = null)
        {
            _finish = finish;
            _pieces.Writer.TryComplete();
        }

        public void Abandon() => _pieces.Writer.TryComplete(new OperationCanceledException("The rows were abandoned."));

        /// <summary>Waits until nothing of it runs any more, however it ended.</summary>
        public async Task EndedAsync()
        {
            await ((Task)Written.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default)).ConfigureAwait(false);
            while (_pieces.Reader.TryRead(out var left)) left.Rows.Dispose();
        }

        private async Task WriteAsync(DuckDbConnection connection, string table, Task before)
        {
            try
            {
                using var transaction = connection.BeginTransaction();
                using (var appender = connection.CreateAppender(table))
                {
                    await foreach (var piece in _pieces.Reader.ReadAllAsync().ConfigureAwait(false))
                    {
                        using var rows = piece.Rows;
                        appender.Append(rows.Columns, piece.First, piece.Count);
                    }

                    appender.Complete();
                }

                await before.ConfigureAwait(false);
                if (_finish is not null) connection.Execute(_finish);
                transaction.Commit();
            }
            catch (Exception exception)
            {
                _pieces.Writer.TryComplete(exception);
                throw;
            }
        }
    }

    /// <summary>A batch whose rows stand in more than one part; the last who holds it gives it back.</summary>
    private sealed class SharedBatch(ColumnBatch batch, DuckDbColumnData[] more) : IDisposable
    {
        private int _holders = 1;

        public DuckDbColumnData[] Columns { get; } = [.. EngineColumns.Of(batch), .. more];

        public SharedBatch Share()
        {
            Interlocked.Increment(ref _holders);
            return this;
        }

        public void Dispose()
        {
            if (Interlocked.Decrement(ref _holders) == 0) batch.Dispose();
        }
    }

    /// <summary>The same number in every row.</summary>
    private sealed class ConstantColumn(long? value)
    {
        private long[] _numbers = [];

        public DuckDbColumnData[] For(int rows)
        {
            if (value is not { } number) return [];
            if (_numbers.Length != rows)
            {
                _numbers = new long[rows];
                Array.Fill(_numbers, number);
            }

            return [DuckDbColumnData.Of(DuckDbType.BigInt, _numbers)];
        }
    }
}
