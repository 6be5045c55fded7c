using System.Text.Unicode;
using Lumos.Abstractions;
using Lumos.Core.Ingest.Csv.Bytes;
using Lumos.Core.Ingest.Csv.Dialects;
using Lumos.Core.Ingest.Csv.Records;

namespace Lumos.Core.Ingest.Csv;

/// <summary>Moves records from the bytes of a file into a batch builder, over a sliding window that holds at least one record.</summary>
internal sealed partial class CsvRowReader : IDisposable
{
    private const int WindowBytes = 1 << 20;
    private const int Padding = 64;

    private readonly string _name;
    private readonly CsvByteReader _bytes;
    private readonly CsvDialect _dialect;
    private readonly int _width;
    private readonly int _trailing;
    private readonly long _dataEnd;
    private readonly int _maxRecord;
    private readonly CsvBatchBuilder _builder;
    private readonly CsvRecordParser _parser;
    private readonly List<CsvField> _fields = [];
    private readonly bool _transcoded;
    private readonly bool _fast;
    private byte[] _window = CsvBufferPool<byte>.Rent(WindowBytes + Padding);
    private CsvField[] _row;
    private long _windowPosition;
    private int _at;
    private int _end;
    private bool _final;
    private bool _ended;
    private int _cleanTo;
    private long _line;

    public CsvRowReader(string name, CsvByteReader bytes, CsvDialect dialect, CsvTable table, int maxRecord, CsvBatchBuilder builder, SourcePosition start)
    {
        _name = name;
        _bytes = bytes;
        _dialect = dialect;
        _width = table.Width;
        _trailing = table.TrailingFields;
        _dataEnd = table.DataEnd ?? long.MaxValue;
        _maxRecord = maxRecord;
        _builder = builder;
        _parser = new CsvRecordParser(dialect);
        _transcoded = bytes.IsTranscoding;
        _fast = dialect.Delimiter.Length == 1 && dialect.Escape == 0 && !dialect.SkipInitialSpace && !dialect.Collapse && !dialect.Leading;
        _row = new CsvField[_width + _trailing];
        _line = start.Line;
    }

    /// <summary>Fills the builder's batch. The batch is whole when the next row is known to exist or the table has ended.</summary>
    /// <returns>Where the next row is; null at the end of the table.</returns>
    public async ValueTask<SourcePosition?> FillAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var outcome = Scan();
            if (outcome == ScanOutcome.Full) return new SourcePosition(_builder.FirstRow + _builder.Rows, _bytes.SourceOffset(_windowPosition + _at), _line);
            if (outcome == ScanOutcome.Ended) return null;
            if (_final) return null;
            await RefillAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        CsvBufferPool<byte>.Return(_window);
        _window = [];
    }

    private async ValueTask RefillAsync(CancellationToken cancellationToken)
    {
        var left = _end - _at;
        if (left > _maxRecord) throw CsvErrors.RecordTooLong(_name, _line, _bytes.SourceOffset(_windowPosition + _at), _maxRecord);
        if (left > (_window.Length - Padding) / 2)
        {
            var larger = CsvBufferPool<byte>.Rent((int)Math.Min(Array.MaxLength, (_window.Length * 2L) + Padding));
            _window.AsSpan(_at, left).CopyTo(larger);
            CsvBufferPool<byte>.Return(_window);
            _window = larger;
        }
        else
        {
            _window.AsSpan(_at, left).CopyTo(_window);
        }

        _windowPosition += _at;
        _at = 0;
        _end = left;
        while (_end < _window.Length - Padding)
        {
            var read = await _bytes.ReadAsync(_window.AsMemory(_end, _window.Length - Padding - _end), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                _final = true;
                break;
            }

            _end += read;
            if (_end > WindowBytes / 2 && _end > left * 2) break;
        }

        _window.AsSpan(_end, Padding).Clear();
        _cleanTo = CleanLength(_window.AsSpan(0, _end));
    }

    /// <summary>How much of the window, from its start, is valid text without zero bytes.</summary>
    private int CleanLength(ReadOnlySpan<byte> window)
    {
        var clean = window.IndexOf((byte)0);
        if (clean < 0) clean = window.Length;
        if (_transcoded)
        {
            var replaced = window[..clean].IndexOf("\uFFFD"u8);
            return replaced < 0 ? clean : replaced;
        }

        if (Utf8.IsValid(window[..clean])) return clean;

        // Perhaps the window only ends within a character.
        for (var back = 1; back <= 3 && back <= clean; back++)
        {
            if ((window[clean - back] & 0xC0) == 0xC0 && Utf8.IsValid(window[..(clean - back)])) return clean - back;
        }

        return 0;
    }

    private ScanOutcome Scan()
    {
        while (true)
        {
            if (_ended) return ScanOutcome.Ended;
            if (_at >= _end) return ScanOutcome.NeedMore;
            if (_fast)
            {
                var outcome = ScanFast();
                if (outcome != ScanOutcome.Difficult) return outcome;
            }

            var slow = ReadDifficult();
            if (slow != ScanOutcome.Difficult) return slow;
        }
    }

    /// <summary>Reads one record by the full rules. Difficult means: done, go on.</summary>
    private ScanOutcome ReadDifficult()
    {
        var data = _window.AsSpan(0, _end);
        var offset = _bytes.SourceOffset(_windowPosition + _at);
        if (offset >= _dataEnd)
        {
            _ended = true;
            return ScanOutcome.Ended;
        }

        if (_dialect.Comment != 0 && data[_at] == _dialect.Comment) return SkipComment(data, offset);
        var stop = _final || _end - _at > _maxRecord;
        var status = _parser.Read(data, _at, stop, _width + _trailing, _fields, out var next);
        if (status == CsvRecordStatus.NeedMore) return ScanOutcome.NeedMore;
        if (next >= _end && stop && !_final) throw CsvErrors.RecordTooLong(_name, _line, offset, _maxRecord);
        if (_fields.Count < _width && _parser.TryOtherDelimiter(data[_at..next], _width, _at, _fields)) status = CsvRecordStatus.OtherDelimiter;
        if (!_dialect.KeepsBlankRows && IsEmpty(_fields))
        {
            _builder.Skip("BLANK", _line, _line, offset, SourceEnd(next));
            _at = next;
            _line += _parser.Lines;
            return ScanOutcome.Difficult;
        }

        if (_builder.IsFull) return ScanOutcome.Full;
        if (_trailing > 0 && _fields.Count == _width + _trailing && IsEmpty(_fields[_width..])) _fields.RemoveRange(_width, _trailing);
        var contentEnd = next;
        while (contentEnd > _at && data[contentEnd - 1] is (byte)'\n' or (byte)'\r') contentEnd--;
        _builder.AddDifficult(data, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_fields), status, contentEnd, _transcoded, offset, _line);
        _at = next;
        _line += _parser.Lines;
        return ScanOutcome.Difficult;
    }

    /// <summary>A blank line, or one of delimiters alone: nobody's row, unless the file is one that writes NULL so.</summary>
    private static bool IsEmpty(List<CsvField> fields)
    {
        foreach (var field in fields)
        {
            if (field.Length > 0 || field.IsQuoted) return false;
        }

        return true;
    }

    private ScanOutcome SkipComment(ReadOnlySpan<byte> data, long offset)
    {
        var hit = data[_at..].IndexOfAny((byte)'\n', (byte)'\r');
        var next = hit < 0 ? _end : _at + hit + 1;
        if (!_final && next >= _end) return ScanOutcome.NeedMore;
        if (hit >= 0 && data[next - 1] == (byte)'\r' && next < _end && data[next] == (byte)'\n') next++;
        _builder.Skip("COMMENT", _line, _line, offset, SourceEnd(next));
        _at = next;
        _line++;
        return ScanOutcome.Difficult;
    }

    private long SourceEnd(int next) => _bytes.SourceOffset(_windowPosition + next);

    private enum ScanOutcome
    {
        /// <summary>The window holds no further whole record.</summary>
        NeedMore,

        /// <summary>The batch is full and another row follows.</summary>
        Full,

        /// <summary>The table has ended.</summary>
        Ended,

        /// <summary>The next record needs the full rules.</summary>
        Difficult,
    }
}
