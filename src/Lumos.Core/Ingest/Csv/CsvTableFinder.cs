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
            if (region.Width <= 2 && region.HeaderRecords == 0 && regions.Skip(i + 1).Any(later => later.Width > region.Width && later.HeaderRecords > 0)) continue;
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

    /// <summary>Whether a record can be the first of the table, header or row.</summary>
    private static bool IsTop(CsvRecords records, int i, int to, int width, CsvBody body)
    {
        var record = records[i];
        if (width == 1) return record.Fields == 1 && !(IsCommentLike(records, i) && i + 1 < to);
        if (IsCommentLike(records, i) && !HeaderInComment(records, i, to, width)) return false;
        if (IsRule(records, i)) return false;
        if (record.Fields == width)
        {
            if (IsKeyValue(records, i, to, width) || StandsAboveHeader(records, i, to, width, body)) return false;
            if (record.Filled >= Math.Max(2, body.MedianFilled * 0.75)) return true;
            if (record.Filled == width - 1 && width > 2 && body.TypedColumns > 0 && CsvTableSplitter.IsTextRow(records, i)) return true;
            if (record.Filled > 1 && CsvCellClassifier.IsTyped(records.Cell(i, 0)) && FitsKinds(records, i, width, body)) return true;
            if (record.Filled == 1) return body.MedianFilled <= 1.5 || (width == 2 && !FollowedByFuller(records, i, to, width));
            return IsGroupHeader(records, i, to, width) || !FollowedByFuller(records, i, to, width);
        }

        // A header one name short (row names without one, a delimiter at the end of the rows), or with names for columns that are never filled.
        var next = NextFilled(records, i + 1, to);
        if (next < 0 || records[next].Fields != width) return false;
        if (next != i + 1) return false;
        if (record.Fields == width - 1 && record.Filled == record.Fields && record.Fields >= 2 && body.Rows > 0 && body[width - 1].Filled == 0) return true;
        if ((IsShortRow(records, i, width, body) && body.Fit(next) > 0.6 && !CsvTableSplitter.IsTextRow(records, next)) || EndsInDelimiters(records, i, width)) return true;
        if (record.Fields == width - 1 && record.Filled == record.Fields && width > 2) return CsvTableSplitter.IsTextRow(records, i) && !CsvTableSplitter.IsTextRow(records, next);
        return record.Fields > 2 && record.Filled >= record.Fields * 0.75 && record.Fields >= width * 0.6 && CsvTableSplitter.IsTextRow(records, i) && body.TypedColumns > 0 && body.Fit(i) < 0.7;
    }

    /// <summary>A row cut short: values of the right kinds in the first columns, at least one of them telling.</summary>
    private static bool IsShortRow(CsvRecords records, int i, int width, CsvBody body)
    {
        var record = records[i];
        return record.Fields >= 2 && record.Fields < width && record.Filled == record.Fields && FitsKinds(records, i, record.Fields, body);
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
    private static bool EndsInDelimiters(CsvRecords records, int i, int width)
    {
        if (records[i].Fields <= width || records[i].Fields > width + 2 || records[i].Filled < width * 0.75) return false;
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
        if (width < 4 || !IsEntry(i)) return false;
        for (var j = i + 1; j < Math.Min(to, i + MaxPreamble); j++)
        {
            if (records[j].IsBlank || records[j].Fields < width || IsCommentLike(records, j) || IsEntry(j)) continue;
            return records[j].Fields == width && records[j].Filled >= body.MedianFilled * 0.75 && CsvTableSplitter.IsTextRow(records, j);
        }

        return false;

        bool IsEntry(int row) => records[row].Filled <= Math.Min(2, body.MedianFilled / 2) && records.Cell(row, 0) != CsvCell.Empty && (records[row].Filled == 1 || records.Cell(row, 1) != CsvCell.Empty);
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

    private static bool IsCommentLike(CsvRecords records, int i)
    {
        var bytes = records.Text.AsSpan(records[i].Start, records[i].End - records[i].Start);
        return bytes.StartsWith("#"u8) || bytes.StartsWith("//"u8) || bytes.StartsWith("%"u8) || bytes.StartsWith("\"#"u8);
    }

    /// <summary>A line starting with # may still be the header: right width, names, and rows after it that do not start so.</summary>
    private static bool HeaderInComment(CsvRecords records, int i, int to, int width)
    {
        if (records[i].Fields != width || records[i].Filled < width * 0.7) return false;
        var next = NextFilled(records, i + 1, to);
        if (next < 0 || records[next].Fields != width || IsCommentLike(records, next)) return false;

        // Where the names follow, the comment only describes them.
        return next + 1 >= to || !CsvTableSplitter.IsTextRow(records, next) || CsvTableSplitter.IsTextRow(records, next + 1);
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
