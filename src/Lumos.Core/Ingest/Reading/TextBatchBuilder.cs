using Lumos.Abstractions;

namespace Lumos.Core.Ingest.Reading;

/// <summary>Collects UTF-8 cells row by row into text columns. Not thread-safe.</summary>
internal sealed class TextBatchBuilder
{
    private readonly ColumnSchema _schema;
    private readonly TextColumn[] _columns;
    private readonly List<long> _offsets = [];
    private readonly List<long> _lines = [];
    private int _column;

    /// <summary>A builder for a schema of text columns.</summary>
    public TextBatchBuilder(ColumnSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        _schema = schema;
        _columns = [.. schema.Fields.Select(_ => new TextColumn())];
    }

    /// <summary>Whole rows added.</summary>
    public int Rows { get; private set; }

    /// <summary>Adds the next cell of the current row.</summary>
    public void Add(ReadOnlySpan<byte> cell) => _columns[_column++].Add(cell);

    /// <summary>Adds NULL as the next cell of the current row.</summary>
    public void AddNull() => _columns[_column++].AddNull();

    /// <summary>Adds cells of one column, one after the other.</summary>
    internal readonly struct CellSink
    {
        private readonly TextColumn _column;

        internal CellSink(TextColumn column) => _column = column;

        /// <summary>Adds a cell.</summary>
        public void Add(ReadOnlySpan<byte> cell) => _column.Add(cell);

        /// <summary>Adds NULL.</summary>
        public void AddNull() => _column.AddNull();
    }

    /// <summary>Adds whole rows column by column; the callback must add <paramref name="count"/> cells for each column.</summary>
    public void AddRows(int count, Action<int, CellSink> fill)
    {
        ArgumentNullException.ThrowIfNull(fill);
        for (var c = 0; c < _columns.Length; c++) fill(c, new CellSink(_columns[c]));
        Rows += count;
    }

    /// <summary>Ends the row.</summary>
    /// <param name="byteOffset">Its start; negative when the source has none.</param>
    /// <param name="line">Its line; 0 when the source has none.</param>
    public void EndRow(long byteOffset = -1, long line = 0)
    {
        if (_column != _columns.Length) throw new InvalidOperationException("The row has missing cells.");
        _column = 0;
        Rows++;
        if (byteOffset >= 0) _offsets.Add(byteOffset);
        if (line > 0) _lines.Add(line);
    }

    /// <summary>Copies a row of another batch.</summary>
    public void AddRow(ColumnBatch batch, int row)
    {
        ArgumentNullException.ThrowIfNull(batch);
        for (var c = 0; c < _columns.Length; c++)
        {
            if (batch.Columns[c].IsNull(row)) AddNull();
            else Add(batch.Columns[c].GetUtf8(row));
        }

        var offsets = batch.Origin.ByteOffsets.Span;
        var lines = batch.Origin.Lines.Span;
        EndRow(offsets.Length > row ? offsets[row] : -1, lines.Length > row ? lines[row] : 0);
    }

    /// <summary>The rows so far; the builder starts anew.</summary>
    public ColumnBatch Take(string source, long firstRow, SourcePosition? next)
    {
        var rows = Rows;
        var origin = new RowOrigin(source, firstRow, _offsets.Count == rows ? _offsets.ToArray() : default, _lines.Count == rows ? _lines.ToArray() : default, next);
        var batch = new ColumnBatch(_schema, rows, [.. _columns.Select(c => c.Take(rows))], origin);
        Rows = 0;
        _offsets.Clear();
        _lines.Clear();
        return batch;
    }

    internal sealed class TextColumn
    {
        private byte[] _bytes = new byte[256];
        private int _length;
        private readonly List<int> _ends = [0];
        private byte[] _validity = [];
        private bool _hasNull;

        public void Add(ReadOnlySpan<byte> cell)
        {
            if (_length + (long)cell.Length > Array.MaxLength) throw new InvalidOperationException("A column of one batch holds more than 2 GB.");
            if (_length + cell.Length > _bytes.Length) Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(_bytes.Length * 2L, _length + cell.Length)));
            cell.CopyTo(_bytes.AsSpan(_length));
            _length += cell.Length;
            Mark(true);
            _ends.Add(_length);
        }

        public void AddNull()
        {
            _hasNull = true;
            Mark(false);
            _ends.Add(_length);
        }

        public Column Take(int rows)
        {
            var column = new Column(ColumnType.Text, rows, _bytes.AsMemory(0, _length), _ends.ToArray(), _hasNull ? _validity.AsMemory(0, (rows + 7) / 8) : default);
            (_bytes, _length, _validity, _hasNull) = (new byte[Math.Max(256, _length)], 0, [], false);
            _ends.Clear();
            _ends.Add(0);
            return column;
        }

        private void Mark(bool present)
        {
            var row = _ends.Count - 1;
            if (row >> 3 >= _validity.Length) Array.Resize(ref _validity, Math.Max(64, _validity.Length * 2));
            if (present) _validity[row >> 3] |= (byte)(1 << (row & 7));
        }
    }
}
