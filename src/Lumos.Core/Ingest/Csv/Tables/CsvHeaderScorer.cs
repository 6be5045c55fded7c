using Lumos.Core.Ingest.Csv.Dialects;
using Lumos.Core.Ingest.Csv.Records;

namespace Lumos.Core.Ingest.Csv.Tables;

/// <summary>
/// Weighs whether a record is the header of the rows below it: contrast of kinds, words that name columns, values that come back below.
/// The score is a log-odds; above 0 means header.
/// </summary>
internal static partial class CsvHeaderScorer
{
    private const double Prior = 0.9;
    private const int RepeatRows = 200;

    public static double Score(CsvRecords records, int row, int bodyFrom, int bodyTo, CsvBody body)
    {
        var width = body.Width;
        double contrast = 0, score = Prior;
        int contrasts = 0, textual = 0, empty = 0, typed = 0, named = 0, repeated = 0;
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var duplicates = 0;
        var copies = new Dictionary<int, bool>();
        var years = YearSequence(records, row, width) || YearPair(records, row, body) || YearsOverGroups(records, row, body) || CountedNames(records, row, body) || WholeNames(records, row, body) || Axis(records, row, bodyFrom, bodyTo, body);
        int foreign = 0, longest = 0, stated = 0;
        for (var c = 0; c < width; c++)
        {
            var cell = records.Cell(row, c);
            var column = body[c];
            var bytes = records.Bytes(row, c);
            if (cell == CsvCell.Empty)
            {
                empty++;
                continue;
            }

            if (bytes.Length > 250) longest++;
            if (!seen.Add(System.Text.Encoding.UTF8.GetString(bytes))) duplicates++;
            if (column.IsTyped && CsvCellClassifier.IsTyped(cell) && IsQuotedAlone(records, row, c, bodyFrom, bodyTo))
            {
                textual++;
                contrasts++;
                contrast += 1.5 + column.TypedShare;
                continue;
            }

            var alike = column.IsTyped ? 0 : CsvShape.Agreement(records, c, bytes, bodyFrom, bodyTo);
            var identifies = !column.IsTyped && CsvShape.IsIdentifier(bytes);
            var among = identifies && CsvShape.AreIdentifiers(records, c, bodyFrom, bodyTo);
            if (!column.IsTyped && alike == 0 && CsvShape.SharesWords(records, c, bytes, bodyFrom, bodyTo)) alike = 1;
            var isName = alike < 0.5 && !IsSentence(bytes) && CsvHeaderWords.Matches(bytes) && !(among && CsvShape.HoldNames(records, c, bodyFrom, bodyTo));
            if (CsvCellClassifier.IsTextual(cell) || IsShortName(cell, bytes)) textual++;
            if (CsvCellClassifier.IsTyped(cell) && !IsShortName(cell, bytes))
            {
                typed++;
                if (IsForeign(cell, column)) foreign++;
            }

            if (column.Filled == 0)
            {
                if (isName) named++;
                if (cell is CsvCell.DateTime or CsvCell.Number) stated++;
                continue;
            }

            contrasts++;
            var repeats = (!column.IsTyped || cell == CsvCell.Null || (cell == CsvCell.Bool && Varies(records, c, bodyFrom, bodyTo))) && Repeats(records, row, c, bytes, bodyFrom, bodyTo, copies);
            if (repeats || (body.Width == 2 && body.TypedColumns == 0 && OccursBeside(records, 1 - c, bytes, bodyFrom, bodyTo))) repeated++;
            else if (isName) named++;
            contrast += Contrast(cell, bytes, column, years, isName && !repeats, repeats);
            if (identifies) contrast += among ? -1 : 0.6;
            if (alike > 0.8) score -= 1.5;
        }

        if (textual + typed == 0) return -5;
        if (contrasts > 0)
        {
            // Many columns agreeing is strong evidence, but not in proportion: they share one cause.
            score += contrast / contrasts * (1 + Math.Log2(contrasts));
        }

        // Even one value that comes back is telling: names hardly ever do.
        score -= 0.8 * Math.Min(3, repeated);
        score += Math.Min(2.5, named * 0.9) * (named / (double)(textual + typed) > 0.2 ? 1 : 0.5);
        if (typed == 0 && duplicates == 0 && empty == 0 && width > 1) score += 0.5;
        if (typed - foreign > 0 && !years) score -= 1.2 * (typed - foreign) / (textual + typed) + 0.3;

        if (width == 1 && body.TypedColumns == 0 && AsksAlone(records, row, bodyFrom, bodyTo)) score += 2.5;

        // A word nobody knows as a name, over words or phrases that begin like it, is one more of them.
        if (width == 1 && body.TypedColumns == 0 && named == 0 && !records.Bytes(row, 0).Contains((byte)'_') && (records.Bytes(row, 0).Contains((byte)' ') || CsvShape.BeginAlike(records, row, bodyFrom, bodyTo))) score -= 1;

        // So are pairs of words over pairs that begin like them.
        if (width == 2 && body.TypedColumns == 0 && body.Rows >= 3 && named == 0 && empty == 0 && CsvShape.BeginAlike(records, row, bodyFrom, bodyTo) && CsvShape.BeginAlike(records, row, bodyFrom, bodyTo, 1)) score -= 1.5;

        // Few rows of words under words nobody knows as names: as likely all of them are rows, and pairs of words are likelier a mapping.
        if (width > 1 && body.Rows is 1 or 2 && body.TypedColumns == 0 && named == 0) score -= width == 2 ? 1.5 : 0.8;
        score -= 1.5 * Math.Min(2, longest);

        // Moments and fractions over columns that hold nothing are values of this record alone.
        if (!years) score -= Math.Min(2, stated);
        if (duplicates > 0) score -= Math.Min(1.0, duplicates * 0.3);
        if (empty > 1) score -= Math.Min(1.5, 1.5 * empty / width);
        return score + Rows(records, row, bodyFrom, bodyTo, body, typed == 0 && duplicates == 0 && empty == 0);
    }

    private static double Contrast(CsvCell cell, ReadOnlySpan<byte> bytes, CsvBody.Column column, bool years, bool isName, bool repeats)
    {
        if (column.IsTyped)
        {
            if (repeats) return -2.2;
            if (CsvCellClassifier.IsTextual(cell) || IsShortName(cell, bytes)) return column.Share(cell) < 0.3 ? 1.5 + column.TypedShare : 0.3;
            if (years && CsvCellClassifier.IsNumeric(cell)) return 0.3;
            if (cell == CsvCell.Null) return 0;
            if (IsForeign(cell, column)) return 0.8;
            return column.Share(cell) > 0.3 ? -2.2 : -0.3;
        }

        double score = 0;
        if (CsvCellClassifier.IsTyped(cell) && !IsShortName(cell, bytes)) return years && CsvCellClassifier.IsNumeric(cell) ? 0.2 : -0.8;
        if (repeats) score -= 1.6;
        if (bytes.Length > 60) score -= 0.5;
        if (column.Filled >= 3 && column.MaxLength > 0)
        {
            // A column of codes of one length under a word of another length.
            if (column.MinLength == column.MaxLength && bytes.Length != column.MaxLength) score += 0.9;
            else if (bytes.Length > column.MaxLength || bytes.Length * 2 < column.MinLength) score += 0.4;
        }

        if (cell == CsvCell.Word && column.Share(cell) > 0) score += column.MeanLength > bytes.Length * 2.5 ? 0.3 : 0;
        return isName ? score + 0.4 : score;
    }

    /// <summary>Whether a column holds more than one value. Where a survey ticks an option, its name is the only one.</summary>
    private static bool Varies(CsvRecords records, int column, int from, int to)
    {
        var first = -1;
        for (var i = from; i < Math.Min(to, from + RepeatRows); i++)
        {
            if (records.Cell(i, column) == CsvCell.Empty) continue;
            if (first < 0) first = i;
            else if (!records.Bytes(i, column).SequenceEqual(records.Bytes(first, column))) return true;
        }

        return false;
    }

    /// <summary>Several words with a full stop: it says something and names nothing.</summary>
    private static bool IsSentence(ReadOnlySpan<byte> bytes) => bytes[^1] is (byte)'.' or (byte)'!' && bytes.Count((byte)' ') >= 3;

    /// <summary>A value over a column of values of quite another kind, such as a number over flags or a date over numbers.</summary>
    internal static bool IsForeign(CsvCell cell, CsvBody.Column column) =>
        column.IsTyped && column.Filled >= 3 && column.TypedShare > 0.95 && (CsvCellClassifier.IsNumeric(cell) ? !column.IsNumeric : CsvCellClassifier.IsTemporal(cell) && column.IsNumeric) && column.Share(cell) < 0.02;

    /// <summary>The header's text comes back in the column below, so it is a value.</summary>
    private static bool Repeats(CsvRecords records, int row, int column, ReadOnlySpan<byte> bytes, int from, int to, Dictionary<int, bool> copies)
    {
        if (bytes.Length == 0) return false;
        var step = Math.Max(1, (to - from) / RepeatRows);
        for (var i = from; i < to; i += step)
        {
            if (i == row || !records.Bytes(i, column).SequenceEqual(bytes)) continue;
            if (!copies.TryGetValue(i, out var copy)) copies[i] = copy = IsCopy(records, row, i);
            if (!copy) return true;
        }

        return false;
    }

    /// <summary>Whether a text stands in the other of two columns: pairs go both ways, names do not.</summary>
    private static bool OccursBeside(CsvRecords records, int column, ReadOnlySpan<byte> bytes, int from, int to)
    {
        for (var i = from; i < Math.Min(to, from + RepeatRows); i++)
        {
            if (records.Bytes(i, column).SequenceEqual(bytes)) return true;
        }

        return false;
    }

    /// <summary>Whether a later record is the same header again, as at the top of each page.</summary>
    private static bool IsCopy(CsvRecords records, int row, int other)
    {
        int same = 0, filled = 0;
        for (var c = 0; c < records[row].Fields; c++)
        {
            if (records.Cell(row, c) == CsvCell.Empty) continue;
            filled++;
            if (records.Bytes(other, c).SequenceEqual(records.Bytes(row, c))) same++;
        }

        return filled >= 3 && same * 5 >= filled * 4;
    }

    /// <summary>Whether a cell may be a name: text, or letters that only look like a flag.</summary>
    internal static bool IsName(CsvCell cell, ReadOnlySpan<byte> bytes) => CsvCellClassifier.IsTextual(cell) || IsShortName(cell, bytes);

    /// <summary>Single letters such as x, y, n or t are names as much as flags.</summary>
    private static bool IsShortName(CsvCell cell, ReadOnlySpan<byte> bytes) =>
        (cell is CsvCell.Bool or CsvCell.Null && bytes.Length is 1 or 2 or 3 && char.IsAsciiLetter((char)bytes[0]) && !bytes.Contains((byte)'/')) || IsLabelledYear(cell, bytes);

    /// <summary>Weighs the first record of lists of any length: names only, of which none comes back below, and words or spellings that name columns.</summary>
    public static double OfList(CsvRecords records, int row, int to)
    {
        int telling = 0, fields = records[row].Fields;
        if (fields < 2 || records[row].Filled < fields) return -1;
        for (var c = 0; c < fields; c++)
        {
            var bytes = records.Bytes(row, c);
            if (!CsvCellClassifier.IsTextual(records.Cell(row, c)) || Repeats(records, row, c, bytes, row + 1, to, [])) return -1;
            if (CsvHeaderWords.Matches(bytes) || CsvShape.IsIdentifier(bytes)) telling++;
        }

        return telling * 2 >= fields ? telling : -1;
    }
}
