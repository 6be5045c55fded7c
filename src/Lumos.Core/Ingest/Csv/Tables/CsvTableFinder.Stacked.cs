using Lumos.Core.Ingest.Csv.Records;

namespace Lumos.Core.Ingest.Csv.Tables;

internal static partial class CsvTableFinder
{
    private const int MinLabel = 3;

    /// <summary>
    /// Header records that only make sense together: one label over every column with the names below it, as cells joined across a sheet are
    /// written, or levels of names beside the names of the index below them, as data frames are. 0 when the top is neither.
    /// </summary>
    internal static int StackedNames(CsvRecords records, int top, int end, int width)
    {
        if (IsLabelAcross(records, top, end, width)) return 2;
        for (var row = top + 1; row < Math.Min(end - 1, top + MaxHeaderRecords); row++)
        {
            if (IsIndexNames(records, top, row, end, width)) return row - top + 1;
        }

        return 0;
    }

    /// <summary>Whether a record holds an object of JSON for every column and the rows below none: a survey tool's description of its questions.</summary>
    private static bool IsOfObjects(CsvRecords records, int row, int end, int width)
    {
        if (width < 2 || records[row].Filled < width - 1) return false;
        for (var i = row; i < Math.Min(end, row + 20); i++)
        {
            for (var c = 0; c < Math.Min(width, records[i].Fields); c++)
            {
                if (records.Cell(i, c) != CsvCell.Empty && records.Bytes(i, c) is [(byte)'{', .., (byte)'}'] != (i == row)) return false;
            }
        }

        return true;
    }

    private static bool IsLabelAcross(CsvRecords records, int top, int end, int width)
    {
        if (width < 3 || top + 2 >= end || records[top].Filled != width || records[top + 1].Filled < width * 0.7) return false;
        if (records.Bytes(top, 0).Length < MinLabel || !CsvTableSplitter.IsTextRow(records, top) || !CsvTableSplitter.IsTextRow(records, top + 1) || !IsOneValue(records, top)) return false;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var c = 0; c < width; c++)
        {
            if (!seen.Add(records.Value(top + 1, c))) return false;
            for (var i = top + 1; i < Math.Min(end, top + MaxPreamble); i++)
            {
                if (records.Bytes(i, c).SequenceEqual(records.Bytes(top, c))) return false;
            }
        }

        return true;
    }

    /// <summary>Whether a label stands over several columns side by side.</summary>
    private static bool SaysAgain(CsvRecords records, int row, int from, int width)
    {
        for (var c = from + 1; c < width; c++)
        {
            if (records.Cell(row, c) != CsvCell.Empty && records.Bytes(row, c).SequenceEqual(records.Bytes(row, c - 1))) return true;
        }

        return false;
    }

    /// <summary>Texts in the first columns only, where the records above leave out just these and the rows below fill them.</summary>
    private static bool IsIndexNames(CsvRecords records, int top, int row, int end, int width)
    {
        var keys = records[row].Filled;
        if (keys == 0 || keys >= width || records[row].Fields != width) return false;

        // A level may have a name of its own, over the names of the index.
        var leveled = row - top > 1 && SaysAgain(records, top, keys, width);
        for (var c = 0; c < width; c++)
        {
            if (c < keys ? !CsvCellClassifier.IsTextual(records.Cell(row, c)) : records.Cell(row, c) != CsvCell.Empty) return false;
            for (var above = top; above < row; above++)
            {
                var empty = records.Cell(above, c) == CsvCell.Empty;
                if (records[above].IsBlank || (c >= keys ? empty : !empty && !(leveled && CsvCellClassifier.IsTextual(records.Cell(above, c))))) return false;
            }
        }

        var body = CsvBody.Of(records, row + 1, end, width);
        if (body.Rows == 0) return false;
        for (var c = 0; c < keys; c++)
        {
            if (body[c].Filled < body.Rows * 0.5) return false;
        }

        // The head of a group of rows looks the same, but comes again.
        for (var i = row + 1; i < Math.Min(end, row + MaxPreamble); i++)
        {
            if (records[i].Fields == width && records[i].Filled <= keys && records.Cell(i, 0) != CsvCell.Empty) return false;
        }

        return keys > 1 || row - top > 1 || CsvHeaderWords.Matches(records.Bytes(row, 0)) || char.IsAsciiLetterLower((char)records.Bytes(row, 0)[0]);
    }
}
