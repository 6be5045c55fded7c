using Lumos.Core.Ingest.Csv.Dialects;
using Lumos.Core.Ingest.Csv.Records;

namespace Lumos.Core.Ingest.Csv.Tables;

/// <summary>Finds, in one stretch of records, where the preamble ends, which records are the header, and where the footer begins.</summary>
internal static partial class CsvTableFinder
{
    private const int MaxHeaderRecords = 4;
    private const int MaxPreamble = 200;

    /// <summary>The tables of a parsed file, in order.</summary>
    public static List<CsvRegion> Find(CsvRecords records)
    {
        if (CsvWellLog.Values(records) is var log and >= 0) return [FindLog(records, log)];
        var regions = new List<CsvRegion>();
        foreach (var (from, to) in CsvTableSplitter.Split(records)) regions.Add(DropTrailing(records, WithRowsAbove(records, CsvReadings.Best(records, FindOne(records, from, to)))));
        while (regions.Count > 1 && AreRemarks(records, regions[^2], regions[^1]))
        {
            regions[^2] = regions[^2] with { To = regions[^1].To };
            regions.RemoveAt(regions.Count - 1);
        }

        return regions;
    }

    /// <summary>The region a reader should read: the first that is not much smaller than the largest.</summary>
    public static int Main(CsvRecords records, IReadOnlyList<CsvRegion> regions)
    {
        static long Rows(CsvRegion r) => r.BodyTo - r.BodyFrom;
        var described = regions.Select((region, i) => IsOfKeys(records, region) && (regions.Skip(i + 1).Any(later => later.HeaderRecords > 0 && later.Width > 2 && Rows(later) >= (later.Width > 3 ? 2 : 5)) || regions.Take(i).Any(before => before.HeaderRecords > 0 && before.Width > 3 && Rows(before) >= 1))).ToList();
        var mostRows = regions.Where((_, i) => !described[i]).Max(Rows);
        var mostCells = regions.Max(static r => Rows(r) * r.Width);
        for (var i = 0; i < regions.Count; i++)
        {
            var region = regions[i];

            // Keys and values above or below a wider table describe it.
            if (described[i] || (i == 0 && DescribesLater(records, regions))) continue;
            if (region.Width <= 2 && regions.Skip(i + 1).Any(later => later.HeaderRecords > 0 && (region.HeaderRecords == 0 ? later.Width > region.Width : Rows(region) <= 2 && later.Width > 3 && Rows(later) >= Rows(region)))) continue;
            if (Rows(region) >= mostRows * 0.4 && Rows(region) * region.Width >= mostCells * 0.1) return i;
        }

        return 0;
    }

    /// <summary>Columns at the end that have a place in every row, but neither a name nor a value, are no columns.</summary>
    private static CsvRegion DropTrailing(CsvRecords records, CsvRegion region)
    {
        if (region.HeaderRecords == 0) return region;
        var trailing = 0;
        while (region.Width - trailing > 1 && IsVacant(records, region, region.Width - trailing - 1)) trailing++;

        // Names alone: a delimiter at their end is none, several may stand for columns.
        if (region.BodyTo == region.BodyFrom && trailing > 1) return region;
        return trailing == 0 ? region : region with { Width = region.Width - trailing, Trailing = trailing };
    }

    /// <summary>The region with its last record and all above it as rows, when that record would be a header without rows and those above are as much rows as it is: lists of any length, the longest last.</summary>
    private static CsvRegion WithRowsAbove(CsvRecords records, CsvRegion region)
    {
        if (region.BodyFrom < region.BodyTo || region.HeaderRecords != 1 || region.Width < 3 || IsOfNames(records, region.HeaderFrom)) return region;
        var first = NextFilled(records, region.From, region.HeaderFrom);
        if (first < 0) return region;
        for (var i = first; i < region.HeaderFrom; i++)
        {
            if (records[i].Fields < 3 || records[i].Fields * 2 < region.Width || records[i].Filled < records[i].Fields || IsCommentLike(records, i)) return region;
        }

        return region with { HeaderFrom = first, BodyFrom = first, BodyTo = region.HeaderFrom + 1, HeaderScore = -1 };
    }

    private static bool IsVacant(CsvRecords records, CsvRegion region, int column)
    {
        for (var i = region.HeaderFrom; i < region.BodyTo; i++)
        {
            if (column < records[i].Fields && (records.Cell(i, column) != CsvCell.Empty || records.Field(i, column).IsQuoted)) return false;
        }

        return true;
    }

    private static CsvRegion FindOne(CsvRecords records, int from, int to)
    {
        var (width, ragged) = Width(records, from, to);
        if (ragged) return FindRagged(records, from, to, width);
        if (WidthAtEnd(records, from, to, width) is var atEnd and > 0) width = atEnd;
        if (WiderNames(records, from, to, width) is var first and >= 0) return new CsvRegion(from, first, first + 1, SkipFooter(records, first, to, width), to, records[first].Fields, 3);
        if (NamesWithSettings(records, from, to, width) is var pair and >= 0) return new CsvRegion(from, pair, pair + 2, SkipFooter(records, pair + 2, to, width), to, width, 2);
        if (NamesOfLog(records, from, to, width) is var log and >= 0) return new CsvRegion(from, log, log + 1, SkipFooter(records, log, to, records[log].Filled), to, records[log].Filled, 2);
        if (NamesOverUneven(records, from, to) is var names and >= 0) return new CsvRegion(from, names, names + 1, SkipFooter(records, names, to, records[names].Fields), to, records[names].Fields, 2);
        if (NamesBelowMark(records, from, to, width) is var below and >= 0) return new CsvRegion(from, below, below + 1, SkipFooter(records, below, to, width), to, width, 3);
        if (NamesBelowKeys(records, from, to, width) is var set and > 0) return FindHeader(records, from, set, SkipFooter(records, set, to, width), to, width);
        var top = SkipPreamble(records, from, to, width);
        top = width == 1 ? SkipLines(records, top, to) : SkipProse(records, top, to, width);
        var longer = LongerRows(records, from, top, to, width);
        if (longer < top) return new CsvRegion(from, longer, longer, SkipFooter(records, longer, to, width), to, width, -1);
        var earlier = EarlierRows(records, from, top, to, width);
        if (earlier < top) return new CsvRegion(from, earlier, earlier, SkipFooter(records, earlier, to, width), to, width, -1);
        var uneven = RowsAbove(records, from, top, to, width);
        if (uneven < top) return new CsvRegion(from, uneven, uneven, SkipFooter(records, uneven, to, width), to, width, -1);
        width = Widened(records, top, to, width);
        var end = SkipFooter(records, top, to, width);
        if (top >= end) return new CsvRegion(from, top, top, top, to, width, 0);
        return WithLabels(records, FindHeader(records, from, Named(records, from, top, end, width), end, to, width));
    }

    /// <summary>
    /// The record to begin at when the one found only declares (hashtags, types) and the names stand right above it, or when the names
    /// above are apart by another delimiter.
    /// </summary>
    private static int Named(CsvRecords records, int from, int top, int end, int width)
    {
        var above = top - 1;
        if (above < from || records[above].IsBlank) return top;
        if (records[above].Filled >= 2 && CsvDeclarations.Count(records, top, end, width) > 0) return above;
        if (IsCommentLike(records, above) || CsvForeignHeader.Names(records, above, width) is null || CsvBody.Of(records, top, end, width).TypedColumns == 0) return top;

        // A sentence may have as many words as the table has columns: only where the table has no names of its own.
        return CsvTableSplitter.IsTextRow(records, top) ? top : above;
    }

    /// <summary>The number of names, when they are more than most rows have fields and the rows differ: trailing empty fields may be left out.</summary>
    private static int Widened(CsvRecords records, int top, int to, int width)
    {
        if (top >= to || IsMarked(records, top, width) || records[top].Fields <= width || records[top].Filled <= width || !CsvTableSplitter.IsTextRow(records, top)) return width;
        for (var i = top + 1; i < to; i++)
        {
            if (records[i].Fields == records[top].Fields && records[i].Filled > width) return records[top].Fields;
        }

        return width;
    }

    private static int SkipPreamble(CsvRecords records, int from, int to, int width)
    {
        var filled = Enumerable.Range(from, to - from).Where(i => !records[i].IsBlank).ToList();
        if (filled.Count == 0) return to;
        var body = CsvBody.Of(records, filled[filled.Count / 3], filled[^1] + 1, width);
        var limit = Math.Min(to, from + MaxPreamble);
        for (var i = from; i < limit; i++)
        {
            if (records[i].IsBlank) continue;
            if (IsTop(records, i, to, width, body)) return i;
        }

        // Nothing looks like a table: the first record of the right width, or the first with anything in it.
        for (var i = from; i < to; i++)
        {
            if (records[i].Fields == width && !records[i].IsBlank) return i;
        }

        for (var i = from; i < to; i++)
        {
            if (!records[i].IsBlank) return i;
        }

        return to;
    }

    private static int NextFilled(CsvRecords records, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (!records[i].IsBlank) return i;
        }

        return -1;
    }
}
