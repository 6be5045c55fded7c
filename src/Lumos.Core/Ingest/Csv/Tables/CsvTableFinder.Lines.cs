using Lumos.Core.Ingest.Csv.Records;

namespace Lumos.Core.Ingest.Csv.Tables;

internal static partial class CsvTableFinder
{
    private const int LongestName = 40;
    private const int MinSure = 20;

    /// <summary>The values of a well log, under the names behind the mark of their section where those are as many as the values.</summary>
    private static CsvRegion FindLog(CsvRecords records, int opens)
    {
        var body = opens + 1;
        var end = records.Count;
        while (end > body && records[end - 1].IsBlank) end--;
        var (width, _) = Width(records, body, end);
        var named = IsMarked(records, opens, width) && HoldsNames(records, opens, width) && !records.Value(opens, width).Equals("DATA", StringComparison.OrdinalIgnoreCase);
        return new CsvRegion(0, named ? opens : body, body, end, records.Count, width, named ? 3 : -1);
    }

    /// <summary>
    /// The first record of a list of values that several lines of text stand above: the last of them where it is a name, else the first
    /// value. A name with its unit, or a title over a name, is left to the header.
    /// </summary>
    private static int SkipLines(CsvRecords records, int top, int to)
    {
        var body = CsvBody.Of(records, top + ((to - top) / 4), to, 1);
        if (body.Rows < 8 || !body[0].IsNumeric || body[0].TypedShare < 0.95) return top;
        int lines = 0, last = top, first = top;
        while (first < Math.Min(to, top + MaxPreamble) && (records[first].IsBlank || CsvCellClassifier.IsTextual(records.Cell(first, 0))))
        {
            if (!records[first].IsBlank)
            {
                lines++;
                last = first;
            }

            first++;
        }

        if (lines < 3 || first == to || !CsvCellClassifier.IsNumeric(records.Cell(first, 0))) return top;
        var text = records.Bytes(last, 0);
        return text.Length <= LongestName && text.IndexOfAny(":=,;\t"u8) < 0 && !CsvUnitWords.IsUnit(text) ? last : first;
    }

    /// <summary>Whether a line of words is one bracket from end to end (<c>[Data 1]</c>, <c>&lt;1960 Q1&gt;</c>): it opens a section, even where spaces cut it.</summary>
    internal static bool IsSection(CsvRecords records, int i)
    {
        if (records[i].Fields < 2) return false;
        var line = CsvCellClassifier.Trim(records.Text.AsSpan(records[i].Start, records[i].End - records[i].Start));
        var opens = line is [(byte)'[', _, .., (byte)']'] ? char.IsAsciiLetter((char)line[1]) : line is [(byte)'<', _, .., (byte)'>'] && char.IsAsciiLetterOrDigit((char)line[1]);
        if (!opens) return false;
        foreach (var b in line[1..^1])
        {
            if (b < 0x80 && b != (byte)' ' && !char.IsAsciiLetterOrDigit((char)b)) return false;
        }

        return true;
    }

    /// <summary>Whether a record has texts, and hardly anything else, where at least two columns have values in every row.</summary>
    private static bool Contradicts(CsvRecords records, int i, int width, CsvBody body)
    {
        if (records[i].Fields != width || body.Rows < 5) return false;
        int against = 0, typed = 0;

        // Of many rows none of which has a text there, one value among the texts may be chance.
        var chance = body.Rows >= MinSure && Enumerable.Range(0, width).All(c => body[c].TypedShare == 1) ? 1 : 0;
        for (var c = 0; c < width; c++)
        {
            if (!body[c].IsTyped || body[c].TypedShare < 0.9 || body[c].Filled < body.Rows * 0.9) continue;
            typed++;
            var cell = records.Cell(i, c);
            if (CsvCellClassifier.IsTextual(cell)) against++;
            else if (cell is not (CsvCell.Empty or CsvCell.Null) && --chance < 0) return false;
        }

        return against >= 2 && against * 2 > typed;
    }

    /// <summary>
    /// Whether a record says in words what its numbers are, where every row has a date, and leaves out a text that the rows have: a mean,
    /// a deviation, a sum.
    /// </summary>
    private static bool SumsUp(CsvRecords records, int i, CsvBody body)
    {
        if (body.Rows < 5 || !body[0].IsTemporal || body[0].TypedShare < 0.8 || !CsvCellClassifier.IsTextual(records.Cell(i, 0))) return false;
        int numbers = 0, missing = 0;
        for (var c = 1; c < body.Width; c++)
        {
            var cell = records.Cell(i, c);
            if (CsvCellClassifier.IsNumeric(cell)) numbers++;
            else if (cell is not (CsvCell.Empty or CsvCell.Null)) return false;
            else if (!body[c].IsTyped && body[c].Filled > body.Rows * 0.75) missing++;
        }

        return numbers > 0 && missing > 0;
    }

    /// <summary>One text or two, or a key and its value, where nearly every row has ten numbers and more: what is said of the table.</summary>
    private static bool IsSparseText(CsvRecords records, int i, CsvBody body)
    {
        if (records[i].Filled > 2 || body.Rows < MinSure || body.MedianFilled < 10) return false;
        var missing = 0;
        var keyed = body[0].IsTyped && CsvCellClassifier.IsTextual(records.Cell(i, 0));
        for (var c = 0; c < body.Width; c++)
        {
            var cell = records.Cell(i, c);
            if (cell is not (CsvCell.Empty or CsvCell.Pattern) && !CsvCellClassifier.IsTextual(cell) && !(keyed && c == 1)) return false;
            if (cell == CsvCell.Empty && body[c].IsTyped && body[c].Filled > body.Rows * 0.9) missing++;
        }

        return missing >= 10;
    }

    /// <summary>The name of one of two columns that hold anything, right above rows in which that column holds values: indexes are written without a name, or values.</summary>
    private static bool IsOneName(CsvRecords records, int i, int to, CsvBody body)
    {
        var column = FirstFilled(records, i);
        if (i + 1 >= to || records[i + 1].Fields != body.Width || records[i + 1].IsBlank || Used(body) != 2 || !CsvCellClassifier.IsTextual(records.Cell(i, column)) || records.Bytes(i, column).Length > 40) return false;
        if (!body[column].IsTyped || CsvTableSplitter.IsTextRow(records, i + 1)) return false;

        // The first row may have nothing there, where every row has a key of its kind.
        var row = records.Cell(i + 1, column) == CsvCell.Empty && i + 2 < to && body[1 - column].IsTyped && FitsKinds(records, i + 1, body.Width, body) ? i + 2 : i + 1;
        return CsvCellClassifier.IsTyped(records.Cell(row, column));
    }

    /// <summary>One name beside an empty corner, over rows that all have a key of one kind and a text, which the name is none of.</summary>
    private static bool IsNameOverIndex(CsvRecords records, int i, int to, CsvBody body)
    {
        if (body.Width != 2 || body.Rows < MinEarlier || records.Cell(i, 0) != CsvCell.Empty || !CsvCellClassifier.IsTextual(records.Cell(i, 1)) || records.Bytes(i, 1).Length > LongestName) return false;
        if (!body[0].IsTyped || body[0].TypedShare < 0.95 || body[0].Filled < body.Rows || body[1].IsTyped || body[1].Filled < body.Rows * MostRows) return false;
        if (i + 1 >= to || records[i + 1].Fields != 2 || !CsvCellClassifier.IsTyped(records.Cell(i + 1, 0)) || NextFilled(records, 0, to) != i) return false;
        for (var row = i + 1; row < Math.Min(to, i + MaxPreamble); row++)
        {
            if (records.Bytes(row, 1).SequenceEqual(records.Bytes(i, 1))) return false;
        }

        return true;
    }

    /// <summary>A row without its second value, as there are more of below, in a list of pairs that has no names.</summary>
    private static bool IsHalfRow(CsvRecords records, int i, int to, CsvBody body) =>
        records.Cell(i, 0) != CsvCell.Empty && body.Rows >= 12 && body.TypedColumns == 0 && body[0].Filled == body.Rows && body[1].Filled < body.Rows * 0.99
        && NextFilled(records, i + 1, to) is var next and > 0 && !NamesColumns(records, next) && !CsvFooterWords.IsNote(records.Bytes(i, 0));
}
