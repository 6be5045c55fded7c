using Lumos.Core.Ingest.Csv.Records;

namespace Lumos.Core.Ingest.Csv.Tables;

/// <summary>Cuts the records of a file into stretches that hold one table each, where a new header of another shape begins.</summary>
internal static partial class CsvTableSplitter
{
    private const int Look = 40;

    /// <summary>Stretches as [from, to), in order and without gaps.</summary>
    public static List<(int From, int To)> Split(CsvRecords records)
    {
        var cuts = new List<(int From, int To)>();
        var from = 0;
        for (var i = 1; i < records.Count; i++)
        {
            if (records[i].Filled < 2 || records[i].Fields < 2) continue;
            if (i + 1 < records.Count && CsvTableFinder.IsCommentLike(records, i) && CsvTableFinder.IsCommentLike(records, i + 1)) continue;
            if (!MayStart(records, from, i) || CsvDeclarations.IsTags(records, i, records.Count, records[i].Fields)) continue;
            var cut = TitleStart(records, from, i);
            cuts.Add((from, cut));
            from = cut;
        }

        cuts.Add((from, records.Count));
        return cuts;
    }

    private static bool MayStart(CsvRecords records, int from, int i)
    {
        var width = records[i].Fields;
        var (above, aboveRows, rowsSeen) = WidthAbove(records, from, i);

        // Where widths change all the time, a change says nothing.
        if (aboveRows < 2 || aboveRows < rowsSeen * 0.6) return false;
        var previous = records[i - 1];
        var gap = previous.IsBlank && !AreDoubleSpaced(records, from, i);
        var titled = !gap && previous.Filled == 1 && previous.Fields < above && i >= 2;
        if (width == above && !gap && !titled)
        {
            // The same shape without a gap: only a header that reads like one among typed rows begins a new table.
            return IsRepeatedHeader(records, from, i, width);
        }

        var below = RowsBelow(records, i, width, out var to);
        if (below < 2) return below == 1 && titled && width > above && IsOfOneRow(records, i);
        if ((gap || titled) && NamesAgain(records, from, i, width)) return true;
        var body = CsvBody.Of(records, i + 1, to, width);
        if (body.Rows == 0) return false;
        var header = CsvHeaderScorer.Score(records, i, i + 1, to, body);
        if (width == above)
        {
            if (!IsTextRow(records, i)) return false;
            if (SameAsFirst(records, from, i, width)) return true;
            if (body.TypedColumns > 0) return header > 1.5 && body.Fit(i) < 0.6 && AboveBody(records, from, i, width).Fit(i) < 0.6;
            return false;
        }

        if (!gap && !titled && Returns(records, i, above)) return false;
        if (gap || titled) return header > 0.3 || Math.Abs(width - above) > 1;
        return body.TypedColumns > 0 && header > 1.5 && IsTextRow(records, i) && below >= 3;
    }

    /// <summary>Whether a blank line stands between each two of the rows above, three of one width at least: then one more says nothing.</summary>
    private static bool AreDoubleSpaced(CsvRecords records, int from, int i)
    {
        if (i - 6 < from) return false;
        for (var k = 1; k <= 6; k++)
        {
            if (records[i - k].IsBlank != (k % 2 == 1)) return false;
        }

        return records[i - 2].Fields == records[i - 4].Fields && records[i - 4].Fields == records[i - 6].Fields && !IsTextRow(records, i - 2);
    }

    /// <summary>Whether a record holds names only and the one below, the last before another title or the end, values too: a table of one row.</summary>
    private static bool IsOfOneRow(CsvRecords records, int i)
    {
        if (records[i].Filled < records[i].Fields || !IsTextRow(records, i) || IsTextRow(records, i + 1) || (i + 2 < records.Count && records[i + 2].Filled > 1)) return false;
        return CsvHeaderScorer.Score(records, i, i + 1, i + 2, CsvBody.Of(records, i + 1, i + 2, records[i].Fields)) > 1;
    }

    private static CsvBody AboveBody(CsvRecords records, int from, int i, int width) => CsvBody.Of(records, Math.Max(from, i - (Look * 4)), i, width);

    internal static bool IsTextRow(CsvRecords records, int i)
    {
        int text = 0, typed = 0;
        foreach (var cell in records.Cells(i))
        {
            if (CsvCellClassifier.IsTextual(cell) || cell is CsvCell.Bool) text++;
            else if (cell is not CsvCell.Empty and not CsvCell.Null) typed++;
        }

        return text >= 2 && typed == 0;
    }

    private static (int Width, int Rows, int Seen) WidthAbove(CsvRecords records, int from, int i)
    {
        Span<int> widths = stackalloc int[8];
        Span<int> counts = stackalloc int[8];
        var used = 0;
        var seen = 0;
        var commented = CsvTableFinder.IsCommentLike(records, i);
        for (var j = i - 1; j >= from && j >= i - Look; j--)
        {
            if (records[j].Filled < 2 || (!commented && CsvTableFinder.IsCommentLike(records, j))) continue;
            seen++;
            var at = widths[..used].IndexOf(records[j].Fields);
            if (at < 0)
            {
                if (used == widths.Length) continue;
                at = used++;
                widths[at] = records[j].Fields;
            }

            counts[at]++;
        }

        int best = 0;
        for (var k = 1; k < used; k++)
        {
            if (counts[k] > counts[best]) best = k;
        }

        return used == 0 ? (0, 0, 0) : (widths[best], counts[best], seen);
    }

    /// <summary>Rows after <paramref name="i"/> of the same width, to the next blank line or another width.</summary>
    private static int RowsBelow(CsvRecords records, int i, int width, out int to)
    {
        var rows = 0;
        to = i + 1;

        // A header may be set off from its rows by a blank line.
        if (to + 1 < records.Count && records[to].IsBlank && records[to + 1].Fields == width && IsTextRow(records, i) && !IsTextRow(records, to + 1)) to++;
        while (to < records.Count && records[to].Fields == width && !records[to].IsBlank && rows < 400)
        {
            rows++;
            to++;
        }

        return rows;
    }

    /// <summary>Whether the width above goes on below without a gap, so that the record was only ragged.</summary>
    private static bool Returns(CsvRecords records, int i, int above)
    {
        int old = 0, fresh = 0;
        for (var j = i + 1; j < records.Count && j <= i + Look && !records[j].IsBlank; j++)
        {
            if (records[j].Fields == above) old++;
            else if (records[j].Fields == records[i].Fields) fresh++;
        }

        return old * 4 > fresh;
    }

    private static int TitleStart(CsvRecords records, int from, int i)
    {
        var start = i;

        // A title may have two parts (CURVE2, TABLE).
        if (i > from + 2 && records[i - 1].Fields * 2 <= records[i].Fields && records[i - 1].Fields == 2 && IsTextRow(records, i - 1) && records[i - 2].Fields == records[i].Fields) return i - 1;
        while (start > from + 1 && start > i - 4 && records[start - 1].Filled == 1 && records[start - 1].Fields <= records[i].Fields
            && (records[start - 2].IsBlank || records[start - 2].Filled == 1 || records[start - 1].Fields < records[start - 2].Fields)) start--;
        return start;
    }
}
