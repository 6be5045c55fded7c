namespace Lumos.Core.Ingest.Csv;

/// <summary>
/// Reads one record at a time by real quote rules, and repairs records whose quotes break them. Where a record starts is the only
/// state, so reading can begin at any record. The reader's vectorised path hands every difficult record to this one.
/// </summary>
internal sealed class CsvRecordParser(CsvDialect dialect)
{
    private readonly byte[] _delimiter = dialect.Delimiter;
    private readonly byte _delimiter0 = dialect.Delimiter.Length == 0 ? (byte)0 : dialect.Delimiter[0];
    private readonly byte _quote = dialect.Quote;
    private readonly byte _escape = dialect.Escape;
    private readonly bool _escapedLineEnds = dialect.EscapedLineEnds;
    private readonly bool _skipSpace = dialect.SkipInitialSpace;
    private readonly bool _collapse = dialect.Collapse;
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

    /// <summary>Reads a quoted field. Broken means that its quotes cannot be made sense of without leaving the line.</summary>
    private Outcome ParseQuoted(ReadOnlySpan<byte> data, int open, bool final, bool oneLine, out CsvField field, out int after)
    {
        var flags = CsvFieldFlags.Quoted;
        var at = open + 1;
        var stray = false;
        field = default;
        after = 0;
        while (true)
        {
            var hit = _escape == 0 ? data[at..].IndexOf(_quote) : data[at..].IndexOfAny(_quote, _escape);
            if (hit < 0)
            {
                if (!final && !(oneLine && HasLineEnd(data[open..]))) return Outcome.NeedMore;
                return Outcome.Broken;
            }

            hit += at;
            if (oneLine && HasLineEnd(data[open..hit])) return Outcome.Broken;
            if (_escape != 0 && data[hit] == _escape && _escape != _quote)
            {
                if (hit + 1 >= data.Length) return final ? Outcome.Broken : Outcome.NeedMore;
                flags |= CsvFieldFlags.Escaped;
                at = hit + 2;
                if (at > data.Length) return Outcome.Broken;
                continue;
            }

            if (hit + 1 >= data.Length && !final) return Outcome.NeedMore;
            if (hit + 1 < data.Length && data[hit + 1] == _quote)
            {
                if (_pairCloses && hit + 2 < data.Length && (IsLineEndAt(data, hit + 2) || StartsWithDelimiter(data, hit + 2)))
                {
                    field = new CsvField(open + 1, hit - open, flags);
                    after = hit + 2;
                    _stray = true;
                    return Outcome.Done;
                }

                flags |= CsvFieldFlags.Escaped;
                at = hit + 2;
                continue;
            }

            var end = SkipSpaces(data, hit + 1);
            if (end >= data.Length && !final) return Outcome.NeedMore;
            if (end >= data.Length || IsLineEndAt(data, end)) return Close(ref field, ref after);
            if (StartsWithDelimiter(data, hit + 1))
            {
                end = hit + 1;
                return Close(ref field, ref after);
            }

            if (StartsWithDelimiter(data, end)) return Close(ref field, ref after);

            // A quote in the middle: content, as long as the field has not left its line.
            if (!stray && HasLineEnd(data[open..hit])) return Outcome.Broken;
            stray = true;
            if (oneLine) return Outcome.Broken;
            var lineEnd = data[hit..].IndexOfAny((byte)'\n', (byte)'\r');
            var nextQuote = data[(hit + 1)..].IndexOf(_quote);
            if (nextQuote < 0 || (lineEnd >= 0 && nextQuote + 1 > lineEnd))
            {
                if (lineEnd < 0 && !final) return Outcome.NeedMore;
                return Outcome.Broken;
            }

            at = hit + 1;

            Outcome Close(ref CsvField result, ref int resultAfter)
            {
                result = new CsvField(open + 1, hit - open - 1, flags);
                resultAfter = end;
                _stray |= stray;
                return Outcome.Done;
            }
        }
    }

    private int FindEnd(ReadOnlySpan<byte> data, int at, out bool escaped)
    {
        escaped = false;
        if (_escape == 0) return FindEnd(data, at);
        while (true)
        {
            var end = FindEnd(data, at);
            var escape = data[at..end].IndexOf(_escape);
            if (escape < 0 || at + escape + 1 >= data.Length) return end;

            if (_escapedLineEnds && !_lineEndsPlain && data[at + escape + 1] is (byte)'\n' or (byte)'\r')
            {
                // The escaped line end may be the last there is: more bytes decide whether the field goes on.
                escaped = true;
                at += escape + 2;
                if (at < data.Length && data[at - 1] == (byte)'\r' && data[at] == (byte)'\n') at++;
                if (at >= data.Length) return data.Length;
                continue;
            }

            // An escaped delimiter is content; before a line end the escape is an ordinary character.
            if (!StartsWithDelimiter(data, at + escape + 1) && data[at + escape + 1] != _escape && data[at + escape + 1] != _quote)
            {
                at += escape + 1;
                continue;
            }

            escaped = true;
            at = Math.Min(data.Length, at + escape + 2);
        }
    }

    private int FindEnd(ReadOnlySpan<byte> data, int at)
    {
        while (true)
        {
            if (at >= data.Length) return data.Length;
            int hit;
            if (_delimiter.Length == 0) hit = data[at..].IndexOfAny((byte)'\n', (byte)'\r');
            else hit = data[at..].IndexOfAny(_delimiter0, (byte)'\n', (byte)'\r');
            if (hit < 0) return data.Length;
            at += hit;
            if (data[at] is (byte)'\n' or (byte)'\r' ? IsLineEndAt(data, at) : StartsWithDelimiter(data, at)) return at;

            at++;
        }
    }

    private static Outcome EndRecord(ReadOnlySpan<byte> data, int at, bool final, out int next)
    {
        next = at + 1;
        if (data[at] == (byte)'\n') return Outcome.Done;
        if (next < data.Length)
        {
            if (data[next] == (byte)'\n') next++;
            return Outcome.Done;
        }

        return final ? Outcome.Done : Outcome.NeedMore;
    }

    private bool IsLineEndAt(ReadOnlySpan<byte> data, int at) =>
        data[at] == (byte)'\n' || (data[at] == (byte)'\r' && (_crEnds || at + 1 >= data.Length || data[at + 1] == (byte)'\n'));

    private bool HasLineEnd(ReadOnlySpan<byte> data) => _crEnds ? data.IndexOfAny((byte)'\n', (byte)'\r') >= 0 : data.Contains((byte)'\n');

    private bool StartsWithDelimiter(ReadOnlySpan<byte> data, int at) =>
        _delimiter.Length != 0 && at < data.Length && data[at] == _delimiter0 && (_delimiter.Length == 1 || data[at..].StartsWith(_delimiter));

    private int SkipSpaces(ReadOnlySpan<byte> data, int at)
    {
        if (_delimiter0 == (byte)' ' && _delimiter.Length == 1) return at;
        while (at < data.Length && data[at] == (byte)' ') at++;
        return at;
    }

    private int SkipDelimiters(ReadOnlySpan<byte> data, int at)
    {
        while (at < data.Length && data[at] == _delimiter0) at++;
        return at;
    }

    /// <summary>Line ends within a record plus one; CR LF counts once.</summary>
    internal static int CountLines(ReadOnlySpan<byte> record)
    {
        var body = record;
        if (body.EndsWith("\r\n"u8)) body = body[..^2];
        else if (body.Length > 0 && body[^1] is (byte)'\n' or (byte)'\r') body = body[..^1];
        var lines = 1;
        while (true)
        {
            var hit = body.IndexOfAny((byte)'\n', (byte)'\r');
            if (hit < 0) return lines;
            lines++;
            body = body[hit] == (byte)'\r' && hit + 1 < body.Length && body[hit + 1] == (byte)'\n' ? body[(hit + 2)..] : body[(hit + 1)..];
        }
    }

    private enum Outcome
    {
        Done,
        Broken,
        NeedMore,
    }
}
