using System.Buffers.Binary;
using Lumos.Abstractions;

namespace Lumos.Connectors.Postgres.Copying;

/// <summary>
/// Writes column batches as binary COPY, a block of rows at a time: where each row begins is computed first, then column after column is written
/// into its places, so no cell costs an object or a decision about its type.
/// </summary>
/// <param name="stream">Where the bytes go.</param>
/// <param name="table">The table, whose columns the batches have in its order.</param>
internal sealed class CopyEncoder(Stream stream, TargetTable table)
{
    private const int BlockRows = 512;
    private const int FlushBytes = 256 << 10;

    private readonly int[] _at = new int[BlockRows];
    private readonly int[] _widths = [.. table.Columns.Select(WidthOf)];
    private readonly Dictionary<int, CopyDecimals> _decimals = [];
    private byte[] _buffer = new byte[FlushBytes + (64 << 10)];
    private int _used;
    private bool _begun;

    /// <summary>Writes the rows of a batch.</summary>
    /// <exception cref="LumosException"><c>TARGET_TEXT_NUL</c>: a text holds U+0000, which the server cannot store.</exception>
    public async ValueTask WriteAsync(ColumnBatch batch, CancellationToken cancellationToken)
    {
        Begin();
        for (var first = 0; first < batch.RowCount; first += BlockRows)
        {
            Encode(batch, first, Math.Min(BlockRows, batch.RowCount - first));
            if (_used >= FlushBytes) await FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Writes what says that there are no more rows.</summary>
    public async ValueTask FinishAsync(CancellationToken cancellationToken)
    {
        Begin();
        Reserve(2);
        BinaryPrimitives.WriteInt16BigEndian(_buffer.AsSpan(_used), CopyFormat.End);
        _used += 2;
        await FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private void Begin()
    {
        if (_begun) return;
        _begun = true;
        CopyFormat.Header.CopyTo(_buffer);
        _used = CopyFormat.Header.Length;
    }

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await stream.WriteAsync(_buffer.AsMemory(0, _used), cancellationToken).ConfigureAwait(false);
        _used = 0;
    }

    private void Encode(ColumnBatch batch, int first, int count)
    {
        var at = _at.AsSpan(0, count);
        at.Fill(2 + 4 * batch.Columns.Count);
        for (var i = 0; i < batch.Columns.Count; i++) AddSizes(batch, i, first, at);
        var end = _used;
        for (var row = 0; row < count; row++) (at[row], end) = (end, checked(end + at[row]));
        Reserve(end - _used);
        var buffer = _buffer.AsSpan(0, end);
        foreach (ref var place in at)
        {
            BinaryPrimitives.WriteInt16BigEndian(buffer[place..], (short)batch.Columns.Count);
            place += 2;
        }

        for (var i = 0; i < batch.Columns.Count; i++) Write(batch.Columns[i], i, first, at, buffer);
        _used = end;
    }

    private void AddSizes(ColumnBatch batch, int index, int first, Span<int> sizes)
    {
        var column = batch.Columns[index];
        switch (column.Type.Kind)
        {
            case ColumnKind.Text:
                var offsets = column.Offsets.Span.Slice(first, sizes.Length + 1);
                if (column.Values.Span[offsets[0]..offsets[^1]].Contains((byte)0)) throw Nul(batch, index, first, sizes.Length);
                for (var row = 0; row < sizes.Length; row++)
                {
                    if (!column.IsNull(first + row)) sizes[row] += offsets[row + 1] - offsets[row];
                }

                break;
            case ColumnKind.Decimal:
                if (!_decimals.TryGetValue(index, out var decimals)) _decimals[index] = decimals = new CopyDecimals(BlockRows);
                decimals.Encode(column, first, sizes);
                break;
            default:
                var width = _widths[index];
                for (var row = 0; row < sizes.Length; row++) sizes[row] += column.IsNull(first + row) ? 0 : width;
                break;
        }
    }

    private void Write(Column column, int index, int first, Span<int> at, Span<byte> to)
    {
        if (column.Type.Kind == ColumnKind.Decimal)
        {
            _decimals[index].CopyTo(at, to);
            return;
        }

        var width = _widths[index];
        var values = column.Values.Span;
        var offsets = column.Offsets.Span;
        var hasNulls = !column.Validity.IsEmpty;
        for (var row = 0; row < at.Length; row++)
        {
            var place = at[row];
            if (hasNulls && column.IsNull(first + row))
            {
                BinaryPrimitives.WriteInt32BigEndian(to[place..], CopyFormat.Null);
                at[row] = place + 4;
                continue;
            }

            var from = first + row;
            var field = to[(place + 4)..];
            switch (column.Type.Kind)
            {
                case ColumnKind.Text:
                    width = offsets[from + 1] - offsets[from];
                    values.Slice(offsets[from], width).CopyTo(field);
                    break;
                case ColumnKind.Bool:
                    field[0] = (byte)((values[from >> 3] >> (from & 7)) & 1);
                    break;
                case ColumnKind.Date:
                    BinaryPrimitives.WriteInt32BigEndian(field, BinaryPrimitives.ReadInt32LittleEndian(values[(from * 4)..]) - CopyFormat.EpochDays);
                    break;
                case ColumnKind.Timestamp:
                    BinaryPrimitives.WriteInt64BigEndian(field, BinaryPrimitives.ReadInt64LittleEndian(values[(from * 8)..]) - CopyFormat.EpochMicroseconds);
                    break;
                case ColumnKind.Int64 when width == 4:
                    BinaryPrimitives.WriteInt32BigEndian(field, BinaryPrimitives.ReadInt32LittleEndian(values[(from * 8)..]));
                    break;
                case ColumnKind.Int64 when width == 2:
                    BinaryPrimitives.WriteInt16BigEndian(field, BinaryPrimitives.ReadInt16LittleEndian(values[(from * 8)..]));
                    break;
                default:
                    BinaryPrimitives.WriteInt64BigEndian(field, BinaryPrimitives.ReadInt64LittleEndian(values[(from * 8)..]));
                    break;
            }

            BinaryPrimitives.WriteInt32BigEndian(to[place..], width);
            at[row] = place + 4 + width;
        }
    }

    // The server takes whole numbers in exactly the bytes of its column.
    private static int WidthOf(TargetColumn column) => column.Type.Kind switch
    {
        ColumnKind.Bool => 1,
        ColumnKind.Date => 4,
        ColumnKind.Int64 when column.Width is { } width => width.Size / 8,
        _ => 8,
    };

    private LumosException Nul(ColumnBatch batch, int index, int first, int count)
    {
        var row = first;
        while (row < first + count - 1 && !batch.Columns[index].GetUtf8(row).Contains((byte)0)) row++;
        return PostgresErrors.TextNul(table.Name, batch.Schema.Fields[index].Name, batch.Origin.FirstRow + row);
    }

    private void Reserve(int bytes)
    {
        if (_buffer.Length - _used < bytes) Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, checked(_used + bytes)));
    }
}
