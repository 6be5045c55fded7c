using Lumos.Abstractions;
using Lumos.Core.Ingest.Csv.Bytes;
using Lumos.Core.Ingest.Csv.Dialects;
using Lumos.Core.Ingest.Csv.Records;

namespace Lumos.Core.Ingest.Csv;

/// <summary>Collects records into one batch at a time.</summary>
internal sealed class CsvBatchBuilder : IDisposable
{
    private readonly string _source;
    private readonly ColumnSchema _schema;
    private readonly CsvColumnBuilder[] _columns;
    private readonly int _capacity;
    private readonly byte _quote;
    private readonly byte _escape;
    private readonly byte _delimiter;
    private readonly int[] _guess;
    private List<RowIssue> _issues = [];
    private List<SkippedRange> _skipped = [];
    private long[] _offsets = [];
    private long[] _lines = [];
    private byte[] _scratch = [];
    private long _firstRow;

    public CsvBatchBuilder(string source, ColumnSchema schema, int capacity, CsvDialect dialect, long firstRow)
    {
        _source = source;
        _schema = schema;
        _capacity = capacity;
        RowLimit = capacity;
        _quote = dialect.Quote;
        _escape = dialect.Escape;
        _delimiter = dialect.Delimiter.Length == 0 ? (byte)0 : dialect.Delimiter[0];
        _columns = new CsvColumnBuilder[schema.Fields.Count];
        _guess = new int[_columns.Length];
        _guess.AsSpan().Fill(1024);
        _firstRow = firstRow;
        Begin();
    }

    public int Rows { get; private set; }

    public int Width => _columns.Length;

    /// <summary>Rows the batch is to have; not above the capacity.</summary>
    public int RowLimit { get; set; }

    public bool IsFull => Rows == RowLimit;

    public long FirstRow => _firstRow;

    /// <summary>Adds a record of exactly the right width whose bytes need no cleaning.</summary>
    public unsafe void Add(byte* data, ReadOnlySpan<CsvField> fields, long offset, long line)
    {
        var row = Rows;
        for (var c = 0; c < fields.Length; c++)
        {
            ref readonly var field = ref fields[c];
            if (field.Length == 0)
            {
                if (field.Flags == CsvFieldFlags.None) _columns[c].AppendNull(row);
                else if (!_columns[c].Append(row, [])) throw TooLarge(c);
            }
            else if (!field.IsEscaped)
            {
                if (!_columns[c].Append(row, data + field.Start, field.Length)) throw TooLarge(c);
            }
            else
            {
                var raw = new ReadOnlySpan<byte>(data + field.Start, field.Length);
                if (!_columns[c].Append(row, Unescape(raw, field.IsQuoted))) throw TooLarge(c);
            }
        }

        Commit(offset, line);
    }

    /// <summary>Adds a record of any width and cleanliness.</summary>
    public void AddDifficult(ReadOnlySpan<byte> data, ReadOnlySpan<CsvField> fields, CsvRecordStatus status, int contentEnd, bool transcoded, long offset, long line)
    {
        var row = Rows;
        if (status == CsvRecordStatus.StrayQuote) Issue(CsvIssues.StrayQuote);
        else if (status == CsvRecordStatus.UnclosedQuote) Issue(CsvIssues.UnclosedQuote);
        else if (status == CsvRecordStatus.OtherDelimiter) Issue(CsvIssues.OtherDelimiter);
        var count = Math.Min(fields.Length, _columns.Length);
        for (var c = 0; c < count; c++)
        {
            var field = fields[c];
            var value = field.Of(data);
            if (c == _columns.Length - 1 && fields.Length > _columns.Length)
            {
                var surplus = Surplus(data, fields[_columns.Length..]);
                _issues.Add(new RowIssue(row, surplus ? CsvIssues.RaggedLong : CsvIssues.SurplusEmpty, null, fields.Length, _columns.Length));
                if (surplus)
                {
                    // From the opening quote of the last column on, as written.
                    var start = field.IsQuoted ? field.Start - 1 : field.Start;
                    field = new CsvField(start, Math.Max(contentEnd, fields[^1].End) - start, CsvFieldFlags.None);
                    value = field.Of(data);
                }
            }

            if (field.IsEscaped) value = Unescape(value, field.IsQuoted);
            value = Clean(value, row, c, transcoded);
            if (value.Length == 0 && field.Flags == CsvFieldFlags.None) _columns[c].AppendNull(row);
            else if (!_columns[c].Append(row, value)) throw TooLarge(c);
        }

        for (var c = count; c < _columns.Length; c++) _columns[c].AppendNull(row);
        if (fields.Length < _columns.Length) _issues.Add(new RowIssue(row, CsvIssues.RaggedShort, null, fields.Length, _columns.Length));
        Commit(offset, line);

        void Issue(string code) => _issues.Add(new RowIssue(row, code));
    }

    /// <summary>Notes a stretch that is not a row; neighbours of one reason become one.</summary>
    public void Skip(string reason, long firstLine, long lastLine, long byteStart, long byteEnd)
    {
        if (_skipped.Count > 0 && _skipped[^1] is var previous && previous.Reason == reason && previous.ByteEnd == byteStart)
        {
            _skipped[^1] = previous with { LastLine = lastLine, ByteEnd = byteEnd };
            return;
        }

        _skipped.Add(new SkippedRange(reason, firstLine, lastLine, byteStart, byteEnd));
    }

    /// <summary>The batch so far, and a fresh start.</summary>
    public ColumnBatch Take(SourcePosition? next)
    {
        var owner = new CsvBatchOwner();
        owner.Add(_offsets);
        owner.Add(_lines);
        var columns = new Column[_columns.Length];
        for (var c = 0; c < columns.Length; c++)
        {
            _guess[c] = Math.Max(_guess[c], _columns[c].Length + 64);
            columns[c] = _columns[c].Finish(Rows, owner);
        }

        var origin = new RowOrigin(_source, _firstRow, _offsets.AsMemory(0, Rows), _lines.AsMemory(0, Rows), next);
        var batch = new ColumnBatch(_schema, Rows, columns, origin, owner) { Issues = _issues, Skipped = _skipped };
        _firstRow += Rows;
        _offsets = [];
        if (next is not null) Begin();
        return batch;
    }

    public void Dispose()
    {
        foreach (ref var column in _columns.AsSpan()) column.Abandon();
        if (_offsets.Length == 0) return;
        CsvBufferPool<long>.Return(_offsets);
        CsvBufferPool<long>.Return(_lines);
        _offsets = [];
    }

    private void Begin()
    {
        Rows = 0;
        _issues = [];
        _skipped = [];
        _offsets = CsvBufferPool<long>.Rent(_capacity);
        _lines = CsvBufferPool<long>.Rent(_capacity);
        for (var c = 0; c < _columns.Length; c++) _columns[c].Begin(_capacity, _guess[c]);
    }

    private void Commit(long offset, long line)
    {
        _offsets[Rows] = offset;
        _lines[Rows] = line;
        Rows++;
    }

    private static bool Surplus(ReadOnlySpan<byte> data, ReadOnlySpan<CsvField> fields)
    {
        foreach (var field in fields)
        {
            if (field.Of(data).IndexOfAnyExcept((byte)' ', (byte)'\t') >= 0) return true;
        }

        return false;
    }

    private ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> raw, bool quoted)
    {
        if (_scratch.Length < raw.Length) _scratch = new byte[Math.Max(raw.Length, 4096)];
        return _scratch.AsSpan(0, CsvUnescape.Write(raw, quoted, _quote, _escape, _delimiter, _scratch));
    }

    private ReadOnlySpan<byte> Clean(ReadOnlySpan<byte> value, int row, int column, bool transcoded)
    {
        var nul = value.Contains((byte)0);
        var invalid = transcoded ? value.IndexOf("\uFFFD"u8) >= 0 : !System.Text.Unicode.Utf8.IsValid(value);
        if (nul) _issues.Add(new RowIssue(row, CsvIssues.NulByte, _schema.Fields[column].Name));
        if (invalid) _issues.Add(new RowIssue(row, CsvIssues.InvalidEncoding, _schema.Fields[column].Name));
        return nul || (invalid && !transcoded) ? CsvTextRepair.Repair(value) : value;
    }

    private LumosException TooLarge(int column) => CsvErrors.BatchTooLarge(_source, _schema.Fields[column].Name);
}
