using Lumos.Core.Ingest.Csv.Records;

namespace Lumos.Core.Ingest.Csv.Tables;

internal static partial class CsvTableFinder
{
    /// <summary>Whether a record can be the first of the table, header or row.</summary>
    private static bool IsTop(CsvRecords records, int i, int to, int width, CsvBody body)
    {
        var record = records[i];
        if (width == 1) return record.Fields == 1 && !(IsCommentLike(records, i) && i + 1 < to);
        if (MarkedNames(records, i, to, width) > 0) return true;
        if (IsPadded(records, i, to, width)) return true;
        if (IsCommentLike(records, i) && !HeaderInComment(records, i, to, width)) return false;
        if (IsRule(records, i) || IsSection(records, i) || IsSetting(records, i) || IsBeforeSentence(records, i, to, width, body)) return false;
        if (record.Fields == width)
        {
            if (IsKeyValue(records, i, to, width) || StandsAboveHeader(records, i, to, width, body) || IsCutSentence(records, i, to, body) || IsCutSentence(records, i + 1, to, body)) return false;
            if (record.Filled >= Math.Max(2, body.MedianFilled * 0.75)) return true;
            if (record.Filled == width - 1 && width > 2 && body.TypedColumns > 0 && CsvTableSplitter.IsTextRow(records, i)) return true;
            if (record.Filled > 1 && CsvCellClassifier.IsTyped(records.Cell(i, 0)) && FitsKinds(records, i, width, body)) return true;
            if (record.Filled == width - 1 && (CsvHeaderScorer.FrameNumbers(records, i, body) || CsvHeaderScorer.NumbersOverIndex(records, i, to, body))) return true;
            if (record.Filled == 1 && (IsOneName(records, i, to, body) || IsNameOverIndex(records, i, to, body) || (width == 2 && IsHalfRow(records, i, to, body)))) return true;
            if (LevelsOverIndex(records, i, to, width) > 0) return true;
            if (record.Filled == 1) return body.MedianFilled <= 1.5 || HeadsGroup(records, i, to, width) || (width == 2 && !FollowedByFuller(records, i, to, width));
            return IsGroupHeader(records, i, to, width) || NamesWithGaps(records, i, to, width, body) || IsSplitBelow(records, i, to, width) || !FollowedByFuller(records, i, to, width);
        }

        // A header one name short (row names without one, a delimiter at the end of the rows), or with names for columns that are never filled.
        if (NamesLonger(records, i, to, width, body)) return true;

        // Labels over groups may have a delimiter more at the end than the names below them.
        if (record.Filled > 2 && HasOnlyEmptyBeyond(records, i, width) && IsGroupHeader(records, i, to, width)) return true;
        var next = NextFilled(records, i + 1, to);
        if (next < 0) return false;
        if (records[next].Fields != width) return BeginsShort(records, i, to, width, body);
        if (next != i + 1) return next == i + 2 && NamesOverBlank(records, i, next, width, body);
        if (IsNameBesideKeys(records, i, width, body)) return true;
        if (record.Fields == width - 1 && record.Filled == record.Fields && record.Fields >= 2 && body.Rows > 0 && body[width - 1].Filled == 0) return true;
        if ((IsShortRow(records, i, width, body) && body.Fit(next) > 0.6 && !CsvTableSplitter.IsTextRow(records, next)) || EndsInDelimiters(records, i, width)) return true;
        if (record.Fields == width - 1 && record.Filled >= record.Fields - (records.Cell(i, 0) == CsvCell.Empty ? 1 : 0) && width > 2) return CsvTableSplitter.IsTextRow(records, i) && !CsvTableSplitter.IsTextRow(records, next);
        if (record.Fields > 3 && record.Filled == record.Fields && NextFilled(records, 0, to) == i && body.TypedColumns * 2 >= width && CsvHeaderScorer.Numbered(records, i, record.Fields) && CsvTableSplitter.IsTextRow(records, i) && !CsvTableSplitter.IsTextRow(records, next)) return true;
        if (record.Fields * 2 >= width && IsOfKnownNames(records, i) && body.TypedColumns > 0 && !CsvTableSplitter.IsTextRow(records, next)) return true;
        var full = record.Filled >= record.Fields * 0.75 || (record.Filled >= body.MedianFilled && FirstFilled(records, i) == 0 && IsWithoutGaps(records, i));

        // By spaces, more words than columns are a sentence.
        if (records.Dialect.Delimiter is [(byte)' '] && record.Fields > width + 1) return false;
        return record.Fields > 2 && full && record.Fields >= width * 0.6 && CsvTableSplitter.IsTextRow(records, i) && body.TypedColumns > 0 && body.Fit(i) < 0.7;
    }

    /// <summary>Whether a record by spaces is text above a longer line of words, where the columns hold values: both are sentences.</summary>
    private static bool IsBeforeSentence(CsvRecords records, int i, int to, int width, CsvBody body) =>
        records.Dialect.Delimiter is [(byte)' '] && i + 1 < to && records[i + 1].Fields > width + 1 && body.TypedColumns >= 2
        && CsvTableSplitter.IsTextRow(records, i) && CsvTableSplitter.IsTextRow(records, i + 1) && !IsMarked(records, i + 1, width);

    /// <summary>Whether every filled cell of a record, at least two, names a column as people everywhere do.</summary>
    private static bool IsOfKnownNames(CsvRecords records, int i)
    {
        for (var c = 0; c < records[i].Fields; c++)
        {
            if (records.Cell(i, c) != CsvCell.Empty && !(CsvCellClassifier.IsTextual(records.Cell(i, c)) && CsvHeaderWords.Matches(records.Bytes(i, c)))) return false;
        }

        return records[i].Filled >= 2 && IsWithoutGaps(records, i);
    }

    /// <summary>Whether the filled cells of a record are its first.</summary>
    private static bool IsWithoutGaps(CsvRecords records, int i)
    {
        for (var c = 0; c < records[i].Filled; c++)
        {
            if (records.Cell(i, c) == CsvCell.Empty) return false;
        }

        return true;
    }

    /// <summary>A row cut short: values of the right kinds in the first columns, at least one of them telling.</summary>
    private static bool IsShortRow(CsvRecords records, int i, int width, CsvBody body)
    {
        var record = records[i];
        return record.Fields >= 2 && record.Fields < width && record.Filled == record.Fields && FitsKinds(records, i, record.Fields, body) && FillsOnlyFilled(records, i, body);
    }

    /// <summary>Whether a record leaves empty what every row leaves empty.</summary>
    private static bool FillsOnlyFilled(CsvRecords records, int i, CsvBody body)
    {
        for (var c = 0; c < Math.Min(records[i].Fields, body.Width); c++)
        {
            if (body.Rows >= 3 && body[c].Filled == 0 && records.Cell(i, c) != CsvCell.Empty) return false;
        }

        return true;
    }

    /// <summary>Names for fewer columns than the rows have, the first of which is longer than the names, too, but not as long as most.</summary>
    private static bool NamesLonger(CsvRecords records, int i, int to, int width, CsvBody body)
    {
        if (i + 1 >= to || records[i].Fields < 3 || records[i].Filled < records[i].Fields || records[i].Fields < width * 0.6 || !CsvTableSplitter.IsTextRow(records, i)) return false;
        var next = records[i + 1].Fields;
        return next > records[i].Fields && next != width && body.TypedColumns > 0 && !CsvTableSplitter.IsTextRow(records, i + 1) && FitsKinds(records, i + 1, Math.Min(width, next), body);
    }

    /// <summary>
    /// A sentence cut into its words: it fills columns that no row fills, right above a row of texts that does not.
    /// </summary>
    private static bool IsCutSentence(CsvRecords records, int i, int to, CsvBody body)
    {
        if (i + 1 >= to || body.Rows < 3 || !CsvTableSplitter.IsTextRow(records, i + 1)) return false;
        int beside = 0, names = 0;
        for (var c = 0; c < body.Width; c++)
        {
            if (body[c].IsTyped && records.Cell(i + 1, c) != CsvCell.Empty) names++;
            if (body[c].Filled > 0) continue;
            if (records.Cell(i, c) != CsvCell.Empty) beside++;
            if (records.Cell(i + 1, c) != CsvCell.Empty) return false;
        }

        return beside >= 3 && beside * 3 >= records[i].Filled && names >= 2 && names * 2 > records[i + 1].Filled;
    }

    /// <summary>Whether the first columns that hold values have values of their kinds in this record, too, and there are such columns.</summary>
    private static bool FitsKinds(CsvRecords records, int i, int columns, CsvBody body)
    {
        var telling = 0;
        for (var c = 0; c < columns; c++)
        {
            var cell = records.Cell(i, c);
            if (!body[c].IsTyped || cell is CsvCell.Empty or CsvCell.Null) continue;
            if (body[c].Share(cell) < 0.5) return false;
            telling++;
        }

        return telling > 0;
    }

    /// <summary>A header with the rows' number of names and empty fields after them, from a delimiter at the end that the rows lack.</summary>
    private static bool EndsInDelimiters(CsvRecords records, int i, int width) => records[i].Filled >= width * 0.75 && HasOnlyEmptyBeyond(records, i, width);

    /// <summary>Whether a record has a field or two more than the table has columns, and nothing in them.</summary>
    private static bool HasOnlyEmptyBeyond(CsvRecords records, int i, int width)
    {
        if (records[i].Fields <= width || records[i].Fields > width + 2) return false;
        for (var c = width; c < records[i].Fields; c++)
        {
            if (records.Cell(i, c) != CsvCell.Empty) return false;
        }

        return true;
    }

    /// <summary>Labels over groups of columns: several texts with gaps between them, above a fuller row of texts.</summary>
    private static bool IsGroupHeader(CsvRecords records, int i, int to, int width)
    {
        if (records[i].Filled < 2) return false;
        var next = NextFilled(records, i + 1, to);
        if (next != i + 1 || records[next].Fields != width || records[next].Filled <= records[i].Filled) return false;
        foreach (var cell in records.Cells(next))
        {
            if (CsvCellClassifier.IsTemporal(cell) || cell == CsvCell.Number) return false;
        }

        var first = -1;
        var last = -1;
        for (var c = 0; c < width; c++)
        {
            if (records.Cell(i, c) == CsvCell.Empty) continue;
            if (records.Cell(i, c) == CsvCell.Number) return false;
            if (first < 0) first = c;
            last = c;
        }

        // Key and value stand side by side at the left; labels of groups leave gaps.
        return last - first + 1 > records[i].Filled || first > 0;
    }

    /// <summary>Cells that each state a key and its value ("Unit: mm"), above a row of names.</summary>
    private static bool IsKeyValue(CsvRecords records, int i, int to, int width)
    {
        var next = NextFilled(records, i + 1, to);
        if (next < 0 || records[next].Fields != width || !CsvTableSplitter.IsTextRow(records, next)) return false;
        var pairs = 0;
        for (var c = 0; c < width; c++)
        {
            var cell = records.Bytes(i, c);
            var colon = cell.IndexOf(": "u8);
            if (colon > 0 && colon < cell.Length - 2) pairs++;
        }

        return pairs > 0 && pairs * 2 >= records[i].Filled;
    }

    /// <summary>A key and its value at the left of a wide table, with nothing but such lines down to its full row of names.</summary>
    private static bool StandsAboveHeader(CsvRecords records, int i, int to, int width, CsvBody body)
    {
        // Settings may outnumber the rows: then they are what most records look like.
        var settings = body.MedianFilled <= 2;
        if (width < 4 || !IsEntry(i)) return false;
        for (var j = i + 1; j < Math.Min(to, i + MaxPreamble); j++)
        {
            if (records[j].IsBlank || records[j].Fields < width || IsCommentLike(records, j) || IsEntry(j)) continue;
            return records[j].Fields == width && records[j].Filled >= (settings ? width : body.MedianFilled) * 0.75 && CsvTableSplitter.IsTextRow(records, j);
        }

        return false;

        bool IsEntry(int row) => records[row].Filled <= (settings ? 2 : Math.Min(2, body.MedianFilled / 2)) && records.Cell(row, 0) != CsvCell.Empty && (records[row].Filled == 1 || records.Cell(row, 1) != CsvCell.Empty);
    }

    /// <summary>A text in a later column alone, as it stands again between the rows: the head of a group of rows, no title.</summary>
    private static bool HeadsGroup(CsvRecords records, int i, int to, int width)
    {
        var column = FirstFilled(records, i);
        if (column == 0) return false;
        var like = 0;
        for (var j = i + 2; j < Math.Min(to, i + MaxPreamble) && like < 2; j++)
        {
            if (records[j].Fields == width && records[j].Filled == 1 && records.Cell(j, column) != CsvCell.Empty && !records[j - 1].IsBlank) like++;
        }

        return like >= 2;
    }

    private static bool FollowedByFuller(CsvRecords records, int i, int to, int width)
    {
        var fuller = 0;
        var seen = 0;
        for (var j = i + 1; j < to && seen < 12; j++)
        {
            if (records[j].IsBlank) continue;
            seen++;
            if (records[j].Fields == width && records[j].Filled > records[i].Filled) fuller++;
        }

        return fuller >= Math.Max(1, seen * 0.5);
    }
}
