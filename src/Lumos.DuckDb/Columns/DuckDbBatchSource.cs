namespace Lumos.DuckDb.Columns;

/// <summary>
/// A source over batches of columns, read without copying text. Every query enumerates the batches from the start; a batch is disposed as soon as its
/// rows were computed with.
/// </summary>
public sealed class DuckDbBatchSource : DuckDbSource
{
    private readonly Func<IEnumerable<DuckDbBatch>> _batches;
    private readonly long? _estimatedRows;
    private readonly int _maxThreads;

    /// <summary>Creates the source.</summary>
    /// <param name="columns">Names and types; the columns of every batch have these types.</param>
    /// <param name="batches">Gives the batches, once per query. Enumerated by one thread at a time, though not always the same.</param>
    /// <param name="estimatedRows">About how many rows there are; null when unknown.</param>
    /// <param name="maxThreads">Threads that may work on batches at once; see <see cref="DuckDbScan.MaxThreads"/>.</param>
    public DuckDbBatchSource(IReadOnlyList<DuckDbField> columns, Func<IEnumerable<DuckDbBatch>> batches, long? estimatedRows = null, int maxThreads = 1)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(batches);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxThreads, 1);
        Columns = columns;
        _batches = batches;
        _estimatedRows = estimatedRows;
        _maxThreads = maxThreads;
    }

    /// <inheritdoc />
    public override IReadOnlyList<DuckDbField> Columns { get; }

    /// <inheritdoc />
    public override long? EstimatedRows => _estimatedRows;

    /// <inheritdoc />
    public override DuckDbScan Scan(IReadOnlyList<int> projection) => new BatchScan(this, projection);

    private sealed class BatchScan(DuckDbBatchSource source, IReadOnlyList<int> projection) : DuckDbScan
    {
        private readonly Lock _gate = new();
        private IEnumerator<DuckDbBatch>? _batches;
        private bool _ended;

        public override int MaxThreads => source._maxThreads;

        public override DuckDbScanReader OpenReader() => new BatchReader(this);

        internal IReadOnlyList<int> Projection => projection;

        /// <summary>The next batch that has rows; null at the end.</summary>
        internal DuckDbBatch? Next()
        {
            lock (_gate)
            {
                if (_ended) return null;
                _batches ??= source._batches().GetEnumerator();
                while (_batches.MoveNext())
                {
                    var batch = _batches.Current;
                    if (batch.RowCount > 0)
                    {
                        Check(batch);
                        return batch;
                    }

                    batch.Dispose();
                }

                _ended = true;
                return null;
            }
        }

        protected override void Dispose(bool disposing)
        {
            lock (_gate)
            {
                _ended = true;
                _batches?.Dispose();
                _batches = null;
            }
        }

        private void Check(DuckDbBatch batch)
        {
            if (batch.Columns.Count != source.Columns.Count) throw new InvalidOperationException("A batch has another number of columns than its source.");
            for (var i = 0; i < batch.Columns.Count; i++)
            {
                if (!batch.Columns[i].Type.Equals(source.Columns[i].Type))
                {
                    throw new InvalidOperationException($"The column '{source.Columns[i].Name}' of a batch is {batch.Columns[i].Type}, not {source.Columns[i].Type}.");
                }
            }
        }
    }

    private sealed class BatchReader(BatchScan scan) : DuckDbScanReader
    {
        private readonly PinnedColumn[] _pinned = new PinnedColumn[scan.Projection.Count];
        private DuckDbBatch? _batch;
        private int _next;

        public override int Read(DuckDbScanOutput output)
        {
            // The engine is done with the rows of the call before when it calls again, so a finished batch can go now and not earlier.
            if (_batch is null || _next >= _batch.RowCount)
            {
                Release();
                if (scan.Next() is not { } batch) return 0;
                _batch = batch;
                _next = 0;
                for (var i = 0; i < _pinned.Length; i++) _pinned[i] = new PinnedColumn(batch.Columns[scan.Projection[i]]);
            }

            var rows = Math.Min(output.Capacity, _batch.RowCount - _next);
            for (var i = 0; i < _pinned.Length; i++) _pinned[i].Fill(output.Write(i), _next, rows);
            _next += rows;
            return rows;
        }

        protected override void Dispose(bool disposing) => Release();

        private void Release()
        {
            for (var i = 0; i < _pinned.Length; i++)
            {
                _pinned[i].Dispose();
                _pinned[i] = default;
            }

            _batch?.Dispose();
            _batch = null;
        }
    }
}
