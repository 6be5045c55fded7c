namespace Lumos.Core.Ingest.Csv;

/// <summary>Finds, in one stretch of records, where the preamble ends, which records are the header, and where the footer begins.</summary>
internal static partial class CsvTableFinder
{
    private const int MaxHeaderRecords = 4;
    private const int MaxPreamble = 200;

    /// <summary>The tables of a parsed file, in order.</summary>
    public static List<CsvRegion> Find(CsvRecords records)
    {
        var regions = new List<CsvRegion>();
        foreach (var (from, to) in CsvTableSplitter.Split(records)) regions.Add(DropTrailing(records, FindOne(records, from, to)));
        return regions;
    }

    /// <summary>The region a reader should read: the first that is not much smaller than the largest.</summary>
    public static int Main(IReadOnlyList<CsvRegion> regions)
    {
        static long Rows(CsvRegion r) => r.BodyTo - r.BodyFrom;
        var mostRows = regions.Max(Rows);
        var mostCells = regions.Max(static r => Rows(r) * r.Width);
        for (var i = 0; i < regions.Count; i++)
        {
            var region = regions[i];

            // Keys and values above a wider table describe it.
            if (region.Width <= 2 && regions.Skip(i + 1).Any(later => later.HeaderRecords > 0 && (region.HeaderRecords == 0 ? later.Width > region.Width : Rows(region) <= 2 && later.Width > 3 && Rows(later) >= Rows(region)))) continue;
            if (Rows(region) >= mostRows * 0.4 && Rows(region) * region.Width >= mostCells * 0.1) return i;
        }

        return 0;
    }

    /// <summary>Columns at the end that have a place in every row, but neither a name nor a value, are no columns.</summary>
    private static CsvRegion DropTrailing(CsvRecords records, CsvRegion region)
    {
        if (region.HeaderRecords == 0 || region.BodyTo - region.BodyFrom < 1) return region;
        var trailing = 0;
        while (region.Width - trailing > 1 && IsVacant(records, region, region.Width - trailing - 1)) trailing++;
        return trailing == 0 ? region : region with { Width = region.Width - trailing, Trailing = trailing };
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
        var top = SkipPreamble(records, from, to, width);
        top = SkipProse(records, top, to, width);
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
        if (top >= to || records[top].Fields <= width || records[top].Filled <= width || !CsvTableSplitter.IsTextRow(records, top)) return width;
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

    /// <summary>
    /// Prose may happen to have the table's width. When the columns are values further down, and for more than a header's rows at the top they
    /// are not, the table starts at the last record before the values.
    /// </summary>
    private static int SkipProse(CsvRecords records, int top, int to, int width)
    {
        if (width < 2 || to - top < 8) return top;
        var body = CsvBody.Of(records, top + ((to - top) * 3 / 4), to, width);
        if (body.Rows < 2 || body.TypedColumns == 0) return top;
        var typed = Enumerable.Range(0, width).Where(c => body[c].IsTyped && body[c].TypedShare > 0.9 && body[c].Filled > body.Rows * 0.8).ToList();
        if (typed.Count == 0) return top;
        for (var i = top; i < Math.Min(to, top + MaxPreamble); i++)
        {
            if (!typed.Any(c => CsvCellClassifier.IsTyped(records.Cell(i, c)))) continue;
            if (i - top <= MaxHeaderRecords + 1) return top;
            var header = i - 1;
            while (header > top && records[header].IsBlank) header--;
            return records[header].Fields == width && CsvTableSplitter.IsTextRow(records, header) && records[header].Filled == width ? header : top;
        }

        return top;
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
