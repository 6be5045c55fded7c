namespace Lumos.Core.Ingest.Csv.Records;

/// <remarks>Fields in quotes.</remarks>
internal sealed partial class CsvRecordParser
{
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
}
