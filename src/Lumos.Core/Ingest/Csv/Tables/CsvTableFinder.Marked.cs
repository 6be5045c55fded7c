using Lumos.Core.Ingest.Csv.Dialects;
using Lumos.Core.Ingest.Csv.Records;

namespace Lumos.Core.Ingest.Csv.Tables;

internal static partial class CsvTableFinder
{
    private const int MaxMarked = 2;

    /// <summary>
    /// Records from <paramref name="row"/> on that name the columns behind a mark of their own (<c># time flux error</c> over numbers apart by
    /// spaces), down to the first row: names, perhaps with units below. 0 when a sentence of as many words, or anything else, stands there.
    /// </summary>
    private static int MarkedNames(CsvRecords records, int row, int to, int width)
    {
        var count = 0;
        while (row + count < to && IsMarked(records, row + count, width)) count++;
        var first = row + count;
        if (count is 0 or > MaxMarked || first >= to || records[first].Fields != width || IsCommentLike(records, first)) return 0;
        if (row > 0 && IsMarked(records, row - 1, width)) return 0;
        if (IsFieldsMark(records.Bytes(row, 0))) return count;
        var body = CsvBody.Of(records, first, to, width);
        return body.TypedColumns * 2 >= width && HoldsNames(records, row, width) ? count : 0;
    }

    /// <summary>Whether a record is a comment mark apart, or the mark of a well log's section of values, and as many fields as the table has columns.</summary>
    internal static bool IsMarked(CsvRecords records, int row, int width) =>
        width >= 2 && records[row].Fields == width + 1 && records[row].Filled == width + 1
        && (IsFieldsMark(records.Bytes(row, 0)) || records.Bytes(row, 0) is [(byte)'#'] or [(byte)'%'] or [(byte)'#', (byte)'#'] or [(byte)'~', (byte)'A' or (byte)'a'] || records.Bytes(row, 0).SequenceEqual("~ASCII"u8));

    /// <summary>The mark by which logs name their fields, or the types of these.</summary>
    private static bool IsFieldsMark(ReadOnlySpan<byte> cell)
    {
        if (cell is not [(byte)'#', _, ..] || cell.Length > 10) return false;
        var word = System.Text.Encoding.ASCII.GetString(cell[1..].TrimEnd((byte)':')).ToLowerInvariant();
        return word is "fields" or "types" or "columns" or "names";
    }

    /// <summary>Whether a record right above rows has as many names as they have columns, with more tabs between some of them to line them up.</summary>
    internal static bool IsPadded(CsvRecords records, int row, int to, int width)
    {
        if (width < 2 || records.Dialect.Delimiter is not [(byte)'\t'] || records[row].Fields <= width || records[row].Filled != width || row + 1 >= to || records[row + 1].Fields != width) return false;
        if (!CsvTableSplitter.IsTextRow(records, row) || records.Cell(row, 0) == CsvCell.Empty || records.Cell(row, records[row].Fields - 1) == CsvCell.Empty) return false;
        var body = CsvBody.Of(records, row + 1, to, width);
        return body.TypedColumns > 0 && !CsvTableSplitter.IsTextRow(records, row + 1);
    }

    private static bool HoldsNames(CsvRecords records, int row, int width)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var c = 1; c <= width; c++)
        {
            var bytes = records.Bytes(row, c);
            if (!CsvHeaderScorer.IsName(records.Cell(row, c), bytes) || bytes[^1] is (byte)'.' or (byte)':' or (byte)'=') return false;
            if (IsSentenceWord(bytes) || IsPath(bytes) || !seen.Add(System.Text.Encoding.UTF8.GetString(bytes))) return false;
        }

        return true;
    }

    /// <summary>Whether a cell says where a file is, or a part of it after a space has cut it: two backslashes, or one behind the letter of a drive.</summary>
    private static bool IsPath(ReadOnlySpan<byte> cell) => cell.Count((byte)'\\') >= 2 || cell.IndexOf(":\\"u8) == 1;

    /// <summary>Whether a cell is a word that sentences are made of: it names no column.</summary>
    internal static bool IsSentenceWord(ReadOnlySpan<byte> cell) =>
        cell.Length is > 1 and < 5 && System.Text.Encoding.UTF8.GetString(cell) is "the" or "The" or "of" or "for" or "is" or "are" or "and" or "to" or "in" or "on" or "by" or "with" or "this" or "This";

    /// <summary>
    /// The names below a line that a word in brackets begins (<c>[TABLE],prices</c>), the last of its kind, with descriptions or other such lines
    /// above it; else -1.
    /// </summary>
    private static int NamesBelowMark(CsvRecords records, int from, int to, int width)
    {
        if (width < 3) return -1;
        var mark = -1;
        for (var i = from; i < Math.Min(to, from + MaxPreamble); i++)
        {
            var first = FirstFilled(records, i);
            if (records[i].Fields < 2 || records[i].Filled < 2 || !CsvShape.IsBracketedWord(records.Bytes(i, first))) continue;

            // Lines that begin so again and again are rows.
            if (mark >= 0 && i - mark > 1) return -1;
            mark = i;
        }

        var names = mark + 1;
        if (mark < 0 || mark > from + MaxTexts || names + 1 >= to || records[names].Fields != width || records[names].Filled < 3 || !CsvTableSplitter.IsTextRow(records, names)) return -1;
        return IsOfNames(records, names) ? names : -1;
    }

    /// <summary>Whether most cells of a record are spelt as columns are named, or words that name columns.</summary>
    private static bool IsOfNames(CsvRecords records, int row)
    {
        var telling = 0;
        for (var c = 0; c < records[row].Fields; c++)
        {
            var cell = records.Bytes(row, c);
            if (CsvShape.IsIdentifier(cell) || CsvHeaderWords.Matches(cell)) telling++;
        }

        return telling >= 2 && telling * 3 >= records[row].Filled * 2;
    }

    /// <summary>Whether every field of a comment, behind the mark, is one token: names, not a sentence with commas.</summary>
    private static bool IsOfTokens(CsvRecords records, int i)
    {
        if (records[i].Fields < 3 || records[i].Filled < records[i].Fields) return false;
        for (var c = 0; c < records[i].Fields; c++)
        {
            var bytes = records.Bytes(i, c);
            if (c == 0) bytes = CsvCellClassifier.Trim(bytes[1..]);
            if (bytes.IsEmpty || bytes.Contains((byte)' ') || (c > 0 && !CsvHeaderScorer.IsName(records.Cell(i, c), bytes))) return false;
        }

        return true;
    }
}
