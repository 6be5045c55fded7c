using Lumos.Core.Ingest.Csv.Dialects;
using Lumos.Core.Ingest.Csv.Records;

namespace Lumos.Core.Ingest.Csv.Tables;

internal static partial class CsvTableFinder
{
    private const int FewestNotes = 3;

    /// <summary>One past the last row, for records that begin in the middle of a table.</summary>
    public static int FindEnd(CsvRecords records, int width) => SkipFooter(records, 0, records.Count, width);

    /// <summary>One past the last row of the table that starts at <paramref name="top"/>.</summary>
    private static int SkipFooter(CsvRecords records, int top, int to, int width)
    {
        var end = to;
        while (end > top && records[end - 1].IsBlank) end--;
        if (width == 1) return SkipFooterOfList(records, top, end);
        var body = CsvBody.Of(records, top + 1, Math.Max(top + 1, end - 1), width);

        // From the first record on after which nothing fits any more.
        end = SkipLoneNotes(records, top, SkipNotes(records, top, end, width, body), width, body);
        var last = end;
        while (last - 1 > top)
        {
            var record = records[last - 1];
            if (record.IsBlank)
            {
                last--;
                continue;
            }

            if (!IsFooter(records, last - 1, top, width, body, last)) break;
            last--;
            end = last;
        }

        while (end > top && records[end - 1].IsBlank) end--;
        return end;
    }

    /// <summary>
    /// One past the last row, without the notes below the last blank line: every record there is shorter than the rows, begins with a text and
    /// fits no column, and one at least is a note or a line without a delimiter. Commas cut sentences into fields.
    /// </summary>
    private static int SkipNotes(CsvRecords records, int top, int end, int width, CsvBody body)
    {
        var start = end;
        var notes = 0;
        while (start - 1 > top && !records[start - 1].IsBlank && end - start < MaxTexts)
        {
            var record = records[--start];
            if (record.Fields >= width || record.Filled >= body.MedianFilled || !CsvCellClassifier.IsTextual(records.Cell(start, 0))) return end;
            if (FitsKinds(records, start, record.Fields, body)) return end;
            if (record.Fields == 1 || CsvFooterWords.IsNote(records.Bytes(start, 0))) notes++;
        }

        return notes > 0 && start - 2 > top && records[start - 1].IsBlank ? start : end;
    }

    /// <summary>One past the last row, without the lines of one field that follow many rows none of which is one: what there is to say of the data and the query.</summary>
    private static int SkipLoneNotes(CsvRecords records, int top, int end, int width, CsvBody body)
    {
        if (width < 3 || body.Rows < MinSure || body.MedianFilled < 3) return end;
        int start = end, notes = 0;
        while (start - 1 > top && (records[start - 1].IsBlank || records[start - 1].Fields == 1))
        {
            if (!records[--start].IsBlank) notes++;
        }

        if (notes < FewestNotes || end - start > start - top) return end;
        for (var i = top + 1; i < start; i++)
        {
            if (records[i].Fields == 1 && !records[i].IsBlank) return end;
        }

        return start;
    }

    private static bool IsFooter(CsvRecords records, int i, int top, int width, CsvBody body, int end)
    {
        var record = records[i];
        var first = FirstFilled(records, i);
        var text = records.Bytes(i, first);
        var afterBlank = i - 1 > top && records[i - 1].IsBlank;
        if (CsvFooterWords.IsNote(text) && record.Filled <= 3) return true;
        if (record.Fields < width && record.Filled <= 3 && HasNote(records, i)) return true;
        if (CsvFooterWords.IsTotal(text) && (first == 0 || record.Filled < body.MedianFilled) && i - top >= 2) return !ComesBack(records, i, top, first);
        if (first > 0 && i - top >= 2 && body[0].Filled > body.Rows * 0.9 && IsLabelledAtEnd(records, i)) return true;
        if (first == 0 && i - top >= 2 && CsvFooterWords.IsNamedTotal(text) && IsOnlyTotal(records, i, top)) return true;
        if (first == 0 && record.Fields != width && i - top >= 2 && CsvFooterWords.IsTotalWithNumber(text)) return true;
        if (IsCommentLike(records, i) && ((record.Fields < width && (!IsCommentLike(records, top) || IsMarked(records, top, width))) || (IsSpacedComment(records, i) && !HasComments(records, top, i)))) return true;
        if (IsSparseText(records, i, body)) return true;
        if (IsRule(records, i) || IsTrailer(records, i, top, width) || Contradicts(records, i, width, body) || SumsUp(records, i, body)) return true;
        if (record.Fields < width && new CsvRecordParser(records.Dialect).TryOtherDelimiter(records.Text.AsSpan(record.Start, record.End - record.Start), width, 0, new List<CsvField>(new CsvField[record.Fields]))) return false;
        if (body[0].IsTyped && body[0].TypedShare > 0.9 && first == 0 && CsvCellClassifier.IsTextual(records.Cell(i, 0)) && (CsvFooterWords.IsStatistic(text) || IsApart(records, i, top))) return true;
        // A balance: no date where every row has one, and next to nothing else.
        if (body[0].IsTemporal && body[0].TypedShare > 0.95 && body.Rows >= 3 && first == 0 && records.Cell(i, 0) is CsvCell.Text or CsvCell.Word && record.Filled * 2 <= body.MedianFilled) return true;

        // A sum alone under its column.
        if (afterBlank && first > 0 && record.Filled == 1 && body.MedianFilled >= 3 && first < width && body[first].IsNumeric && CsvCellClassifier.IsNumeric(records.Cell(i, first))) return true;

        if (record.Filled == 1 && width >= 2 && body.MedianFilled > 1.5)
        {
            var cell = records.Cell(i, first);
            if (record.Fields == 1)
            {
                // A cut-off last row keeps the kind of its first column; a note is text.
                if (afterBlank) return true;
                if (!CsvCellClassifier.IsTextual(cell) && !CsvShape.IsBracketedWord(text)) return false;
                return body[0].IsTyped || text.Length > 25 || cell == CsvCell.Text;
            }

            if (first == 0 && CsvCellClassifier.IsTextual(cell) && IsLoneGroup(records, i, top)) return true;
            return first == 0 && width > 2 && cell == CsvCell.Text && (body[0].IsTyped || text.Length > Math.Max(40, body[0].MaxLength)) && body.MedianFilled >= 3;
        }

        // A claim with its sum, set off by a blank line and to the right.
        if (afterBlank && first > 0 && record.Filled <= 2 && body.MedianFilled >= 4 && CsvCellClassifier.IsTextual(records.Cell(i, first))) return true;
        if (afterBlank && record.Fields != width && record.Filled < body.MedianFilled) return true;
        if (record.Fields != width && IsProse(records, i) && body[0].IsTyped) return true;
        return record.Fields < width && record.Fields <= Math.Max(1, width / 2) && CsvCellClassifier.IsTextual(records.Cell(i, 0)) && body[0].IsTyped && text.Length > 15;
    }

    /// <summary>Whether a record ends in numbers and no record above begins like it: totals between rows are rows of a statistic.</summary>
    private static bool IsOnlyTotal(CsvRecords records, int i, int top)
    {
        for (var row = top; row < i; row++)
        {
            if (CsvFooterWords.IsNamedTotal(records.Bytes(row, 0)) || CsvFooterWords.IsTotal(records.Bytes(row, 0))) return false;
        }

        for (var c = 1; c < records[i].Fields; c++)
        {
            if (CsvCellClassifier.IsNumeric(records.Cell(i, c))) return true;
        }

        return false;
    }

    /// <summary>Whether the total is one of several, as under every group: then they all are rows.</summary>
    private static bool ComesBack(CsvRecords records, int i, int top, int column)
    {
        var seen = 0;
        for (var row = i - 1; row >= top && seen < 2; row--)
        {
            if (records.Bytes(row, column).SequenceEqual(records.Bytes(i, column))) seen++;
        }

        return seen >= 2;
    }

    /// <summary>A short record of another type at the end, where the first column holds one and the same type of record all the way.</summary>
    private static bool IsTrailer(CsvRecords records, int i, int top, int width)
    {
        if (records[i].Fields * 2 > width || records[i].Fields < 2 || i - top < 4) return false;
        var type = records.Bytes(i - 1, 0);
        if (type.IsEmpty || type.SequenceEqual(records.Bytes(i, 0))) return false;
        for (var row = top + 1; row < i; row++)
        {
            if (!records[row].IsBlank && !records.Bytes(row, 0).SequenceEqual(type)) return false;
        }

        return true;
    }

    /// <summary>Numbers with the word for their total behind them.</summary>
    private static bool IsLabelledAtEnd(CsvRecords records, int i)
    {
        var last = records[i].Fields - 1;
        while (last > 0 && records.Cell(i, last) == CsvCell.Empty) last--;
        if (!CsvFooterWords.IsTotal(records.Bytes(i, last))) return false;
        for (var c = 0; c < last; c++)
        {
            if (records.Cell(i, c) != CsvCell.Empty && !CsvCellClassifier.IsNumeric(records.Cell(i, c))) return false;
        }

        return true;
    }

    /// <summary>A sentence with commas: it begins with several words, and a space follows nearly every comma.</summary>
    private static bool IsProse(CsvRecords records, int i)
    {
        var text = records.Bytes(i, 0);
        if (text.Count((byte)' ') < 3 || (text[0] < 0x80 && !char.IsAsciiLetter((char)text[0]))) return false;
        var spaced = 0;
        for (var c = 1; c < records[i].Fields; c++)
        {
            var field = records.Field(i, c).Of(records.Text);
            if (field.Length > 1 && field[0] == (byte)' ' && CsvCellClassifier.IsTextual(records.Cell(i, c))) spaced++;
        }

        return spaced >= (records[i].Fields - 1) * 0.75;
    }

    /// <summary>Whether any cell says where the table ends or comes from.</summary>
    private static bool HasNote(CsvRecords records, int i)
    {
        for (var c = 0; c < records[i].Fields; c++)
        {
            if (CsvFooterWords.IsNote(records.Bytes(i, c))) return true;
        }

        return false;
    }

    /// <summary>Whether a record is in a short group of texts after a blank line.</summary>
    private static bool IsApart(CsvRecords records, int i, int top)
    {
        var start = i;
        while (start - 1 > top && i - start < 40 && !records[start - 1].IsBlank && (CsvCellClassifier.IsTextual(records.Cell(start - 1, 0)) || CsvShape.IsBracketedWord(records.Bytes(start - 1, 0)))) start--;
        return start - 1 > top && records[start - 1].IsBlank;
    }

    /// <summary>Whether a record is in a group of records with one text each after a blank line.</summary>
    private static bool IsLoneGroup(CsvRecords records, int i, int top)
    {
        var start = i;
        while (start - 1 > top && i - start < 40 && records[start - 1].Filled == 1) start--;
        return start - 1 > top && records[start - 1].IsBlank;
    }

    /// <summary>A line drawn with dashes, as under a header or around a printed table.</summary>
    private static bool IsRule(CsvRecords records, int i)
    {
        var record = records[i];
        var line = CsvCellClassifier.Trim(records.Text.AsSpan(record.Start, record.End - record.Start));
        if (line.Length < 3 || line.Count((byte)'-') + line.Count((byte)'=') + line.Count((byte)'_') < 3) return false;
        foreach (var b in line)
        {
            if (b is not ((byte)'-' or (byte)'=' or (byte)'_' or (byte)'+' or (byte)'|' or (byte)' ' or (byte)':' or (byte)'\t') && !records.Dialect.Delimiter.AsSpan().Contains(b)) return false;
        }

        return true;
    }

    private static int SkipFooterOfList(CsvRecords records, int top, int end)
    {
        var body = CsvBody.Of(records, top + 1, end, 1);
        while (end - 1 > top + 1)
        {
            var i = end - 1;
            var text = records.Bytes(i, 0);
            var note = CsvFooterWords.IsNote(text) || (records[i - 1].IsBlank && CsvCellClassifier.IsTextual(records.Cell(i, 0)) && body.Width == 1 && body[0].IsTyped);
            if (!note && !records[i].IsBlank) break;
            end--;
        }

        while (end > top && records[end - 1].IsBlank) end--;
        return end;
    }

    private static int FirstFilled(CsvRecords records, int i)
    {
        var cells = records.Cells(i);
        for (var c = 0; c < cells.Length; c++)
        {
            if (cells[c] != CsvCell.Empty) return c;
        }

        return 0;
    }
}
