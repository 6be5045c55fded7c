using Lumos.Core.Ingest.Csv.Records;

namespace Lumos.Core.Ingest.Csv.Tables;

internal static partial class CsvTableFinder
{
    private const int MaxKeys = 100;
    private const int MaxTexts = 30;

    /// <summary>
    /// Whether a region of two columns holds keys and their values: names of which hardly any comes twice in the first column, and in the second
    /// now texts, now numbers, now dates, which a column of a table is not.
    /// </summary>
    private static bool IsOfKeys(CsvRecords records, CsvRegion region)
    {
        if (region.Width != 2 || region.BodyTo - region.HeaderFrom is < 3 or > MaxKeys) return false;
        var keys = new HashSet<string>(StringComparer.Ordinal);
        int text = 0, typed = 0, seen = 0, again = 0;
        for (var i = region.HeaderFrom; i < region.BodyTo; i++)
        {
            if (records[i].IsBlank) continue;
            seen++;
            if (records[i].Fields == 1) continue;
            if (CsvCellClassifier.IsTyped(records.Cell(i, 0))) return false;

            // In sections a key or two may come again.
            if (!keys.Add(records.Value(i, 0)) && ++again * 10 > region.BodyTo - region.HeaderFrom) return false;
            if (CsvCellClassifier.IsTextual(records.Cell(i, 1))) text++;
            else if (CsvCellClassifier.IsTyped(records.Cell(i, 1))) typed++;
        }

        return keys.Count >= 3 && text * 5 >= seen && typed * 5 >= seen;
    }

    /// <summary>Whether a region of two columns holds texts of which none comes twice in the first column, and is short.</summary>
    private static bool IsOfTexts(CsvRecords records, CsvRegion region)
    {
        if (region.Width != 2 || region.BodyTo - region.HeaderFrom is < 2 or > MaxTexts) return false;
        var keys = new HashSet<string>(StringComparer.Ordinal);
        for (var i = region.HeaderFrom; i < region.BodyTo; i++)
        {
            if (records[i].IsBlank) continue;
            if (!(CsvCellClassifier.IsTextual(records.Cell(i, 0)) || records.Cell(i, 0) == CsvCell.Null) || CsvCellClassifier.IsNumeric(records.Cell(i, 1)) || !keys.Add(records.Value(i, 0))) return false;
        }

        return keys.Count >= 2;
    }

    /// <summary>Whether the first region holds keys and texts that nothing names, above a wider table of values: they say what it is.</summary>
    private static bool DescribesLater(CsvRecords records, IReadOnlyList<CsvRegion> regions)
    {
        var first = regions[0];
        if (!IsOfTexts(records, first) || (CsvHeaderWords.Matches(records.Bytes(first.HeaderFrom, 0)) && CsvHeaderWords.Matches(records.Bytes(first.HeaderFrom, 1)))) return false;
        return regions.Skip(1).Any(later => later.HeaderRecords > 0 && later.Width > 3 && later.BodyTo - later.BodyFrom >= 2 && CsvBody.Of(records, later.BodyFrom, later.BodyTo, later.Width).TypedColumns > 0);
    }

    /// <summary>Whether the last region holds remarks on the table above it: keys with what there is to say of them, below a wider table with names.</summary>
    private static bool AreRemarks(CsvRecords records, CsvRegion table, CsvRegion last) =>
        table.HeaderRecords > 0 && table.Width > 3 && table.BodyTo > table.BodyFrom && (IsOfKeys(records, last) || IsOfTexts(records, last));

    /// <summary>Whether the rows below the first are keys with values of all kinds, and most of the keys words that name columns elsewhere: people and things in a column of names are none.</summary>
    private static bool NamesKeys(CsvRecords records, CsvRegion region)
    {
        if (!IsOfKeys(records, region with { HeaderFrom = region.BodyFrom })) return false;
        int names = 0, seen = 0;
        for (var i = region.BodyFrom; i < region.BodyTo; i++)
        {
            if (records[i].IsBlank) continue;
            seen++;
            if (CsvHeaderWords.Matches(records.Bytes(i, 0))) names++;
        }

        return names * 2 > seen;
    }

    /// <summary>
    /// The names of a table below a blank line, when above it stand nothing but titles and keys with one value each, at least two of these,
    /// and the rows hold more than a key and a value; else 0.
    /// </summary>
    private static int NamesBelowKeys(CsvRecords records, int from, int to, int width)
    {
        if (width < 3) return 0;
        int keys = 0, i = from;
        for (; i < Math.Min(to, from + MaxTexts); i++)
        {
            if (records[i].IsBlank) continue;
            if (records[i].Filled > 2 || !CsvCellClassifier.IsTextual(records.Cell(i, 0))) break;
            if (records[i].Filled == 2 && records.Cell(i, 1) != CsvCell.Empty) keys++;
        }

        if (keys < 2 || i + 2 >= to || !records[i - 1].IsBlank || !IsFull(records, i, width) || !CsvTableSplitter.IsTextRow(records, i)) return 0;
        var body = CsvBody.Of(records, i + 1, to, width);
        return body.Rows >= 2 && body.MedianFilled > 2 && body.TypedColumns > 0 && CsvHeaderScorer.Score(records, i, i + 1, to, body) > 0 ? i : 0;
    }

    /// <summary>Whether a line apart by spaces gives a name, an equals sign and what the name stands for.</summary>
    private static bool IsSetting(CsvRecords records, int i)
    {
        if (records.Dialect.Delimiter is not [(byte)' '] || records[i].Fields < 2) return false;
        for (var c = 1; c < Math.Min(records[i].Fields - 1, 4); c++)
        {
            if (records.Bytes(i, c) is [(byte)'=']) return CsvCellClassifier.IsTextual(records.Cell(i, 0));
        }

        return false;
    }

    /// <summary>
    /// The width of the records at the end, when they are a header and its rows that keys and values, or the questions of a form, stand
    /// above in greater number; else 0.
    /// </summary>
    private static int WidthAtEnd(CsvRecords records, int from, int to, int width)
    {
        var last = to - 1;
        while (last > from && records[last].IsBlank) last--;
        var wide = records[last].Fields;
        if (wide < 4 || wide < width * 2) return 0;
        int first = last, rows = 0;
        for (var i = last; i >= from; i--)
        {
            if (records[i].IsBlank) continue;
            if (records[i].Fields != wide) break;
            first = i;
            rows++;
        }

        if (rows < 2) return 0;
        var counted = first > from && CsvHeaderScorer.CountsUp(records, first - 1, wide);
        for (var i = from; i < (counted ? first - 1 : first); i++)
        {
            if (records[i].Fields > 2) return 0;
        }

        if (counted) return CsvBody.Of(records, first, last + 1, wide).TypedColumns * 2 > wide ? wide : 0;
        if (records[first].Filled < wide * MostRows || !CsvTableSplitter.IsTextRow(records, first)) return 0;

        var body = CsvBody.Of(records, first + 1, last + 1, wide);
        return body.TypedColumns > 0 && CsvHeaderScorer.Score(records, first, first + 1, last + 1, body) > 1 ? wide : 0;
    }
}
