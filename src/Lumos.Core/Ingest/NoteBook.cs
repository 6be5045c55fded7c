using Lumos.Abstractions;

namespace Lumos.Core.Ingest;

/// <summary>Gathers what readers report about rows and skipped stretches into notes: one per kind of issue, one per long stretch.</summary>
/// <param name="manyFiles">Whether the table is spread over files: lines then say little, so stretches name their file instead.</param>
internal sealed class NoteBook(bool manyFiles)
{
    private const int MostStretches = 50;

    private readonly List<IngestNote> _stretches = [];
    private readonly SortedDictionary<string, IngestNote> _kinds = new(StringComparer.Ordinal);

    /// <summary>Adds the remarks of a batch.</summary>
    public void Add(ColumnBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        foreach (var issue in batch.Issues)
        {
            var lines = batch.Origin.Lines.Span;
            var line = lines.Length > issue.Row && !manyFiles ? lines[issue.Row] : (long?)null;
            Merge(issue.Code, Explain(issue.Code), 1, line, line, null, null);
        }

        foreach (var skipped in batch.Skipped) Add(skipped, manyFiles ? batch.Origin.Source + ": " : "");
    }

    /// <summary>All notes: stretches in file order, then kinds by code.</summary>
    public IReadOnlyList<IngestNote> Take() => [.. _stretches, .. _kinds.Values];

    private void Add(SkippedRange range, string where)
    {
        // The dialect report already says where header and byte order mark are.
        if (range.Reason is "HEADER" or "BYTE_ORDER_MARK") return;
        long? first = range.FirstLine > 0 ? range.FirstLine : null, last = range.LastLine > 0 ? range.LastLine : null;
        var lines = first is null ? 1 : range.LastLine - range.FirstLine + 1;
        if (range.Reason is "BLANK" or "COMMENT" || _stretches.Count == MostStretches)
        {
            if (manyFiles) Merge(range.Reason + "_SKIPPED", ExplainSkipped(range.Reason), lines, null, null, null, null);
            else Merge(range.Reason + "_SKIPPED", ExplainSkipped(range.Reason), lines, first, last, range.ByteStart, range.ByteEnd);
            return;
        }

        _stretches.Add(new IngestNote
        {
            Code = range.Reason + "_SKIPPED",
            Message = where + ExplainSkipped(range.Reason),
            Count = lines,
            FirstLine = first,
            LastLine = last,
            FirstByte = range.ByteStart,
            EndByte = range.ByteEnd,
        });
    }

    private void Merge(string code, string message, long count, long? firstLine, long? lastLine, long? firstByte, long? endByte)
    {
        _kinds[code] = _kinds.TryGetValue(code, out var note)
            ? note with { Count = note.Count + count, LastLine = lastLine ?? note.LastLine, EndByte = endByte ?? note.EndByte }
            : new IngestNote { Code = code, Message = message, Count = count, FirstLine = firstLine, LastLine = lastLine, FirstByte = firstByte, EndByte = endByte };
    }

    private static string ExplainSkipped(string reason) => reason switch
    {
        "PREAMBLE" => "Lines before the header that are not part of the table were skipped.",
        "FOOTER" => "Lines after the last row that are not part of the table were skipped.",
        "BLANK" => "Blank lines were skipped.",
        "COMMENT" => "Comment lines were skipped.",
        "SEPARATOR_LINE" => "The line that names the separator was read as such.",
        "OTHER_TABLE" => "Lines that belong to another table of the file are not part of this one.",
        _ => $"A stretch was skipped: {reason}.",
    };

    private static string Explain(string code) => code switch
    {
        "RAGGED_SHORT" => "Rows with fewer fields than the header; the missing ones are NULL.",
        "RAGGED_LONG" => "Rows with more fields than the header; the surplus was joined to the last column as it was written.",
        "SURPLUS_EMPTY" => "Rows with more fields than the header, all surplus ones empty.",
        "STRAY_QUOTE" => "Rows with a quote inside a field that is neither doubled nor escaped; it was kept as content.",
        "UNCLOSED_QUOTE" => "Rows with a quote that is never closed; it was kept as content and the row ended with its line.",
        "REPEATED_KEY" => "Rows in which an object names a key twice with different values; the last one was kept.",
        "INVALID_ENCODING" => "Rows with bytes that are invalid in the encoding; they were read as Windows-1252 or replaced by U+FFFD.",
        "NUL_BYTE" => "Rows with zero bytes, which text may not hold; they were replaced by U+FFFD.",
        _ => $"Rows with the issue {code}; they were kept.",
    };
}
