using System.Globalization;
using Lumos.Abstractions;
using Lumos.Core.Migration.Hashing;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Migration.Transform;
using Lumos.Core.Supervision;

namespace Lumos.Core.Migration.Staging;

/// <summary>
/// Stages one table, slice by slice in source order: writes segments, hashes chunks, and once a segment is durable puts the quarantine and
/// the checkpoints of its chunks.
/// </summary>
internal sealed class TableStager(StagingContext context, TablePlan table, IStagingTable staging, IStagingTable? late, List<StagedChunk> done) : IAsyncDisposable
{
    private readonly ChunkHash _hash = new(table.Table, table.Key);
    private readonly List<(StagedChunk Chunk, IReadOnlyList<QuarantineRecord> Quarantined)> _segment = [];
    private readonly Queue<Segment> _written = [];
    private readonly List<QuarantineRecord> _quarantined = [];
    private readonly List<ulong> _lateHashes = [];
    private readonly RowLogger? _log = context.Logs is { } logs ? new RowLogger(logs, table) : null;
    private RepeatedKeys? _keys;
    private KeyNotes? _notes;
    private SegmentWriter? _writer;
    private SegmentWriter? _lateWriter;
    private StagedChunk? _chunk;

    /// <summary>A segment that is handed over and not known to be durable yet.</summary>
    private sealed record Segment(SegmentWriter Writer, SegmentWriter? Late, IReadOnlyList<(StagedChunk Chunk, IReadOnlyList<QuarantineRecord> Quarantined)> Chunks);

    /// <summary>Finished chunks of all passes so far, in order.</summary>
    public IReadOnlyList<StagedChunk> Done => done;

    public TablePlan Table => table;

    /// <summary>Forgets finished chunks of a pass that will be staged again.</summary>
    public void Forget(int pass, int firstChunk)
    {
        var before = done.Count(chunk => chunk.Pass < pass);
        if (done.Count > before + firstChunk) done.RemoveRange(before + firstChunk, done.Count - before - firstChunk);
        _log?.Begin((long)done.Count * context.ChunkRows);
    }

    /// <summary>Remembers the keys of the chunks that stay staged. Call it before the first slice of a pass.</summary>
    public async Task RestoreKeysAsync(CancellationToken cancellationToken)
    {
        if (table.Key.Count == 0 || _keys is not null || _notes is not null) return;

        // What an earlier life staged is not read again for this: the engine groups the keys of such a run.
        if (done.Count == 0 && (late is null || table.Sources.Sum(static source => source.RowCount ?? 0) > KeySet.MostKeys)) _notes = new KeyNotes(context.MarksFolder, string.Create(CultureInfo.InvariantCulture, $"{table.Index}-keys"), context.KeyHashMask);
        if (late is null) return;
        _keys = new RepeatedKeys(table, context.KeyHashMask);
        if (done.Count == 0) return;
        var staged = await context.Target.OpenStagedAsync(context.RunId, [table.Staging], [table.Load], cancellationToken).ConfigureAwait(false);
        await using var opened = staged.ConfigureAwait(false);
        await _keys.RestoreAsync(staged, (long)done.Count * context.ChunkRows, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes the next slice, which is disposed when it is written.</summary>
    /// <param name="slice">Its rows.</param>
    /// <param name="place">Where it belongs.</param>
    /// <param name="cancellationToken">Stops the write.</param>
    public async ValueTask AddAsync(TransformedBatch slice, SlicePlace place, CancellationToken cancellationToken)
    {
        _writer ??= new SegmentWriter(staging, place.Segment, cancellationToken);
        if (_chunk is null)
        {
            context.Failpoints.Hit(FailpointNames.ChunkStarted, cancellationToken);
            _chunk = new StagedChunk
            {
                ChunkId = done.Count + _written.Sum(static segment => segment.Chunks.Count) + _segment.Count,
                Pass = place.Pass,
                Source = place.Source,
                FirstRow = place.FirstRow,
                StartedAt = context.Time.GetUtcNow(),
            };
        }

        _quarantined.AddRange(slice.Quarantined);
        _chunk = _chunk with { RowsIn = _chunk.RowsIn + slice.RowsIn, RowsStaged = _chunk.RowsStaged + slice.Rows.RowCount, Next = place.Next };
        _notes?.Add(slice);
        if (_keys is null)
        {
            _hash.Add(slice.Hashes.Span);
            _log?.Add(slice.Rows, slice.Hashes.Span, late: false);
            slice.DisposeHashes();
            await _writer.WriteAsync(slice.Rows, cancellationToken).ConfigureAwait(false);
            return;
        }

        var (main, mainHashes, lateRows, lateHashes) = _keys.Part(slice);
        _hash.Add(mainHashes.Span);
        _lateHashes.AddRange(lateHashes.Span);
        _log?.Add(main, mainHashes.Span, late: false);
        if (lateRows is not null) _log?.Add(lateRows, lateHashes.Span, late: true);
        slice.DisposeHashes();
        await _writer.WriteAsync(main, cancellationToken).ConfigureAwait(false);
        if (lateRows is null) return;
        _lateWriter ??= new SegmentWriter(late!, place.Segment, cancellationToken);
        await _lateWriter.WriteAsync(lateRows, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends the chunk; the next slice begins another.</summary>
    public void EndChunk()
    {
        if (_chunk is null) return;

        // Late rows stand behind the others in the chunk's hash, as they do in staging.
        _hash.Add(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_lateHashes));
        _lateHashes.Clear();
        var reasons = _quarantined.CountBy(static record => record.ReasonCodes[0]).ToDictionary(static pair => pair.Key, static pair => (long)pair.Value, StringComparer.Ordinal);
        _segment.Add((_chunk with { ContentHash = _hash.Finish(), Reasons = reasons }, [.. _quarantined]));
        _quarantined.Clear();
        _chunk = null;
    }

    /// <summary>Ends the segment. Its chunks become final when as many segments are handed over as are written at once, or when the pass is finished.</summary>
    public async Task EndSegmentAsync(CancellationToken cancellationToken)
    {
        EndChunk();
        if (_writer is null) return;
        _writer.End();
        _lateWriter?.End();
        _written.Enqueue(new Segment(_writer, _lateWriter, [.. _segment]));
        (_writer, _lateWriter) = (null, null);
        _segment.Clear();
        while (_written.Count >= context.SegmentsAtOnce) await MakeFinalAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends the pass: all that was handed over is final.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        await EndSegmentAsync(cancellationToken).ConfigureAwait(false);
        while (_written.Count > 0) await MakeFinalAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Says which rows may repeat a key. Call it when all passes are finished.</summary>
    public void NoteTo(NotedRows noted, CancellationToken cancellationToken)
    {
        if (_notes?.Find(cancellationToken) is { } rows) noted.Put(table, rows);
    }

    /// <summary>Waits for the oldest segment, and makes its chunks final.</summary>
    private async Task MakeFinalAsync(CancellationToken cancellationToken)
    {
        var segment = _written.Peek();
        await segment.Writer.CompleteAsync().ConfigureAwait(false);
        if (segment.Late is not null) await segment.Late.CompleteAsync().ConfigureAwait(false);
        _written.Dequeue();
        foreach (var (chunk, quarantined) in segment.Chunks)
        {
            context.Failpoints.Hit(FailpointNames.ChunkStaged, cancellationToken);
            await context.State.PutQuarantineAsync(context.RunId, table.Name, chunk.ChunkId, quarantined, cancellationToken).ConfigureAwait(false);
            context.Failpoints.Hit(FailpointNames.ChunkQuarantined, cancellationToken);
            await context.State.PutCheckpointAsync(chunk.ToCheckpoint(context.RunId, table.Name, context.Time.GetUtcNow()), cancellationToken).ConfigureAwait(false);
            context.Failpoints.Hit(FailpointNames.ChunkCheckpointed, cancellationToken);
            done.Add(chunk);
        }

        if (table.Only is null) context.Budget.Check(table.Name, done.Sum(static chunk => chunk.RowsIn), done.Sum(static chunk => chunk.Quarantined), isWhole: false);
    }

    public async ValueTask DisposeAsync()
    {
        if (_writer is not null) await _writer.AbandonAsync().ConfigureAwait(false);
        if (_lateWriter is not null) await _lateWriter.AbandonAsync().ConfigureAwait(false);
        foreach (var segment in _written)
        {
            await segment.Writer.AbandonAsync().ConfigureAwait(false);
            if (segment.Late is not null) await segment.Late.AbandonAsync().ConfigureAwait(false);
        }

        _hash.Dispose();
        _keys?.Dispose();
        _notes?.Dispose();
        await staging.DisposeAsync().ConfigureAwait(false);
        if (late is not null) await late.DisposeAsync().ConfigureAwait(false);
    }
}

/// <summary>Where a slice belongs.</summary>
/// <param name="Pass">Pass it was read in.</param>
/// <param name="Segment">Segment it is written with.</param>
/// <param name="Source">Catalog table.</param>
/// <param name="FirstRow">0-based first source row.</param>
/// <param name="Next">Where reading goes on; null at the end.</param>
internal sealed record SlicePlace(int Pass, long Segment, string Source, long FirstRow, SourcePosition? Next);
