using System.Runtime.InteropServices;
using Lumos.Core.Ingest.Csv.Dialects;

namespace Lumos.Core.Ingest.Csv.Records;

/// <summary>One record of a parsed sample.</summary>
/// <param name="Start">First byte in the sample.</param>
/// <param name="End">One past the last byte, line end included.</param>
/// <param name="Line">0-based physical line it starts on.</param>
/// <param name="Lines">Physical lines.</param>
/// <param name="FirstField">Index of its first field.</param>
/// <param name="Fields">Fields; 0 for a blank line.</param>
/// <param name="Filled">Fields that are not empty.</param>
/// <param name="Status">How it was read.</param>
internal readonly record struct CsvRecord(int Start, int End, int Line, int Lines, int FirstField, int Fields, int Filled, CsvRecordStatus Status)
{
    /// <summary>Nothing, or nothing but delimiters and spaces.</summary>
    public bool IsBlank => Filled == 0;
}

/// <summary>A sample parsed by one dialect, with the kind of every cell.</summary>
internal sealed class CsvRecords
{
    private readonly List<CsvField> _fields = [];
    private readonly List<CsvCell> _cells = [];
    private readonly List<CsvRecord> _records = [];
    private int _enclosedQuotes;

    private CsvRecords(byte[] text, CsvDialect dialect)
    {
        Text = text;
        Dialect = dialect;
    }

    public byte[] Text { get; }

    public CsvDialect Dialect { get; }

    public int Count => _records.Count;

    public CsvRecord this[int index] => _records[index];

    /// <summary>Where parsing stopped; the length of the text unless a limit was met.</summary>
    public int End { get; private set; }

    /// <summary>Fields in quotes.</summary>
    public int QuotedFields { get; private set; }

    /// <summary>Share of the double quotes in the text that neither enclose a field nor stand in one that is enclosed.</summary>
    public double LooseQuotes { get; private set; }

    /// <summary>Records whose quotes had to be repaired.</summary>
    public int Repaired { get; private set; }

    public ReadOnlySpan<CsvCell> Cells(int record) => CollectionsMarshal.AsSpan(_cells).Slice(_records[record].FirstField, _records[record].Fields);

    public CsvCell Cell(int record, int column) => column < _records[record].Fields ? _cells[_records[record].FirstField + column] : CsvCell.Empty;

    public CsvField Field(int record, int column) => _fields[_records[record].FirstField + column];

    /// <summary>Whether a record is a blank line, or delimiters with nothing at all between them.</summary>
    public bool IsEmpty(int record)
    {
        if (_records[record].Filled > 0) return false;
        for (var c = 0; c < _records[record].Fields; c++)
        {
            if (Field(record, c).Length > 0 || Field(record, c).IsQuoted) return false;
        }

        return true;
    }

    /// <summary>Raw bytes of a cell, without outer quotes and spaces; empty past the end of a short record.</summary>
    public ReadOnlySpan<byte> Bytes(int record, int column) =>
        column < _records[record].Fields ? CsvCellClassifier.Trim(Field(record, column).Of(Text)) : [];

    /// <summary>A cell as text, with doubled quotes and escapes undone.</summary>
    public string Value(int record, int column) =>
        column < _records[record].Fields ? CsvUnescape.ToText(Field(record, column), Text, Dialect) : string.Empty;

    /// <summary>Parses a sample.</summary>
    /// <param name="text">UTF-8 text.</param>
    /// <param name="final">Whether the text ends where the file ends; when not, the last record is left out.</param>
    /// <param name="dialect">Dialect to parse by.</param>
    /// <param name="expected">Width to repair records by; 0 when not known.</param>
    /// <param name="maxRecords">Records to stop after.</param>
    public static CsvRecords Parse(byte[] text, bool final, CsvDialect dialect, int expected = 0, int maxRecords = int.MaxValue)
    {
        var records = new CsvRecords(text, dialect);
        var parser = new CsvRecordParser(dialect);
        var fields = new List<CsvField>();
        var at = 0;
        var line = 0;
        while (at < text.Length && records.Count < maxRecords)
        {
            if (dialect.Comment != 0 && text[at] == dialect.Comment)
            {
                var end = text.AsSpan(at).IndexOfAny((byte)'\n', (byte)'\r');
                if (end < 0 && !final) break;
                end = end < 0 ? text.Length : at + end + 1;
                if (end < text.Length && text[end - 1] == (byte)'\r' && text[end] == (byte)'\n') end++;
                records._records.Add(new CsvRecord(at, end, line, 1, records._fields.Count, 0, 0, CsvRecordStatus.Clean));
                at = end;
                line++;
                continue;
            }

            var status = parser.Read(text, at, final, expected, fields, out var next);
            if (status == CsvRecordStatus.NeedMore) break;
            records.Add(fields, at, next, line, parser.Lines, status);
            at = next;
            line += parser.Lines;
        }

        records.End = at;
        var quotes = text.AsSpan(0, at).Count((byte)'"');
        records.LooseQuotes = quotes == 0 || dialect.Quote is not (0 or (byte)'"') ? 0 : 1 - Math.Min(1, records._enclosedQuotes / (double)quotes);
        return records;
    }

    private void Add(List<CsvField> fields, int start, int end, int line, int lines, CsvRecordStatus status)
    {
        var first = _fields.Count;
        var filled = 0;
        foreach (var field in fields)
        {
            var cell = CsvCellClassifier.Classify(field.Of(Text));
            if (cell != CsvCell.Empty) filled++;
            if (field.IsQuoted)
            {
                QuotedFields++;
                _enclosedQuotes += 2 + (field.IsEscaped ? field.Of(Text).Count((byte)'"') : 0);
            }

            _fields.Add(field);
            _cells.Add(cell);
        }

        if (status != CsvRecordStatus.Clean) Repaired++;
        var count = fields.Count == 1 && fields[0].Length == 0 && !fields[0].IsQuoted ? 0 : fields.Count;
        _records.Add(new CsvRecord(start, end, line, lines, first, count, filled, status));
    }
}
