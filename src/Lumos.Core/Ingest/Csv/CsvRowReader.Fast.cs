using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Lumos.Core.Ingest.Csv.Records;

namespace Lumos.Core.Ingest.Csv;

internal sealed partial class CsvRowReader
{
    /// <summary>
    /// The vectorised path: finds delimiters, quotes and line ends 32 bytes at a time and adds whole records of the right width. Anything
    /// else (torn quotes, another width, unclean bytes) is left at its start for the full rules, so both paths agree by construction.
    /// </summary>
    private unsafe ScanOutcome ScanFast()
    {
        var data = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_window));
        var delimiter = _dialect.Delimiter[0];
        var quote = _dialect.Quote;
        var comment = _dialect.Comment;
        var crEnds = _dialect.CrEnds;
        var delimiters = Vector256.Create(delimiter);
        var feeds = Vector256.Create((byte)'\n');
        var returns = Vector256.Create((byte)'\r');

        // Without a quote character the delimiter stands in: the comparison then finds nothing new.
        var quotes = Vector256.Create(quote == 0 ? delimiter : quote);
        var end = _end;
        var width = _width;
        var trailing = _trailing;
        var row = _row;
        var recordStart = _at;
        var fieldStart = _at;
        var field = 0;
        var inQuotes = false;
        var flags = CsvFieldFlags.None;
        var closed = -1;
        var resume = _at;
        long extraLines = 0;
        for (var block = _at; block < end; block += 32)
        {
            var bytes = Vector256.Load(data + block);
            var mask = (Vector256.Equals(bytes, delimiters) | Vector256.Equals(bytes, feeds) | Vector256.Equals(bytes, returns) | Vector256.Equals(bytes, quotes)).ExtractMostSignificantBits();
            if (block + 32 > end) mask &= (1u << (end - block)) - 1;
            while (mask != 0)
            {
                var at = block + BitOperations.TrailingZeroCount(mask);
                mask &= mask - 1;
                if (at < resume) continue;
                var value = data[at];
                if (inQuotes)
                {
                    if (value != quote)
                    {
                        if (value == '\n' || (value == '\r' && data[at + 1] != '\n')) extraLines++;
                        continue;
                    }

                    if (at + 1 >= end && !_final) return Leave(recordStart, ScanOutcome.NeedMore);
                    var after = at + 1 < end ? data[at + 1] : (byte)'\n';
                    if (after == quote)
                    {
                        flags |= CsvFieldFlags.Escaped;
                        resume = at + 2;
                        continue;
                    }

                    if (after != delimiter && after != '\n' && after != '\r') return Leave(recordStart, ScanOutcome.Difficult);
                    inQuotes = false;
                    closed = at;
                    continue;
                }

                if (value == delimiter)
                {
                    if (field >= row.Length - 1) return Leave(recordStart, ScanOutcome.Difficult);
                    row[field++] = Field(fieldStart, at, closed, flags);
                    fieldStart = at + 1;
                    flags = CsvFieldFlags.None;
                    closed = -1;
                    continue;
                }

                if (value == quote)
                {
                    // Inside an unquoted field a quote is content.
                    if (at != fieldStart) continue;
                    inQuotes = true;
                    flags = CsvFieldFlags.Quoted;
                    continue;
                }

                var next = at + 1;
                if (value == '\r')
                {
                    if (next >= end && !_final) return Leave(recordStart, ScanOutcome.NeedMore);
                    if (next < end && data[next] == '\n') next++;
                    else if (!crEnds && next < end) continue;
                }

                if (at - recordStart == field || (comment != 0 && data[recordStart] == comment) || field != row.Length - 1 || next > _cleanTo)
                {
                    return Leave(recordStart, ScanOutcome.Difficult);
                }

                var offset = _bytes.SourceOffset(_windowPosition + recordStart);
                if (offset >= _dataEnd)
                {
                    _ended = true;
                    return Leave(recordStart, ScanOutcome.Ended);
                }

                if (_builder.IsFull) return Leave(recordStart, ScanOutcome.Full);
                row[field] = Field(fieldStart, at, closed, flags);
                if (trailing > 0 && !IsVacant(row.AsSpan(width))) return Leave(recordStart, ScanOutcome.Difficult);
                _builder.Add(data, row.AsSpan(0, width), offset, _line);
                _line += 1 + extraLines;
                extraLines = 0;
                recordStart = next;
                fieldStart = next;
                resume = next;
                field = 0;
                flags = CsvFieldFlags.None;
                closed = -1;
            }
        }

        // The last line may lack its end; the full rules know what to do.
        return Leave(recordStart, _final && recordStart < end ? ScanOutcome.Difficult : ScanOutcome.NeedMore);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static CsvField Field(int start, int at, int closed, CsvFieldFlags flags) =>
        closed < 0 ? new CsvField(start, at - start, CsvFieldFlags.None) : new CsvField(start + 1, closed - start - 1, flags);

    private static bool IsVacant(ReadOnlySpan<CsvField> fields)
    {
        foreach (var field in fields)
        {
            if (field.Length > 0 || field.IsQuoted) return false;
        }

        return true;
    }

    private ScanOutcome Leave(int recordStart, ScanOutcome outcome)
    {
        _at = recordStart;
        return outcome;
    }
}
