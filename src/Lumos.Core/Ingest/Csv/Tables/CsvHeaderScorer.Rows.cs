using System.Globalization;
using System.Text;
using Lumos.Core.Ingest.Csv.Records;

namespace Lumos.Core.Ingest.Csv.Tables;

/// <summary>What the record as a whole is beside the rows: the only full one, numbered through, or one of many that say a thing twice.</summary>
internal static partial class CsvHeaderScorer
{
    private const int MinNumbered = 4;
    private const int MinSorted = 20;

    /// <summary>Marks that put the parts of names of things together, and hardly ever words of a name of a column.</summary>
    private static readonly System.Buffers.SearchValues<char> Joints = System.Buffers.SearchValues.Create(".:/@");

    private static double Rows(CsvRecords records, int row, int from, int to, CsvBody body, bool allNames)
    {
        double score = 0;
        if (allNames && body.Width > 2 && body.Rows >= 5 && body.MedianFilled <= body.Width * 0.75 && IsOnlyFull(records, from, to, body.Width)) score += 2;
        if (Numbered(records, row, body.Width) && !HasNumbered(records, from, to, body.Width)) score += 1.5;
        else if (allNames && body.Width is > 1 and < MinNumbered && Numbered(records, row, body.Width, body.Width) && !Numbered(records, from, body.Width, body.Width)) score += 1.5;
        if (SharesStart(records, row, from, to, body)) score -= 2;
        if (IsLikeBelow(records, row, from, to, body)) score -= 3;
        if (body.TypedColumns == 0 && BeginsValues(records, row, from, to, body)) score += 2;
        if (SaysTwice(records, row, from, to, body.Width)) score -= 2;
        if (body.TypedColumns == 0 && IsInOrder(records, row, from, to)) score -= 1.5;
        return score;
    }

    /// <summary>Whether the rows are sorted by their first column and the record has its place in that order.</summary>
    private static bool IsInOrder(CsvRecords records, int row, int from, int to)
    {
        if (to - from < MinSorted) return false;
        int ordered = 0, pairs = 0;
        var previous = records.Value(row, 0);
        for (var i = from; i < Math.Min(to, from + RepeatRows); i++)
        {
            if (records[i].IsBlank) continue;
            var value = records.Value(i, 0);
            var order = string.Compare(previous, value, StringComparison.OrdinalIgnoreCase);
            if (pairs == 0 && order >= 0) return false;
            pairs++;
            if (order <= 0) ordered++;
            previous = value;
        }

        return ordered >= pairs * 0.95;
    }

    /// <summary>Whether a line is a question and hardly any below it is: the answers to it.</summary>
    private static bool AsksAlone(CsvRecords records, int row, int from, int to)
    {
        if (records.Bytes(row, 0) is not [.., (byte)'?']) return false;
        int asked = 0, seen = 0;
        for (var i = from; i < Math.Min(to, from + RepeatRows); i++)
        {
            if (records[i].IsBlank) continue;
            seen++;
            if (records.Bytes(i, 0) is [.., (byte)'?']) asked++;
        }

        return seen >= 3 && asked * 10 <= seen;
    }

    /// <summary>Whether a cell is quoted and none of the values below it is, as programs write that quote texts only: a name, whatever it looks like.</summary>
    private static bool IsQuotedAlone(CsvRecords records, int row, int column, int from, int to)
    {
        if (column >= records[row].Fields || !records.Field(row, column).IsQuoted) return false;
        var seen = 0;
        for (var i = from; i < Math.Min(to, from + MinSorted); i++)
        {
            if (records.Cell(i, column) == CsvCell.Empty) continue;
            if (records.Field(i, column).IsQuoted) return false;
            seen++;
        }

        return seen >= 3;
    }

    private static bool IsOnlyFull(CsvRecords records, int from, int to, int width)
    {
        for (var i = from; i < Math.Min(to, from + RepeatRows); i++)
        {
            if (records[i].Filled >= width) return false;
        }

        return true;
    }

    private static bool HasNumbered(CsvRecords records, int from, int to, int width)
    {
        for (var i = from; i < Math.Min(to, from + 5); i++)
        {
            if (Numbered(records, i, width)) return true;
        }

        return false;
    }

    /// <summary>Names counted from column to column: <c>Q1, Q2, Q3, Q4</c>.</summary>
    internal static bool Numbered(CsvRecords records, int row, int width, int least = MinNumbered)
    {
        var run = 1;
        var stem = string.Empty;
        long number = 0;
        for (var c = 0; c < Math.Min(width, records[row].Fields); c++)
        {
            var bytes = records.Bytes(row, c);
            var digits = bytes.Length;
            while (digits > 0 && bytes[digits - 1] is >= (byte)'0' and <= (byte)'9') digits--;
            if (digits == 0 || digits == bytes.Length || bytes.Length > 20 || !char.IsAsciiLetter((char)bytes[0]) || !long.TryParse(bytes[digits..], NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            {
                run = 1;
                stem = string.Empty;
                continue;
            }

            var name = Encoding.UTF8.GetString(bytes[..digits]);
            run = name == stem && value == number + 1 ? run + 1 : 1;
            if (run >= least) return true;
            (stem, number) = (name, value);
        }

        return false;
    }

    /// <summary>Whether the record's cell begins like nearly all cells of its column, up to a mark, and goes on in its own way: paths, codes.</summary>
    private static bool SharesStart(CsvRecords records, int row, int from, int to, CsvBody body)
    {
        if (to - from < MinNumbered) return false;
        for (var c = 0; c < body.Width; c++)
        {
            var cell = records.Bytes(row, c);
            if (body[c].IsTyped || cell.Length < 6) continue;
            var start = cell[..cell.CommonPrefixLength(records.Bytes(from, c))].LastIndexOfAny("/_:.\\-"u8) + 1;
            int like = 0, seen = 0;
            if (start < 5 || start == cell.Length) continue;
            for (var i = from; i < Math.Min(to, from + RepeatRows); i++)
            {
                if (records.Cell(i, c) == CsvCell.Empty) continue;
                seen++;
                if (records.Bytes(i, c).StartsWith(cell[..start])) like++;
            }

            if (like >= seen * 0.95) return true;
        }

        return false;
    }

    /// <summary>Whether the record of a list ends like most lines below it, or is put together as most of them are (<c>word.word</c>).</summary>
    internal static bool IsLikeBelow(CsvRecords records, int row, int from, int to, CsvBody body)
    {
        if (SharesEnding(records, row, from, to, body)) return true;
        if (body.Width != 1 || body[0].IsTyped) return false;
        var form = FormOf(records.Bytes(row, 0));
        if (form.AsSpan().IndexOfAny(Joints) < 0) return false;
        int like = 0, seen = 0;
        for (var i = from; i < Math.Min(to, from + RepeatRows); i++)
        {
            if (records.Cell(i, 0) == CsvCell.Empty) continue;
            seen++;
            if (FormOf(records.Bytes(i, 0)) == form) like++;
        }

        return seen >= 5 && like * 3 >= seen * 2;
    }

    /// <summary>A cell with a letter for each run of letters and a digit for each run of digits.</summary>
    private static string FormOf(ReadOnlySpan<byte> cell)
    {
        var form = new StringBuilder();
        foreach (var b in cell.Length > 60 ? cell[..60] : cell)
        {
            var mark = b >= 0x80 || char.IsAsciiLetter((char)b) ? 'a' : char.IsAsciiDigit((char)b) ? '9' : (char)b;
            if (form.Length == 0 || form[^1] != mark || mark is not ('a' or '9')) form.Append(mark);
        }

        return form.ToString();
    }

    /// <summary>Whether the record's cell ends like most cells of its column, in a point and letters after it: names of files.</summary>
    private static bool SharesEnding(CsvRecords records, int row, int from, int to, CsvBody body)
    {
        for (var c = 0; c < body.Width; c++)
        {
            var cell = records.Bytes(row, c);
            var point = cell.LastIndexOf((byte)'.');
            if (body[c].IsTyped || point < 1 || cell.Length - point is < 2 or > 6 || !char.IsAsciiLetter((char)cell[point + 1])) continue;
            int like = 0, seen = 0;
            for (var i = from; i < Math.Min(to, from + RepeatRows); i++)
            {
                if (records.Cell(i, c) == CsvCell.Empty) continue;
                seen++;
                if (records.Bytes(i, c).EndsWith(cell[point..])) like++;
            }

            if (seen >= 3 && like * 4 >= seen * 3) return true;
        }

        return false;
    }

    /// <summary>Whether the values of a column begin with what the record has there and go on with a mark or a number: <c>dataset-one, dataset-two</c> under <c>dataset</c>.</summary>
    private static bool BeginsValues(CsvRecords records, int row, int from, int to, CsvBody body)
    {
        for (var c = 0; c < body.Width; c++)
        {
            var name = records.Bytes(row, c);
            if (name.Length < 3 || !CsvCellClassifier.IsTextual(records.Cell(row, c))) continue;
            int begun = 0, seen = 0;
            for (var i = from; i < Math.Min(to, from + RepeatRows); i++)
            {
                var value = records.Bytes(i, c);
                if (value.IsEmpty) continue;
                seen++;
                if (value.Length > name.Length && value[name.Length] < 0x80 && !char.IsAsciiLetter((char)value[name.Length]) && Ascii.EqualsIgnoreCase(value[..name.Length], name)) begun++;
            }

            if (seen >= 3 && begun >= seen * 0.75) return true;
        }

        return false;
    }

    /// <summary>Whether two cells side by side are the same text, as they are in a good part of the rows: names hardly come twice.</summary>
    private static bool SaysTwice(CsvRecords records, int row, int from, int to, int width)
    {
        for (var c = 1; c < width; c++)
        {
            if (!CsvCellClassifier.IsTextual(records.Cell(row, c)) || !records.Bytes(row, c).SequenceEqual(records.Bytes(row, c - 1))) continue;
            int twice = 0, seen = 0;
            var step = Math.Max(1, (to - from) / RepeatRows);
            for (var i = from; i < to; i += step)
            {
                if (records.Bytes(i, c).IsEmpty) continue;
                seen++;
                if (records.Bytes(i, c).SequenceEqual(records.Bytes(i, c - 1))) twice++;
            }

            if (seen >= 3 ? twice * 5 >= seen : seen > 0 && twice == seen) return true;
        }

        return false;
    }
}
