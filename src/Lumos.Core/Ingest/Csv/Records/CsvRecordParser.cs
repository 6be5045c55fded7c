using Lumos.Core.Ingest.Csv.Dialects;

namespace Lumos.Core.Ingest.Csv.Records;

/// <summary>
/// Reads one record at a time by real quote rules, and repairs records whose quotes break them. Where a record starts is the only
/// state, so reading can begin at any record. The reader's vectorised path hands every difficult record to this one.
/// </summary>
internal sealed partial class CsvRecordParser(CsvDialect dialect)
{
    private readonly byte[] _delimiter = dialect.Delimiter;
    private readonly byte _delimiter0 = dialect.Delimiter.Length == 0 ? (byte)0 : dialect.Delimiter[0];
    private readonly byte _quote = dialect.Quote;
    private readonly byte _escape = dialect.Escape;
    private readonly bool _escapedLineEnds = dialect.EscapedLineEnds;
    private readonly bool _skipSpace = dialect.SkipInitialSpace;
    private readonly bool _collapse = dialect.Collapse;
    private readonly bool _leading = dialect.Leading;
    private readonly bool _crEnds = dialect.CrEnds;
    private readonly List<CsvField> _alternative = [];
    private bool _stray;
    private bool _pairCloses;
    private bool _lineEndsPlain;

    /// <summary>Physical lines of the last record, at least 1.</summary>
    public int Lines { get; private set; }

    /// <summary>Reads the record at <paramref name="start"/>.</summary>
    /// <param name="data">Bytes at hand.</param>
    /// <param name="start">First byte of the record; less than the length of <paramref name="data"/>.</param>
    /// <param name="final">Whether nothing follows <paramref name="data"/>.</param>
    /// <param name="expected">Fields a record should have; 0 when not known.</param>
    /// <param name="fields">Receives the fields.</param>
    /// <param name="next">First byte after the record and its line end.</param>
    public CsvRecordStatus Read(ReadOnlySpan<byte> data, int start, bool final, int expected, List<CsvField> fields, out int next)
    {
        var outcome = Parse(data, start, final, literalOpeners: false, fields, out next);
        if (outcome == Outcome.NeedMore) return CsvRecordStatus.NeedMore;
        var stray = _stray;
        if (outcome == Outcome.Done && !stray)
        {
            Lines = CountLines(data[start..next]);
            if (_escapedLineEnds && Lines > 1 && expected > 0 && fields.Count != expected && ReadLineAlone(data, start, final, expected, fields, ref next)) return CsvRecordStatus.Clean;
            if (expected == 0 || fields.Count == expected || (Lines == 1 && !HasQuotePair(data[start..next]))) return CsvRecordStatus.Clean;
        }

        // A quote misled the reader: see whether taking it as content, on this line alone, fits better.
        var alternative = Parse(data, start, final, literalOpeners: true, _alternative, out var alternativeNext);
        if (alternative == Outcome.NeedMore) return CsvRecordStatus.NeedMore;
        if (outcome == Outcome.Broken || (_alternative.Count == expected && fields.Count != expected))
        {
            fields.Clear();
            fields.AddRange(_alternative);
            next = alternativeNext;
            Lines = 1;
            return CsvRecordStatus.UnclosedQuote;
        }

        if (expected > 0 && fields.Count < expected)
        {
            // A quote at the very end of a value, not doubled: two quotes before a delimiter then are content and close.
            _pairCloses = true;
            alternative = Parse(data, start, final, literalOpeners: false, _alternative, out alternativeNext);
            _pairCloses = false;
            if (alternative == Outcome.NeedMore) return CsvRecordStatus.NeedMore;
            if (alternative == Outcome.Done && _alternative.Count == expected)
            {
                fields.Clear();
                fields.AddRange(_alternative);
                next = alternativeNext;
                stray = true;
            }
        }

        Lines = CountLines(data[start..next]);
        return stray ? CsvRecordStatus.StrayQuote : CsvRecordStatus.Clean;
    }

    /// <summary>Splits a short record of one line by another everyday delimiter, when exactly that gives the expected width.</summary>
    /// <param name="record">The record with its line end.</param>
    /// <param name="expected">Fields wanted, 3 or more to be told from chance.</param>
    /// <param name="fields">The fields as read; replaced when another delimiter fits, positions relative to the same data.</param>
    /// <param name="at">Where the record starts in the data the fields point into.</param>
    public bool TryOtherDelimiter(ReadOnlySpan<byte> record, int expected, int at, List<CsvField> fields)
    {
        if (expected < 3 || fields.Count > (expected + 1) / 2) return false;
        foreach (var other in ",;\t|"u8)
        {
            if (other == _delimiter0 || record.Count(other) < expected - 1) continue;
            var parser = new CsvRecordParser(dialect with { Delimiter = [other] });
            if (parser.Read(record, 0, true, expected, _alternative, out var next) != CsvRecordStatus.Clean || _alternative.Count != expected || next != record.Length) continue;
            fields.Clear();
            foreach (var field in _alternative) fields.Add(field with { Start = field.Start + at });
            return true;
        }

        return false;
    }

    /// <summary>Takes a value that happens to end in the escape as such, when the line alone has the right number of fields.</summary>
    private bool ReadLineAlone(ReadOnlySpan<byte> data, int start, bool final, int expected, List<CsvField> fields, ref int next)
    {
        _lineEndsPlain = true;
        var outcome = Parse(data, start, final, literalOpeners: false, _alternative, out var alone);
        _lineEndsPlain = false;
        if (outcome != Outcome.Done || _stray || _alternative.Count != expected || alone >= next) return false;
        fields.Clear();
        fields.AddRange(_alternative);
        next = alone;
        Lines = CountLines(data[start..next]);
        return true;
    }

    private bool HasQuotePair(ReadOnlySpan<byte> record) => _quote != 0 && record.IndexOf((ReadOnlySpan<byte>)[_quote, _quote]) >= 0;

    private Outcome Parse(ReadOnlySpan<byte> data, int start, bool final, bool literalOpeners, List<CsvField> fields, out int next)
    {
        fields.Clear();
        _stray = false;
        var at = start;
        if (_collapse) at = SkipDelimiters(data, at);
        else if (_leading) at = SkipLeading(data, at);
        while (true)
        {
            if (_skipSpace) at = SkipSpaces(data, at);
            int after;
            if (_quote != 0 && at < data.Length && data[at] == _quote)
            {
                var quoted = ParseQuoted(data, at, final, literalOpeners, out var field, out after);
                if (quoted == Outcome.NeedMore)
                {
                    next = 0;
                    return quoted;
                }

                if (quoted == Outcome.Broken)
                {
                    if (!literalOpeners)
                    {
                        next = 0;
                        return quoted;
                    }

                    after = FindEnd(data, at + 1);
                    field = new CsvField(at, after - at, CsvFieldFlags.None);
                }

                fields.Add(field);
            }
            else
            {
                after = FindEnd(data, at, out var escaped);
                fields.Add(new CsvField(at, after - at, escaped ? CsvFieldFlags.Escaped : CsvFieldFlags.None));
            }

            if (after >= data.Length)
            {
                next = data.Length;
                return final ? Outcome.Done : Outcome.NeedMore;
            }

            if (IsLineEndAt(data, after)) return EndRecord(data, after, final, out next);
            at = after + _delimiter.Length;
            if (!_collapse) continue;
            at = SkipDelimiters(data, at);
            if (at >= data.Length && !final)
            {
                next = 0;
                return Outcome.NeedMore;
            }

            if (at >= data.Length)
            {
                next = data.Length;
                return Outcome.Done;
            }

            if (IsLineEndAt(data, at)) return EndRecord(data, at, final, out next);
        }
    }

    private enum Outcome
    {
        Done,
        Broken,
        NeedMore,
    }
}
