using System.Runtime.CompilerServices;
using Lumos.Abstractions;

namespace Lumos.Core.Ingest.Reading;

/// <summary>
/// Several sources of one shape read one after the other. Rows are numbered through; byte offsets and lines are those of the part a row is in, and a
/// batch that spans two parts has none.
/// </summary>
internal sealed class ConcatSource : ISource
{
    private readonly IReadOnlyList<ISource> _parts;
    private readonly long[] _rows;

    /// <summary>Creates the source.</summary>
    /// <param name="name">Name for the whole.</param>
    /// <param name="parts">Parts with equal schemas, one or more.</param>
    /// <param name="rows">Rows of each part; null when they are found out by the first full read, which must start at the beginning.</param>
    public ConcatSource(string name, IReadOnlyList<ISource> parts, IReadOnlyList<long>? rows = null)
    {
        Name = name;
        _parts = parts;
        _rows = rows is null ? new long[parts.Count] : [.. rows];
    }

    public string Name { get; }

    public ColumnSchema Schema => _parts[0].Schema;

    /// <summary>Rows of each part, once they are known.</summary>
    public IReadOnlyList<long> Rows => _rows;

    public async IAsyncEnumerable<ColumnBatch> ReadAsync(SourceReadOptions options, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchRows, 1);
        var (part, from, first) = Locate(options.From);
        var left = options.MaxRows ?? long.MaxValue;
        var carry = new TextBatchBuilder(Schema);
        var remarks = new Remarks();
        var (carryPart, mixed) = (0, false);
        SourcePosition? last = null;
        var row = options.From?.Row ?? 0;
        for (; part < _parts.Count && left > 0; part++, first += _rows[part - 1], from = null)
        {
            var inPart = from?.Row ?? 0;

            // Rows that complete a batch begun in the part before are read first, then whole batches.
            foreach (var fills in (bool[])[true, false])
            {
                if (fills && carry.Rows == 0) continue;
                var most = fills ? Math.Min(left, options.BatchRows - carry.Rows) : left;
                if (most == 0) break;
                var read = options with { From = inPart == 0 ? null : from, MaxRows = most == long.MaxValue ? null : most };
                await foreach (var batch in _parts[part].ReadAsync(read, cancellationToken).ConfigureAwait(false))
                {
                    inPart += batch.RowCount;
                    left -= batch.RowCount;
                    from = batch.Origin.Next;
                    if (batch.RowCount == options.BatchRows && carry.Rows == 0)
                    {
                        yield return Renumber(batch, row, Next(from, first, part, inPart), remarks);
                        row += batch.RowCount;
                        continue;
                    }

                    using (batch)
                    {
                        if (carry.Rows == 0) (carryPart, mixed) = (part, false);
                        mixed |= carryPart != part && batch.RowCount > 0;
                        remarks.Add(batch, carry.Rows);
                        for (var r = 0; r < batch.RowCount; r++) carry.AddRow(batch, r);
                    }
                }

                if (fills && carry.Rows == options.BatchRows)
                {
                    yield return Renumber(Placed(carry.Take(Name, row, null), mixed), row, Next(from, first, part, inPart), remarks);
                    row += options.BatchRows;
                }

                if (from is null) break;
            }

            if (from is null) _rows[part] = inPart;
            last = Next(from, first, part, inPart);
        }

        if (carry.Rows > 0 || row == (options.From?.Row ?? 0)) yield return Renumber(Placed(carry.Take(Name, row, null), mixed), row, left == 0 ? last : null, remarks);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in _parts) await part.DisposeAsync().ConfigureAwait(false);
    }

    private (int Part, SourcePosition? From, long First) Locate(SourcePosition? position)
    {
        if (position is null) return (0, null, 0);
        long first = 0;
        var part = 0;
        while (part < _parts.Count - 1 && position.Row >= first + _rows[part]) first += _rows[part++];
        return (part, position.Row == first ? null : position with { Row = position.Row - first }, first);
    }

    // Behind the last row of a part the next part begins.
    private SourcePosition? Next(SourcePosition? next, long first, int part, long inPart)
    {
        if (next is not null) return next with { Row = first + next.Row };
        return part == _parts.Count - 1 ? null : new SourcePosition(first + inPart);
    }

    private static ColumnBatch Placed(ColumnBatch batch, bool mixed) =>
        mixed ? new ColumnBatch(batch.Schema, batch.RowCount, batch.Columns, batch.Origin with { ByteOffsets = default, Lines = default }, batch) : batch;

    private static ColumnBatch Renumber(ColumnBatch batch, long row, SourcePosition? next, Remarks remarks)
    {
        var (issues, skipped) = remarks.Take(batch);
        return new ColumnBatch(batch.Schema, batch.RowCount, batch.Columns, batch.Origin with { FirstRow = row, Next = next }, batch) { Issues = issues, Skipped = skipped };
    }

    /// <summary>What was noticed about rows that wait for their batch to fill up.</summary>
    private sealed class Remarks
    {
        private List<RowIssue> _issues = [];
        private List<SkippedRange> _skipped = [];

        public void Add(ColumnBatch batch, int at)
        {
            _issues.AddRange(batch.Issues.Select(i => i with { Row = i.Row + at }));
            _skipped.AddRange(batch.Skipped);
        }

        public (IReadOnlyList<RowIssue> Issues, IReadOnlyList<SkippedRange> Skipped) Take(ColumnBatch batch)
        {
            List<RowIssue> issues = [.. _issues, .. batch.Issues];
            List<SkippedRange> skipped = [.. _skipped, .. batch.Skipped];
            (_issues, _skipped) = ([], []);
            return (issues, skipped);
        }
    }
}
