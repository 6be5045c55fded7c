using Lumos.Core.Ingest.Csv.Records;

namespace Lumos.Core.Ingest.Csv.Tables;

internal static partial class CsvTableSplitter
{
    /// <summary>Whether a record of the shape of the rows around it is the header of another table.</summary>
    private static bool IsRepeatedHeader(CsvRecords records, int from, int i, int width)
    {
        if (!IsTextRow(records, i)) return false;
        if (SameAsFirst(records, from, i, width)) return true;
        if (!StandsOut(records, i, width) || Recurs(records, from, i, width)) return false;
        var above = AboveBody(records, from + 1, i, width);
        if (above.Rows < 2 || above.TypedColumns < Math.Max(1, width / 4)) return false;
        var below = RowsBelow(records, i, width, out var to);
        if (below < 3) return false;
        var body = CsvBody.Of(records, i + 1, to, width);
        if (body.TypedColumns < Math.Max(1, width / 4)) return false;
        var against = 0;
        for (var c = 0; c < width; c++)
        {
            if (above[c].IsTyped && above[c].TypedShare > 0.9 && body[c].IsTyped && CsvCellClassifier.IsTextual(records.Cell(i, c))) against++;
            else if (above[c].IsTyped && CsvCellClassifier.IsTyped(records.Cell(i, c))) return false;
        }

        return against >= Math.Max(2, width / 4) && CsvHeaderScorer.Score(records, i, i + 1, to, body) > 2 && (!AreAlike(above, body) || ReadsAsHeader(records, i, width, against));
    }

    /// <summary>Whether two stretches hold values of the same kinds: then what stands between them may be one row of theirs with nothing in it that can be read.</summary>
    private static bool AreAlike(CsvBody above, CsvBody below)
    {
        for (var c = 0; c < above.Width; c++)
        {
            if (above[c].IsNumeric != below[c].IsNumeric || above[c].IsTemporal != below[c].IsTemporal || above[c].IsTyped != below[c].IsTyped) return false;
        }

        return true;
    }

    /// <summary>Whether the cells are names: each another one, each beginning with a letter, and more than two of them over values or half of them words that name columns.</summary>
    private static bool ReadsAsHeader(CsvRecords records, int i, int width, int overValues)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var known = 0;
        for (var c = 0; c < width; c++)
        {
            if (records.Cell(i, c) == CsvCell.Empty) continue;
            var name = records.Value(i, c);
            if (name.Length == 0 || !char.IsLetter(name[0]) || !names.Add(name)) return false;
            if (CsvHeaderWords.Matches(records.Bytes(i, c))) known++;
        }

        return overValues > 2 || known * 2 >= names.Count;
    }

    /// <summary>Whether a record begins like several others near it and goes on in another way, as remarks under every row do.</summary>
    private static bool Recurs(CsvRecords records, int from, int i, int width)
    {
        var like = 0;
        for (var k = Math.Max(from, i - Look); k < Math.Min(records.Count, i + Look); k++)
        {
            if (k != i && records[k].Fields == width && records.Cell(k, 0) != CsvCell.Empty && records.Bytes(k, 0).SequenceEqual(records.Bytes(i, 0)) && !records.Bytes(k, 1).SequenceEqual(records.Bytes(i, 1))) like++;
        }

        return like >= 3;
    }

    /// <summary>Whether a record is text where both its neighbours have values.</summary>
    private static bool StandsOut(CsvRecords records, int i, int width)
    {
        if (i + 1 >= records.Count || records[i - 1].Fields != width || records[i + 1].Fields != width) return false;
        for (var c = 0; c < width; c++)
        {
            if (CsvCellClassifier.IsTyped(records.Cell(i - 1, c)) && CsvCellClassifier.IsTyped(records.Cell(i + 1, c)) && CsvCellClassifier.IsTextual(records.Cell(i, c))) return true;
        }

        return false;
    }

    /// <summary>Whether the record repeats the header (the first full text row) of the stretch.</summary>
    private static bool SameAsFirst(CsvRecords records, int from, int i, int width)
    {
        for (var j = from; j < Math.Min(i - 1, from + 30); j++)
        {
            if (records[j].Fields != width || records[j].Filled < 2) continue;
            if (!IsTextRow(records, j)) return false;
            var same = 0;
            for (var c = 0; c < width; c++) same += records.Bytes(j, c).SequenceEqual(records.Bytes(i, c)) ? 1 : 0;
            if (same == width && j + 1 < i && CsvHeaderScorer.Score(records, j, j + 1, i, CsvBody.Of(records, j + 1, i, width)) > 0 && records[i].Filled >= Math.Max(2, width / 2)) return !OccursAmong(records, i, j + 1, Math.Min(records.Count, i + Look), width);
            return false;
        }

        return false;
    }

    /// <summary>Whether a record repeats, but for its first cell, what the first full record of the stretch says, and says several things: the same years or stations over another section.</summary>
    private static bool NamesAgain(CsvRecords records, int from, int i, int width)
    {
        if (width < 4 || records[i].Filled < width - 1) return false;
        var first = from;
        while (first < Math.Min(i - 2, from + 30) && (records[first].Fields != width || records[first].Filled < width - 1)) first++;
        if (first >= i - 2 || records[first].Fields != width) return false;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var c = 1; c < width; c++)
        {
            if (!records.Bytes(first, c).SequenceEqual(records.Bytes(i, c))) return false;
            seen.Add(records.Value(i, c));
        }

        return seen.Count >= Math.Max(3, (width - 1) * 0.7);
    }

    /// <summary>Whether any cell of a record stands in its column elsewhere: then it is a row like the others.</summary>
    private static bool OccursAmong(CsvRecords records, int i, int from, int to, int width)
    {
        for (var k = from; k < to; k++)
        {
            if (k == i || records[k].Fields != width) continue;
            for (var c = 0; c < width; c++)
            {
                if (records.Cell(i, c) != CsvCell.Empty && records.Bytes(k, c).SequenceEqual(records.Bytes(i, c))) return true;
            }
        }

        return false;
    }
}
