using Lumos.Core.Ingest.Csv.Dialects;
using Lumos.Core.Ingest.Csv.Records;

namespace Lumos.Core.Ingest.Csv.Tables;

internal static partial class CsvTableFinder
{
    /// <summary>The width most rows have; rows near the end count as much as those near the start, titles hardly.</summary>
    private static (int Width, bool Ragged) Width(CsvRecords records, int from, int to)
    {
        var counts = new SortedDictionary<int, int>();
        var filled = 0;
        var weights = new Dictionary<int, double>();
        var leads = true;
        for (var i = from; i < to; i++)
        {
            var record = records[i];
            if (record.IsBlank) continue;
            var aside = IsCommentLike(records, i) || IsSetting(records, i);
            if (aside)
            {
                weights[record.Fields] = weights.GetValueOrDefault(record.Fields) + 0.05;
                continue;
            }

            filled++;
            counts[record.Fields] = counts.GetValueOrDefault(record.Fields) + 1;
            leads &= record.Fields == 1;
            var weight = leads ? 0.05 : record.Fields == 1 ? 0.45 : record.Filled == 1 && record.Fields > 2 ? 0.5 : 1;
            weights[record.Fields] = weights.GetValueOrDefault(record.Fields) + weight;
        }

        int best = 1;
        double most = 0;
        foreach (var (fields, weight) in weights)
        {
            if (weight > most || (weight == most && fields > best)) (best, most) = (fields, weight);
        }

        // Lists of any length, as of items bought together: as wide as the longest that is not a freak.
        if (filled < 12 || counts.Count < 5 || counts.Values.Max() > filled * 0.35) return (best, false);
        return (counts.Last(width => width.Value >= Math.Max(1, filled / 200)).Key, true);
    }

    /// <summary>
    /// The first record, when it names more columns than most rows fill and some rows fill more of them: empty fields at the end of a row
    /// may be left out. Names only, each spelled or known as one; else -1.
    /// </summary>
    private static int WiderNames(CsvRecords records, int from, int to, int width)
    {
        var top = NextFilled(records, from, to);
        if (top < 0 || width < 2 || records[top].Fields <= width || records[top].Filled < Math.Max(width, records[top].Fields * MostRows) || IsMarked(records, top, width) || !CsvTableSplitter.IsTextRow(records, top)) return -1;
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var known = 0;
        for (var c = 0; c < records[top].Fields; c++)
        {
            if (records.Cell(top, c) == CsvCell.Empty) continue;
            if (!seen.Add(records.Value(top, c))) return -1;
            if (CsvShape.IsIdentifier(records.Bytes(top, c)) || CsvHeaderWords.Matches(records.Bytes(top, c))) known++;
        }

        int fuller = 0, full = 0, rows = 0;
        for (var i = top + 1; i < to; i++)
        {
            if (records[i].IsBlank) continue;
            if (records[i].Fields > records[top].Fields) return -1;
            rows++;
            if (records[i].Fields == records[top].Fields) full++;
            if (records[i].Fields > width && !CsvTableSplitter.IsTextRow(records, i)) fuller++;
        }

        if (known >= records[top].Filled * 0.7) return fuller > 0 || NextFilled(records, top + 1, to) is var row and > 0 && records[row].Fields >= width - 1 && !CsvTableSplitter.IsTextRow(records, row) ? top : -1;

        // The first row has a value under every name: later ones leave the last of them out.
        if (full > 0 && IsFirstOfShorter(records, top, to, width)) return top;

        // Words nobody knows as names are told from values by the rows that are as long.
        if (fuller < 2 || full * 4 < rows) return -1;
        var body = CsvBody.Of(records, top + 1, to, records[top].Fields);
        return body.TypedColumns > 0 && CsvHeaderScorer.Score(records, top, top + 1, to, body) > 1 ? top : -1;
    }

    /// <summary>Whether the record below names is as long as they are and a row like the shorter ones below it.</summary>
    private static bool IsFirstOfShorter(CsvRecords records, int top, int to, int width)
    {
        var row = top + 1;
        if (row + 2 >= to || records[row].Fields != records[top].Fields || records[row].Filled < records[row].Fields || CsvTableSplitter.IsTextRow(records, row + 1)) return false;
        var body = CsvBody.Of(records, row + 1, to, width);
        return body.Rows >= 3 && FitsKinds(records, row, width, body) && FitsKinds(records, row + 1, Math.Min(width, records[row + 1].Fields), body);
    }

    /// <summary>
    /// The first record, when it names columns over rows of several lengths, some shorter and some longer than it: a list may follow the last
    /// name. Its names stand over columns of values; else -1.
    /// </summary>
    private static int NamesOverUneven(CsvRecords records, int from, int to)
    {
        var top = NextFilled(records, from, to);
        if (top < 0 || to - top < 4 || records[top].Fields < 3 || records[top].Filled < records[top].Fields || !CsvTableSplitter.IsTextRow(records, top)) return -1;
        var width = records[top].Fields;
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var c = 0; c < width; c++)
        {
            if (!seen.Add(records.Value(top, c))) return -1;
        }

        int rows = 0, shorter = 0, longer = 0, typed = 0;
        for (var i = top + 1; i < to; i++)
        {
            if (records[i].IsBlank) continue;
            rows++;
            if (records[i].Fields < width - 2) return -1;
            if (records[i].Fields < width) shorter++;
            else if (records[i].Fields > width) longer++;
        }

        if (shorter * 5 < rows || longer * 5 < rows) return -1;
        for (var c = 0; c < width; c++)
        {
            var values = 0;
            for (var i = top + 1; i < to; i++) values += CsvCellClassifier.IsTyped(records.Cell(i, c)) ? 1 : 0;
            if (values > rows * 0.8) typed++;
        }

        return typed >= 2 ? top : -1;
    }

    private static CsvRegion FindRagged(CsvRecords records, int from, int to, int width)
    {
        var top = Math.Max(from, NextFilled(records, from, to));
        var end = to;
        while (end > top && records[end - 1].IsBlank) end--;
        var score = CsvHeaderScorer.OfList(records, top, end);
        return new CsvRegion(from, top, score > 0 ? top + 1 : top, end, to, width, score);
    }

    /// <summary>Whether a record gives a value for each column but the first right above the names of all: a text and numbers, of which two at least are no whole ones.</summary>
    private static bool IsAboveNames(CsvRecords records, int top, int end, int width)
    {
        if (width < 3 || top + 3 >= end || !IsFull(records, top, width) || !IsFull(records, top + 1, width) || !CsvTableSplitter.IsTextRow(records, top + 1) || !CsvCellClassifier.IsTextual(records.Cell(top, 0))) return false;
        var broken = 0;
        for (var c = 1; c < width; c++)
        {
            if (!CsvCellClassifier.IsNumeric(records.Cell(top, c))) return false;
            if (records.Cell(top, c) == CsvCell.Number) broken++;
        }

        var body = CsvBody.Of(records, top + 2, end, width);
        return broken >= 2 && body.TypedColumns * 2 >= width && CsvHeaderScorer.Score(records, top + 1, top + 2, end, body) > 1;
    }

    /// <summary>Whether a record begins rows cut short, one right below the other, down to a full one: their last values are left out where there are none.</summary>
    private static bool BeginsShort(CsvRecords records, int i, int to, int width, CsvBody body)
    {
        if (width < 3 || body.Rows < MinSure) return false;
        var row = i;
        while (row < Math.Min(to, i + MinSure) && records[row].Fields < width)
        {
            if (records[row].Fields * 2 < width || !IsShortRow(records, row, width, body)) return false;
            row++;
        }

        return row < to && records[row].Fields == width && body.Fit(row) > 0.6;
    }
}
