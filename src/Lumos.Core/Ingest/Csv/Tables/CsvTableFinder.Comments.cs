using Lumos.Core.Ingest.Csv.Records;

namespace Lumos.Core.Ingest.Csv.Tables;

internal static partial class CsvTableFinder
{
    /// <summary>Whether a line begins as comments do.</summary>
    internal static bool IsCommentLike(CsvRecords records, int i)
    {
        var bytes = records.Text.AsSpan(records[i].Start, records[i].End - records[i].Start);
        if (bytes is [(byte)'*', (byte)' ' or (byte)'*' or (byte)'\r' or (byte)'\n', ..] || bytes.StartsWith("*END"u8)) return true;
        return bytes.StartsWith("#"u8) || bytes.StartsWith("//"u8) || bytes.StartsWith("%"u8) || bytes.StartsWith("\"#"u8) || (bytes.StartsWith(";"u8) && records.Dialect.Delimiter is not [(byte)';']);
    }

    /// <summary>A line starting with # may still be the header: right width, names, and rows after it that do not start so.</summary>
    private static bool HeaderInComment(CsvRecords records, int i, int to, int width)
    {
        if (records[i].Fields != width ? records[i].Fields != width - 1 || !IsOfTokens(records, i) : records[i].Filled < width * 0.7) return false;
        var next = NextFilled(records, i + 1, to);
        if (next > 0 && IsCommentedRule(records, next)) next = NextFilled(records, next + 1, to);

        if (next > 0 && IsCommentedUnits(records, i, next, to, width)) return true;

        // A mark right before the names, with a space before remarks on them.
        while (next > 0 && next - i <= MaxRemarks && IsCommentLike(records, next) && IsSpacedComment(records, next) && !IsSpacedComment(records, i) && records[i].Filled == width && records.Dialect.Delimiter is not [(byte)' ']) next = NextFilled(records, next + 1, to);
        if (next < 0 || records[next].Fields != width || IsCommentLike(records, next)) return false;

        // Where the names follow, the comment only describes them.
        return next + 1 >= to || !CsvTableSplitter.IsTextRow(records, next) || CsvTableSplitter.IsTextRow(records, next + 1);
    }

    /// <summary>A comment of three words or more: it says something and names nothing.</summary>
    internal static bool IsRemark(CsvRecords records, int i) =>
        IsCommentLike(records, i) && CsvCellClassifier.Trim(records.Text.AsSpan(records[i].Start, records[i].End - records[i].Start).TrimStart("\"#%/;* "u8)).Count((byte)' ') >= 2;

    /// <summary>A line drawn with dashes behind a comment mark.</summary>
    private static bool IsCommentedRule(CsvRecords records, int i)
    {
        var line = CsvCellClassifier.Trim(records.Text.AsSpan(records[i].Start, records[i].End - records[i].Start));
        return line.Length > 5 && IsCommentLike(records, i) && line.TrimStart("#%/; "u8).IndexOfAnyExcept("-=_ \t"u8) < 0;
    }

    /// <summary>One comment as wide as the table between names behind a mark and rows of values without one: their units.</summary>
    private static bool IsCommentedUnits(CsvRecords records, int top, int i, int to, int width) =>
        i == top + 1 && IsCommentLike(records, top) && IsCommentLike(records, i) && records[i].Fields == width && records[i].Filled == width
        && i + 1 < to && records[i + 1].Fields == width && !records[i + 1].IsBlank && !IsCommentLike(records, i + 1) && CsvCellClassifier.IsTyped(records.Cell(i + 1, 0));

    /// <summary>Whether a space follows the mark of a comment: values that begin with a mark go on at once.</summary>
    private static bool IsSpacedComment(CsvRecords records, int i)
    {
        var rest = records.Text.AsSpan(records[i].Start, records[i].End - records[i].Start).TrimStart("\"#%/;*"u8);
        return rest.IsEmpty || rest[0] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';
    }

    /// <summary>Whether any record of the table but the comments right above <paramref name="end"/> is a comment, too.</summary>
    private static bool HasComments(CsvRecords records, int top, int end)
    {
        while (end > top && (records[end - 1].IsBlank || IsCommentLike(records, end - 1))) end--;
        while (top < end && (records[top].IsBlank || IsCommentLike(records, top))) top++;
        if (end - top < MinEarlier) return true;
        for (var i = top; i < end; i++)
        {
            if (IsCommentLike(records, i)) return true;
        }

        return false;
    }
}
