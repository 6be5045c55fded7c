using Lumos.Core.Ingest.Csv.Records;

namespace Lumos.Core.Ingest.Csv.Tables;

internal static partial class CsvTableFinder
{
    /// <summary>
    /// The region with a record above its header that belongs to it: labels of groups over names that hashtags follow, or, as pivot tables have
    /// it, a lone label above group labels, where the first group begins.
    /// </summary>
    private static CsvRegion WithLabels(CsvRecords records, CsvRegion region)
    {
        var above = region.HeaderFrom - 1;
        var names = records[region.HeaderFrom].Fields;

        // Names for fewer columns than the rows have, with labels for as few above them.
        if (above >= region.From && region.HeaderRecords == 1 && names < region.Width && names * 2 > region.Width && records[above].Fields == names && IsGroupHeader(records, above, region.BodyFrom, names)) return region with { HeaderFrom = above };
        region = WithNamesAbove(records, region);
        above = region.HeaderFrom - 1;
        if (above < region.From || region.HeaderRecords < 2 || records[above].IsBlank || records[above].Fields < region.Width - 1) return region;
        if (CsvDeclarations.IsTags(records, region.HeaderFrom + 1, region.BodyTo, region.Width)) return IsLabels(records, above, region.HeaderFrom) ? region with { HeaderFrom = above } : region;
        if (records[above].Fields != region.Width || records[above].Filled != 1) return region;
        var at = FirstFilled(records, above);
        return at > 0 && at == FirstFilled(records, region.HeaderFrom) && records.Cell(region.BodyFrom, 0) != CsvCell.Empty ? region with { HeaderFrom = above } : region;
    }

    /// <summary>
    /// The region with the records above its header of several rows that hold nothing but the beginnings of names: texts, each right above
    /// another, and nothing in the first column.
    /// </summary>
    private static CsvRegion WithNamesAbove(CsvRecords records, CsvRegion region)
    {
        var top = region.HeaderFrom;
        while (region.HeaderRecords >= 2 && top - 1 >= region.From && BeginsNames(records, top - 1, region.Width)) top--;
        return region with { HeaderFrom = top };
    }

    /// <summary>
    /// Header records from one on, as frames with several levels of columns are written: a name for every column but those of the index in each
    /// level, then names for the columns of the index alone, then full rows; else 0.
    /// </summary>
    private static int LevelsOverIndex(CsvRecords records, int row, int to, int width)
    {
        var keys = FirstFilled(records, row);
        if (keys < 1 || width - keys < 2 || records[row].Fields != width || records[row].Filled != width - keys || !CsvTableSplitter.IsTextRow(records, row)) return 0;
        for (var i = row + 1; i + 1 < to && i <= row + MaxHeaderRecords - 1; i++)
        {
            if (records[i].Fields != width) return 0;
            var level = records[i].Filled == width - keys && FirstFilled(records, i) == keys;
            if (level) continue;
            if (records[i].Filled != keys || !IsWithoutGaps(records, i) || records[i + 1].Fields != width || records[i + 1].Filled <= keys) return 0;
            for (var c = 0; c < keys; c++)
            {
                if (!CsvCellClassifier.IsTextual(records.Cell(i, c)) || records.Cell(i + 1, c) == CsvCell.Empty) return 0;
            }

            return i + 1 - row;
        }

        return 0;
    }

    /// <summary>Whether a record names nothing but the first columns, which the header rows above it leave to it: the names of an index below those of the columns.</summary>
    private static bool NamesIndex(CsvRecords records, int top, int row, CsvBody body)
    {
        var names = records[row].Filled;
        if (names < 1 || names * 2 > body.Width || body.Width - names < 2) return false;
        for (var c = 0; c < body.Width; c++)
        {
            var cell = records.Cell(row, c);
            if (c < names ? !CsvCellClassifier.IsTextual(cell) || body[c].Filled < body.Rows * MostRows : cell != CsvCell.Empty) return false;
            for (var above = top; above < row; above++)
            {
                if (c < names && records.Cell(above, c) != CsvCell.Empty) return false;
            }

            if (c >= names && (!CsvCellClassifier.IsTextual(records.Cell(row - 1, c)) || body[c].Filled == 0)) return false;
        }

        return true;
    }

    /// <summary>Whether counted names (<c>V1, V2, V3, V4</c>) stand over the names or questions they count, and those over rows: surveys write both.</summary>
    private static bool NumberedOverNames(CsvRecords records, int top, int end, int width)
    {
        if (top + 2 >= end || records[top + 1].Fields != width || records[top + 1].Filled < records[top].Filled - 1) return false;
        if (!CsvHeaderScorer.Numbered(records, top, width) || !CsvTableSplitter.IsTextRow(records, top + 1) || CsvTableSplitter.IsTextRow(records, top + 2)) return false;
        var body = CsvBody.Of(records, top + 2, end, width);
        return body.Rows > 0 && CsvHeaderScorer.Score(records, top + 1, top + 2, end, body) > 1;
    }

    private static bool BeginsNames(CsvRecords records, int row, int width)
    {
        if (records[row].Fields != width || records[row].Filled < 2 || records.Cell(row, 0) != CsvCell.Empty) return false;
        for (var c = 0; c < width; c++)
        {
            if (records.Cell(row, c) == CsvCell.Empty) continue;
            if (!CsvCellClassifier.IsTextual(records.Cell(row, c)) || records.Cell(row + 1, c) == CsvCell.Empty) return false;
        }

        return true;
    }

    /// <summary>
    /// Whether a record holds names, one of which the record below splits: nothing but texts there, the first of them under a name and at least
    /// two more in the gap beside it.
    /// </summary>
    private static bool IsSplitBelow(CsvRecords records, int row, int to, int width)
    {
        var next = row + 1;
        if (next + 1 >= to || records[next].Fields != width || records[row].Filled < 3 || records[next].Filled < 3 || records.Cell(row, 0) == CsvCell.Empty || records.Cell(next, 0) != CsvCell.Empty) return false;
        if (!CsvTableSplitter.IsTextRow(records, row) || records.Cell(row, FirstFilled(records, next)) == CsvCell.Empty) return false;
        var gaps = 0;
        for (var c = 0; c < width; c++)
        {
            var cell = records.Cell(next, c);
            if (cell == CsvCell.Empty) continue;
            if (!CsvHeaderScorer.IsName(cell, records.Bytes(next, c))) return false;
            if (records.Cell(row, c) != CsvCell.Empty) continue;
            if (records.Cell(next, c - 1) == CsvCell.Empty) return false;
            gaps++;
        }

        return gaps >= 2;
    }

    /// <summary>Whether a record is one name in quotes over pairs of a quoted text and a value: named values as statistics programs write them.</summary>
    private static bool IsNameBesideKeys(CsvRecords records, int row, int width, CsvBody body)
    {
        if (width != 2 || records[row].Fields != 1 || row + 1 >= records.Count || records[row + 1].Fields != 2) return false;
        return records.Field(row, 0).IsQuoted && records.Field(row + 1, 0).IsQuoted && !records.Field(row + 1, 1).IsQuoted
            && CsvCellClassifier.IsTextual(records.Cell(row, 0)) && body[1].IsTyped && !body[0].IsTyped;
    }

    /// <summary>Whether a record holds several texts with gaps between them, above a fuller one.</summary>
    private static bool IsLabels(CsvRecords records, int row, int names)
    {
        var last = records[row].Fields - 1;
        while (last > 0 && records.Cell(row, last) == CsvCell.Empty) last--;
        return CsvTableSplitter.IsTextRow(records, row) && records[row].Filled < records[names].Filled && last - FirstFilled(records, row) + 1 > records[row].Filled;
    }
}
