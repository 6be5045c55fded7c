using Lumos.Core.Ingest.Csv.Bytes;
using Lumos.Core.Ingest.Csv.Records;

namespace Lumos.Core.Ingest.Csv.Dialects;

/// <summary>Settles what can only be judged once delimiter and quote are known: lone CRs and comment lines inside the table.</summary>
internal static class CsvDialectRefiner
{
    private const int MinDrawn = 3;

    public static CsvDialect Refine(CsvDialect dialect, byte[] text, bool final, CsvNewlines newlines)
    {
        if (newlines.Cr > 0 && newlines.Lf + newlines.CrLf > 0 && newlines.Cr <= (newlines.Lf + newlines.CrLf) * 4)
        {
            var with = CsvDialectScorer.Score(CsvRecords.Parse(text, final, dialect with { CrEnds = true }), 1);
            var without = CsvDialectScorer.Score(CsvRecords.Parse(text, final, dialect with { CrEnds = false }), 1);
            dialect = dialect with { CrEnds = with.Score >= without.Score };
        }
        else if (newlines.Cr > 0)
        {
            dialect = dialect with { CrEnds = true };
        }

        if (IsDrawn(dialect, text, final)) dialect = dialect with { Leading = true };
        return HasComments(dialect, text, final) ? dialect with { Comment = (byte)'#' } : dialect;
    }

    /// <summary>Whether bars stand at both ends of every line with bars in it, as in tables drawn for reading.</summary>
    private static bool IsDrawn(CsvDialect dialect, byte[] text, bool final)
    {
        if (dialect.Delimiter is not [(byte)'|'] || dialect.Collapse) return false;
        var records = CsvRecords.Parse(text, final, dialect);
        var drawn = 0;
        for (var i = 0; i < records.Count; i++)
        {
            if (records[i].Fields < 2) continue;
            if (records[i].Fields < MinDrawn || IsFilled(records, i, 0) || IsFilled(records, i, records[i].Fields - 1)) return false;
            drawn++;
        }

        return drawn >= MinDrawn;
    }

    private static bool IsFilled(CsvRecords records, int record, int column) => records.Cell(record, column) != CsvCell.Empty || records.Field(record, column).IsQuoted;

    /// <summary>Lines that start with # between rows that do not.</summary>
    private static bool HasComments(CsvDialect dialect, byte[] text, bool final)
    {
        if (text.AsSpan().IndexOf("\n#"u8) < 0 && text.AsSpan().IndexOf("\r#"u8) < 0) return false;
        var records = CsvRecords.Parse(text, final, dialect);
        var scored = CsvDialectScorer.Score(records, 1);
        int inside = 0, fitting = 0, rows = 0, marks = 0;
        var firstRow = -1;
        var lastRow = -1;
        for (var i = 0; i < records.Count; i++)
        {
            if (records[i].IsBlank || records.Text[records[i].Start] == (byte)'#' || records[i].Fields != scored.Width) continue;
            if (firstRow < 0) firstRow = i;
            lastRow = i;
            rows++;
        }

        for (var i = firstRow + 1; i < lastRow; i++)
        {
            if (records[i].End == records[i].Start || records.Text[records[i].Start] != (byte)'#') continue;
            if (i <= firstRow + 2 && CsvDeclarations.IsTags(records, i, records.Count, scored.Width)) continue;
            inside++;
            var after = text.AsSpan(records[i].Start, records[i].End - records[i].Start).TrimStart((byte)'#');
            if (after.Length > 0 && after[0] is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')) marks++;
            if (records[i].Fields == scored.Width && scored.Width > 1) fitting++;
        }

        // In a list a value may begin with the mark.
        if (scored.Width < 2 && marks > 0) return false;

        // Where the width alone tells rows from comments, there may be more of these than of those.
        return inside > 0 && fitting * 4 <= inside && (inside < rows || (fitting == 0 && rows > 1 && scored.Width > 1));
    }
}
