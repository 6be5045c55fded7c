using Lumos.Core.Ingest.Csv.Records;

namespace Lumos.Core.Ingest.Csv.Tables;

internal static partial class CsvTableFinder
{
    private const double MostRows = 0.8;
    private const int MinEarlier = 3;
    private const int MaxRemarks = 7;

    /// <summary>
    /// Prose, and keys with their values, may happen to have the table's width. When the columns are values further down, and for more than a
    /// header's records at the top they are not, the table starts at the last record before the values, or with them when that names nothing.
    /// </summary>
    private static int SkipProse(CsvRecords records, int top, int to, int width)
    {
        if (width < 2 || to - top < 8) return top;
        var body = CsvBody.Of(records, top + ((to - top) * 3 / 4), to, width);
        var typed = ColumnsOfValues(body);
        if (typed.Count < 2)
        {
            // Notes may stand at the end: then what is before them tells.
            var before = CsvBody.Of(records, top + ((to - top) / 2), to - ((to - top) / 8), width);
            if (ColumnsOfValues(before) is { Count: > 1 } more) (body, typed) = (before, more);
        }

        if (typed.Count == 0) return top;

        // One column of values alone may just hold codes with and without letters.
        var several = typed.Count > 1;
        for (var i = top; i < Math.Min(to, top + MaxPreamble); i++)
        {
            if (several ? !GoesOn(records, i, to, width, typed) : !CsvCellClassifier.IsTyped(records.Cell(i, typed[0]))) continue;

            // The first rows may leave out their last values.
            var first = i;
            while (several && first > top && IsShortRow(records, first - 1, width, body)) first--;
            if (i - top <= MaxHeaderRecords + 1 || (several && !AreNoRows(records, top, first, body, typed))) return top;
            return NamesAbove(records, top, first, body) is var header and >= 0 ? header : several ? first : top;
        }

        return top;
    }

    /// <summary>The record that names the columns above the first values, with remarks on some of them between the two or not; else -1.</summary>
    private static int NamesAbove(CsvRecords records, int top, int values, CsvBody body)
    {
        var header = values - 1;
        while (header > top && (records[header].IsBlank || IsRule(records, header))) header--;
        if (MarkedNames(records, header, values + 1, body.Width) > 0) return header;
        var above = header;
        while (above > top && values - above < MaxRemarks && records[above].Fields == body.Width && records[above].Filled < body.Width * MostRows && records.Cell(above, 0) == CsvCell.Empty) above--;

        // Columns that are never filled need no name.
        var used = Used(body);
        while (above < header && !IsNames(above)) above++;
        return IsNames(above) ? above : -1;

        bool IsNames(int row) => CsvTableSplitter.IsTextRow(records, row) && !IsSection(records, row)
            && (records[row].Fields == body.Width ? !IsCutSentence(records, row, values, body) && (records[row].Filled >= used || (FillsOnlyFilled(records, row, body) && records[row].Filled >= used * MostRows)) : records[row].Fields < body.Width && records[row].Fields >= body.Width * 0.6 && records[row].Filled >= body.MedianFilled && IsWithoutGaps(records, row));
    }

    /// <summary>Columns that hold anything.</summary>
    private static int Used(CsvBody body) => Enumerable.Range(0, body.Width).Count(c => body[c].Filled > 0);

    private static List<int> ColumnsOfValues(CsvBody body) => body.Rows < 2
        ? []
        : [.. Enumerable.Range(0, body.Width).Where(c => body[c].IsTyped && body[c].TypedShare > 0.9 && body[c].Filled > body.Rows * MostRows)];

    /// <summary>Whether a record and most of those after it hold a value in every column that does.</summary>
    private static bool GoesOn(CsvRecords records, int i, int to, int width, List<int> typed)
    {
        if (!HoldsValues(records, i, width, typed)) return false;
        int like = 0, seen = 0;
        for (var next = i + 1; next < to && seen < 8; next++)
        {
            if (records[next].IsBlank) continue;
            seen++;
            if (HoldsValues(records, next, width, typed)) like++;
        }

        return like >= seen * MostRows;
    }

    private static bool HoldsValues(CsvRecords records, int i, int width, List<int> typed) =>
        records[i].Fields == width && typed.TrueForAll(c => CsvCellClassifier.IsTyped(records.Cell(i, c)) || records.Cell(i, c) == CsvCell.Null);

    /// <summary>
    /// Whether records contradict the values below: nearly all have a text where those have a value, another width, or next to nothing at
    /// all, and a good part of them has no value in any such column. Rows some of whose values are missing do not.
    /// </summary>
    private static bool AreNoRows(CsvRecords records, int from, int to, CsvBody body, List<int> typed)
    {
        int seen = 0, against = 0, wholly = 0;
        for (var i = from; i < to; i++)
        {
            if (records[i].IsBlank) continue;
            seen++;
            if (records[i].Fields != body.Width || records[i].Filled <= Math.Min(2, body.MedianFilled / 2))
            {
                against++;
                wholly++;
                continue;
            }

            if (typed.Exists(c => CsvCellClassifier.IsTextual(records.Cell(i, c)))) against++;
            if (!typed.Exists(c => CsvCellClassifier.IsTyped(records.Cell(i, c)))) wholly++;
        }

        return against >= seen * 0.9 && wholly * 4 >= seen && !ComeBack(records, from, to, body.Width);
    }

    /// <summary>Whether most of some records say in one of their columns what it says further down, too: rows, of which the later ones only differ.</summary>
    private static bool ComeBack(CsvRecords records, int from, int to, int width)
    {
        if (to - from < MaxRemarks) return false;
        var below = new HashSet<string>(StringComparer.Ordinal);
        for (var c = 0; c < width; c++)
        {
            below.Clear();
            for (var i = to; i < Math.Min(records.Count, to + MaxPreamble); i++)
            {
                if (records[i].Fields == width && CsvCellClassifier.IsTextual(records.Cell(i, c))) below.Add(records.Value(i, c));
            }

            int again = 0, seen = 0;
            for (var i = from; i < to; i++)
            {
                if (records[i].IsBlank) continue;
                seen++;
                if (records[i].Fields == width && records[i].Filled > 1 && CsvCellClassifier.IsTextual(records.Cell(i, c)) && below.Contains(records.Value(i, c))) again++;
            }

            if (again >= seen * MostRows) return true;
        }

        return false;
    }

    /// <summary>
    /// Rows above the one found that are longer than most: in lists of names of any length the first ones need not be of the usual length.
    /// Only where such rows come below, too, and nothing tells the one found from them.
    /// </summary>
    private static int LongerRows(CsvRecords records, int from, int top, int to, int width)
    {
        if (width < 2 || top <= from || records[top - 1].Fields < width) return top;
        var below = 0;
        for (var i = top + 1; i < to; i++)
        {
            if (records[i].IsBlank) continue;
            if (records[i].Fields > width) below++;
            if (!IsListed(i)) return top;
        }

        var first = top;
        while (first > from && records[first - 1].Fields >= width && !IsCommentLike(records, first - 1) && IsListed(first - 1)) first--;
        return below > 0 && !NamesColumns(records, top) ? first : top;

        bool IsListed(int row)
        {
            if (records[row].Fields == 0 || records[row].Filled < records[row].Fields) return false;
            foreach (var cell in records.Cells(row))
            {
                if (!CsvCellClassifier.IsTextual(cell)) return false;
            }

            return true;
        }
    }

    /// <summary>
    /// The first of the rows above the one found that have fewer fields than it: a log that gained a column. Nearly all of them begin with
    /// what later rows begin with, too, and few things are said there.
    /// </summary>
    private static int EarlierRows(CsvRecords records, int from, int top, int to, int width)
    {
        if (top - from < MinEarlier || width < 3) return top;
        var starts = new HashSet<string>(StringComparer.Ordinal);
        for (var i = top; i < to; i++)
        {
            if (records[i].Fields == width) starts.Add(records.Value(i, 0));
        }

        int known = 0, seen = 0;
        for (var i = from; i < top; i++)
        {
            if (records[i].Fields < 2 || records[i].Fields >= width) return top;
            seen++;
            if (starts.Contains(records.Value(i, 0))) known++;
            else if (i == from) return top;
        }

        return known >= seen * MostRows && starts.Count * 3 < to - top ? from : top;
    }

    /// <summary>
    /// The first of the records right above a table without names that are rows like its own, but for fields too many or too few. A row of
    /// the preamble has other kinds of values.
    /// </summary>
    private static int RowsAbove(CsvRecords records, int from, int top, int to, int width)
    {
        if (width < 3 || top <= from || CsvTableSplitter.IsTextRow(records, top) || StandApart(records, from, top, to, width)) return top;
        var body = CsvBody.Of(records, top, to, width);
        var first = top;
        while (first > from && IsUnevenRow(records, first - 1, body)) first--;
        return first;
    }

    /// <summary>Whether records of several lengths, none of them that of the table, stand above many rows that are all as long as the others: they are about something else.</summary>
    internal static bool StandApart(CsvRecords records, int from, int top, int to, int width)
    {
        int shortest = int.MaxValue, longest = 0, rows = 0;
        for (var i = from; i < top; i++)
        {
            if (records[i].IsBlank) continue;
            if (records[i].Fields == width) return false;
            shortest = Math.Min(shortest, records[i].Fields);
            longest = Math.Max(longest, records[i].Fields);
        }

        if (shortest >= longest) return false;
        for (var i = top; i < to; i++)
        {
            if (records[i].IsBlank) continue;
            if (records[i].Fields != width) return false;
            rows++;
        }

        return rows >= MinSure;
    }

    private static bool IsUnevenRow(CsvRecords records, int row, CsvBody body)
    {
        if (records[row].Fields == body.Width || records[row].Fields < body.Width * MostRows || IsCommentLike(records, row) || !FillsOnlyFilled(records, row, body)) return false;
        int like = 0, telling = 0;
        for (var c = 0; c < Math.Min(body.Width, records[row].Fields); c++)
        {
            var cell = records.Cell(row, c);
            if (!body[c].IsTyped || cell is CsvCell.Empty or CsvCell.Null) continue;
            telling++;

            // Behind the field that is too many, or missing, the others are shifted.
            if (body[c].Share(cell) >= 0.5 || body[c].Share(records.Cell(row, Math.Max(0, c + records[row].Fields - body.Width))) >= 0.5) like++;
        }

        return like >= 2 && like >= telling * 0.6;
    }

    private static bool NamesColumns(CsvRecords records, int row)
    {
        for (var c = 0; c < records[row].Fields; c++)
        {
            if (CsvHeaderWords.Matches(records.Bytes(row, c))) return true;
        }

        return false;
    }
}
