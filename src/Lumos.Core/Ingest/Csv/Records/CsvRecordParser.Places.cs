namespace Lumos.Core.Ingest.Csv.Records;

/// <remarks>Where fields and records end.</remarks>
internal sealed partial class CsvRecordParser
{
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

    private int SkipLeading(ReadOnlySpan<byte> data, int start)
    {
        var at = SkipSpaces(data, start);
        return StartsWithDelimiter(data, at) ? at + _delimiter.Length : start;
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
}
