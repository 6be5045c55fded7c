using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Lumos.Abstractions;

namespace Lumos.Connectors.Postgres.Copying;

/// <summary>Reads binary COPY as column batches: whole rows of what has arrived are found first, then taken column after column.</summary>
/// <param name="stream">Where the bytes come from.</param>
/// <param name="schema">Columns, in the order of the fields.</param>
/// <param name="source">Name for messages and origins.</param>
internal sealed class CopyDecoder(Stream stream, ColumnSchema schema, string source)
{
    private const int BlockRows = 512;
    private const int MaxTextBytes = 64 << 20;
    private const int EnoughBytes = 96 << 10;

    private readonly int _columns = schema.Fields.Count;
    private readonly int[] _fields = new int[BlockRows * Math.Max(schema.Fields.Count, 1)];
    private byte[] _buffer = new byte[256 << 10];
    private int _start;
    private int _end;
    private bool _ended;
    private bool _exhausted;

    /// <summary>Streams the rows.</summary>
    /// <param name="batchRows">Rows per batch; every batch but the last has as many, or ends earlier when its texts are long.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async IAsyncEnumerable<ColumnBatch> ReadAsync(int batchRows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await ReadHeaderAsync(cancellationToken).ConfigureAwait(false);
        var columns = schema.Fields.Select(field => CopyColumn.Of(field, source)).ToArray();
        long done = 0;
        var rows = 0;
        while (true)
        {
            var found = Find(Math.Min(BlockRows, batchRows - rows));
            for (var i = 0; i < columns.Length; i++) columns[i].Append(_buffer, _fields, i, _columns, found, done + rows);
            rows += found;
            if (rows == batchRows || (_ended && rows > 0) || columns.Any(column => column.TextBytes > MaxTextBytes))
            {
                yield return Take(columns, rows, done);
                done += rows;
                rows = 0;
            }

            if (_ended) yield break;
            if (found == 0) await FillAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private ColumnBatch Take(CopyColumn[] columns, int rows, long first)
    {
        var taken = columns.Select(column => column.Take()).ToList();
        return new ColumnBatch(schema, rows, [.. taken.Select(column => column.Column)], new RowOrigin(source, first), new CopyBuffers([.. taken.Select(column => column.Buffers)]));
    }

    private async ValueTask ReadHeaderAsync(CancellationToken cancellationToken)
    {
        var header = CopyFormat.Header.Length;
        while (_end - _start < header) await FillAsync(cancellationToken).ConfigureAwait(false);
        if (!_buffer.AsSpan(_start, CopyFormat.SignatureBytes).SequenceEqual(CopyFormat.Header[..CopyFormat.SignatureBytes])) throw new InvalidDataException("This is not binary COPY.");
        var extension = BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(_start + header - 4));
        while (_end - _start < header + extension) await FillAsync(cancellationToken).ConfigureAwait(false);
        _start += header + extension;
    }

    /// <summary>Finds rows that have arrived whole, writes down where their fields are and passes over them.</summary>
    private int Find(int most)
    {
        var rows = 0;
        for (; rows < most; rows++)
        {
            var at = _start;
            if (_end - at < 2) break;
            var fields = BinaryPrimitives.ReadInt16BigEndian(_buffer.AsSpan(at));
            if (fields == CopyFormat.End)
            {
                _ended = true;
                break;
            }

            if (fields != _columns) throw new InvalidDataException($"A row has {fields} fields, but {_columns} were asked for.");
            at += 2;
            var place = rows * _columns;
            var column = 0;
            for (; column < fields && _end - at >= 4; column++)
            {
                _fields[place + column] = at;
                at = checked(at + 4 + Math.Max(BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(at)), 0));
            }

            if (column < fields || at > _end) break;
            _start = at;
        }

        return rows;
    }

    /// <summary>Reads until there is enough for a block of rows: the server sends every row as a message of its own, and a read gives one.</summary>
    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (_exhausted) throw new InvalidDataException("Binary COPY ended before its last row.");
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length) Array.Resize(ref _buffer, checked(_buffer.Length * 2));
        for (var enough = Math.Min(_end + EnoughBytes, _buffer.Length); _end < enough && !_exhausted;)
        {
            var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            _exhausted = read == 0;
            _end += read;
        }
    }
}
