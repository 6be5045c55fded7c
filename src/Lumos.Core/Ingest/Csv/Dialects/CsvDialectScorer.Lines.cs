using Lumos.Core.Ingest.Csv.Records;
using Lumos.Core.Ingest.Csv.Tables;

namespace Lumos.Core.Ingest.Csv.Dialects;

/// <summary>What the lines are as a whole, whatever delimits them: lists of values, names of people, categories, texts in quotes.</summary>
internal static partial class CsvDialectScorer
{
    private static readonly System.Buffers.SearchValues<byte> Apart = System.Buffers.SearchValues.Create(" ,;\t|"u8);

    /// <summary>Whether all first fields are one text: the common start of paths and codes, which no delimiter ends.</summary>
    private static bool SharesStart(CsvRecords records)
    {
        int first = -1, seen = 0;
        for (var i = 0; i < records.Count; i++)
        {
            if (records[i].IsBlank) continue;
            if (first < 0) first = i;
            else if (!records.Bytes(i, 0).SequenceEqual(records.Bytes(first, 0))) return false;
            seen++;
        }

        return seen >= 3;
    }

    /// <summary>
    /// Whether whole lines are values that hold a delimiter themselves: dates with times, or decimal commas under a name without a comma.
    /// </summary>
    private static bool IsListOfValues(CsvRecords records)
    {
        int whole = 0, commas = 0, others = 0;
        var first = -1;
        for (var i = 0; i < records.Count; i++)
        {
            if (records[i].IsBlank) continue;
            if (first < 0)
            {
                first = i;
                continue;
            }

            var cell = records.Cell(i, 0);
            if (cell is CsvCell.DateTime or CsvCell.Url or CsvCell.Email) whole++;
            else if (CsvCellClassifier.IsNumeric(cell) && records.Bytes(i, 0).IndexOfAny(Apart) < 0) whole++;
            else if (cell == CsvCell.Number && records.Bytes(i, 0).Contains((byte)',')) commas++;
            else others++;
        }

        if (first < 0 || whole + commas == 0 || others > (whole + commas) / 10) return false;
        if (HasAsMany(records, first, (byte)',') || HasAsMany(records, first, (byte)';')) return false;
        var top = records.Cell(first, 0);
        return whole > commas || (CsvCellClassifier.IsTextual(top) && !records.Bytes(first, 0).Contains((byte)','));
    }

    /// <summary>Whether a mark stands in the first line as often as in the others: then it delimits, however well the whole lines read.</summary>
    private static bool HasAsMany(CsvRecords records, int first, byte mark)
    {
        var wanted = records.Bytes(first, 0).Count(mark);
        if (wanted == 0) return false;
        int same = 0, seen = 0;
        for (var i = first + 1; i < records.Count; i++)
        {
            if (records[i].IsBlank) continue;
            seen++;
            if (records.Bytes(i, 0).Count(mark) == wanted) same++;
        }

        return seen > 0 && same >= seen * 0.9 && CsvCellClassifier.IsTextual(CsvCellClassifier.Classify(records.Bytes(first, 0)));
    }

    /// <summary>Whether two fields by blanks look like the first and last names of people, or the names of species: two capitalised words, or one before a small one, in nearly every record.</summary>
    private static bool LooksLikeNames(CsvRecords records, int width)
    {
        if (width is not (2 or 3)) return false;
        int names = 0, seen = 0;
        for (var i = 0; i < records.Count; i++)
        {
            if (records[i].IsBlank) continue;
            seen++;
            var capital = true;
            for (var c = 0; c < records[i].Fields; c++)
            {
                var bytes = records.Bytes(i, c);
                capital &= records.Cell(i, c) is CsvCell.Word or CsvCell.Code && bytes.Length > 0 && (bytes[0] is >= (byte)'A' and <= (byte)'Z' or >= 0xC3 || (c == 1 && width == 2 && IsSmall(bytes))) && bytes.IndexOfAnyInRange((byte)'0', (byte)'9') < 0;
            }

            if (capital && records[i].Fields is 2 or 3) names++;
        }

        return seen >= 3 && names >= (seen - 1) * 0.9;
    }

    private static bool IsSmall(ReadOnlySpan<byte> word) => word.Length > 2 && word.IndexOfAnyExceptInRange((byte)'a', (byte)'z') < 0;

    /// <summary>Whether whole lines come back again and again, as categories in a list do.</summary>
    private static bool IsOfFewLines(CsvRecords records)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in Enumerable.Range(0, records.Count)) seen.Add(System.Text.Encoding.UTF8.GetString(records.Text.AsSpan(records[line].Start, records[line].End - records[line].Start)));
        return records.Count >= 10 && seen.Count * 5 <= records.Count;
    }

    /// <summary>
    /// Records at the top that each begin with a comment mark of any kind, as instruments write what they measured with, where other lines
    /// follow; 0 where none does or nothing follows.
    /// </summary>
    private static int LinesAbove(CsvRecords records)
    {
        var above = 0;
        while (above < records.Count && (records[above].IsBlank || CsvTableFinder.IsCommentLike(records, above))) above++;
        return above >= LongPreamble && records.Count - above >= LongPreamble ? above : 0;
    }

    /// <summary>Whether the first fields are several words each, the last of which is the same in all of them: the mark after it belongs to it (<c>h1:…</c>).</summary>
    private static bool FollowsOneWord(CsvRecords records)
    {
        ReadOnlySpan<byte> word = [];
        var seen = 0;
        for (var i = 0; i < records.Count; i++)
        {
            if (records[i].IsBlank) continue;
            var cell = records.Bytes(i, 0);
            var space = cell.LastIndexOf((byte)' ');
            if (space < 0 || space + 1 == cell.Length) return false;
            if (seen++ == 0) word = cell[(space + 1)..];
            else if (!cell[(space + 1)..].SequenceEqual(word)) return false;
        }

        return seen >= 3;
    }

    /// <summary>Whether a mark only ever stands at the end of lines, once in each.</summary>
    private static bool OnlyEnds(CsvRecords records)
    {
        var seen = 0;
        for (var i = 0; i < records.Count; i++)
        {
            if (records[i].IsBlank) continue;
            if (records[i].Fields != 2 || records.Cell(i, 1) != CsvCell.Empty) return false;
            seen++;
        }

        return seen >= 3;
    }

    /// <summary>Whether every quote stands beside another.</summary>
    private static bool AreDoubled(ReadOnlySpan<byte> text)
    {
        for (var at = text.IndexOf((byte)'"'); at >= 0; at = text.IndexOf((byte)'"'))
        {
            if (at + 1 == text.Length || text[at + 1] != (byte)'"') return false;
            text = text[(at + 2)..];
        }

        return true;
    }

    /// <summary>Whether nearly every line opens with a quote, closes with one and holds none but doubled ones between: then it is one field.</summary>
    private static bool AreQuotedLines(CsvRecords records)
    {
        int others = 0, seen = 0;
        for (var i = 0; i < records.Count; i++)
        {
            if (records[i].IsBlank) continue;
            seen++;
            if (CsvCellClassifier.Trim(records.Text.AsSpan(records[i].Start, records[i].End - records[i].Start)) is [(byte)'"', .. var inside, (byte)'"'] && AreDoubled(inside)) continue;
            if (++others * 10 > records.Count) return false;
        }

        return seen >= 2 && others * 10 <= seen;
    }
}
