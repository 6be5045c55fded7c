using Lumos.Core.Ingest.Csv.Records;

namespace Lumos.Core.Ingest.Csv.Tables;

/// <summary>Numbers that name columns: years, counted columns, axes.</summary>
internal static partial class CsvHeaderScorer
{
    private const int LongAxis = 20;

    /// <summary>
    /// Column numbers from 0 behind an empty corner, as data frames without names are written, where every row has a key and not the same
    /// numbers.
    /// </summary>
    internal static bool FrameNumbers(CsvRecords records, int row, CsvBody body)
    {
        if (body.Width < 2 || body.Rows < 3 || records.Cell(row, 0) != CsvCell.Empty || body[0].Filled < body.Rows) return false;
        for (var c = 1; c < body.Width; c++)
        {
            if (records.Cell(row, c) != CsvCell.Integer || !int.TryParse(records.Bytes(row, c), System.Globalization.CultureInfo.InvariantCulture, out var value) || value != c - 1) return false;
        }

        return true;
    }

    /// <summary>
    /// Numbers behind an empty corner, over rows that all begin with a number and rise from one to the next: wavelengths or stations over times
    /// and positions.
    /// </summary>
    internal static bool NumbersOverIndex(CsvRecords records, int row, int to, CsvBody body)
    {
        if (body.Width < 2 || body.Rows < 5 || records.Cell(row, 0) != CsvCell.Empty || records[row].Filled != body.Width - 1 || body[0].Filled < body.Rows || body.TypedColumns < body.Width) return false;
        for (var c = 1; c < body.Width; c++)
        {
            if (!CsvCellClassifier.IsNumeric(records.Cell(row, c))) return false;
        }

        return row + 1 < to && records[row + 1].Fields == body.Width && GoesOnBelow(records, row + 1, row + 2, to);
    }

    /// <summary>Whether a record counts the columns from 1 behind an empty corner, all but the last or all: the wells of a plate.</summary>
    internal static bool CountsUp(CsvRecords records, int row, int width)
    {
        if (width < 4 || records[row].Fields < width - 1 || records[row].Fields > width || records.Cell(row, 0) != CsvCell.Empty) return false;
        for (var c = 1; c < width - 1; c++)
        {
            if (records.Cell(row, c) != CsvCell.Integer || !int.TryParse(records.Bytes(row, c), System.Globalization.CultureInfo.InvariantCulture, out var value) || value != c) return false;
        }

        return true;
    }

    /// <summary>Column numbers from 0 or 1 over fractions, as programs write for tables without names.</summary>
    private static bool CountedNames(CsvRecords records, int row, CsvBody body)
    {
        if (body.Width < 3 || body.Rows < 3) return false;
        var fractions = 0;
        long first = 0;
        for (var c = 0; c < body.Width; c++)
        {
            if (records.Cell(row, c) != CsvCell.Integer || !long.TryParse(records.Bytes(row, c), System.Globalization.CultureInfo.InvariantCulture, out var value)) return false;
            if (c == 0) first = value;
            if (first is not (0 or 1) || value != first + c) return false;
            if (body[c].FractionShare > 0.7) fractions++;
        }

        return fractions >= body.Width * 0.7;
    }

    /// <summary>
    /// Different whole numbers over fractions, behind a corner that is empty or a word over a column of keys: stations, pipes or people that
    /// are called by their number.
    /// </summary>
    private static bool WholeNames(CsvRecords records, int row, CsvBody body)
    {
        if (body.Width < 2 || body.Rows < 3 || CsvCellClassifier.IsTyped(records.Cell(row, 0)) || body[0].Filled < body.Rows) return false;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        int fractions = 0, whole = 0;
        for (var c = 1; c < body.Width; c++)
        {
            if (records.Cell(row, c) == CsvCell.Integer) whole++;
            else if (!CsvCellClassifier.IsTextual(records.Cell(row, c))) return false;
            if (!seen.Add(records.Value(row, c))) return false;
            if (body[c].FractionShare > 0.7) fractions++;
        }

        return whole >= 2 && fractions >= Math.Max(2, (body.Width - 1) * 0.7);
    }

    /// <summary>Numbers that rise (or fall) from column to column, as wavelengths and years do, over rows that do not.</summary>
    private static bool Axis(CsvRecords records, int row, int from, int to, CsvBody body)
    {
        var steps = Steps(records, row, body.Width);
        if (steps < 5 || body.Rows < (steps < LongAxis ? 5 : 2) || GoesOnBelow(records, row, from, to)) return false;
        int steady = 0, seen = 0;
        var step = Math.Max(1, (to - from) / RepeatRows);
        for (var i = from; i < to; i += step)
        {
            if (records[i].Fields != body.Width) continue;
            seen++;
            if (Steps(records, i, body.Width) > 0) steady++;
        }

        return steady <= seen / 10;
    }

    /// <summary>Whether the first cell is a number that the first column goes on from, rising: then the record is the first of the rows.</summary>
    private static bool GoesOnBelow(CsvRecords records, int row, int from, int to)
    {
        double? previous = null;
        for (var i = row; i < Math.Min(to, from + MinSorted); i = i == row ? from : i + 1)
        {
            if (records[i].IsBlank) continue;
            if (!CsvCellClassifier.IsNumeric(records.Cell(i, 0)) || !double.TryParse(records.Bytes(i, 0), System.Globalization.CultureInfo.InvariantCulture, out var value) || value <= previous) return false;
            previous = value;
        }

        return true;
    }

    /// <summary>Numbers in a row when all of them rise, or all of them fall; else 0. First cells of another kind, and last ones that are texts, are left out.</summary>
    private static int Steps(CsvRecords records, int row, int width)
    {
        double? previous = null;
        var direction = 0;
        var numbers = 0;
        for (var c = 0; c < width; c++)
        {
            if (!CsvCellClassifier.IsNumeric(records.Cell(row, c)) || !double.TryParse(records.Bytes(row, c), System.Globalization.CultureInfo.InvariantCulture, out var value))
            {
                if (numbers == 0) continue;
                return numbers >= 5 && AreTexts(records, row, c, width) ? numbers : 0;
            }

            numbers++;
            if (previous is { } before)
            {
                var sign = Math.Sign(value - before);
                if (sign == 0 || (direction != 0 && sign != direction)) return 0;
                direction = sign;
            }

            previous = value;
        }

        return numbers;
    }

    private static bool AreTexts(CsvRecords records, int row, int from, int to)
    {
        for (var c = from; c < to; c++)
        {
            if (records.Cell(row, c) != CsvCell.Empty && !CsvCellClassifier.IsTextual(records.Cell(row, c))) return false;
        }

        return true;
    }

    /// <summary>A year with a mark or word after it ("2011 %") names a column.</summary>
    private static bool IsLabelledYear(CsvCell cell, ReadOnlySpan<byte> bytes) =>
        CsvCellClassifier.IsNumeric(cell) && bytes.Length > 4 && bytes[0] is (byte)'1' or (byte)'2' && bytes.IndexOfAnyExceptInRange((byte)'0', (byte)'9') == 4 && bytes[4] is not ((byte)'.' or (byte)',')
        && bytes[4..].IndexOfAnyInRange((byte)'0', (byte)'9') < 0;

    /// <summary>A year, with the mark of a footnote or without.</summary>
    internal static bool IsYear(ReadOnlySpan<byte> bytes) =>
        bytes.Length is 4 or 6 && bytes[..4].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0 && bytes[0] is (byte)'1' or (byte)'2' && bytes[1] is (byte)'0' or (byte)'8' or (byte)'9'
        && (bytes.Length == 4 || bytes[4] == (byte)' ');

    /// <summary>Two years side by side over numbers that are not all of four digits.</summary>
    private static bool YearPair(CsvRecords records, int row, CsvBody body)
    {
        var years = 0;
        var previous = 0;
        for (var c = 0; c < body.Width; c++)
        {
            if (!CsvCellClassifier.IsTyped(records.Cell(row, c))) continue;
            if (records.Cell(row, c) != CsvCell.Integer || !int.TryParse(records.Bytes(row, c), System.Globalization.CultureInfo.InvariantCulture, out var year) || year is < 1900 or > 2100) return false;
            if (years > 0 && Math.Abs(year - previous) != 1) return false;
            if (body[c].MinLength == 4 && body[c].MaxLength == 4) return false;
            previous = year;
            years++;
        }

        return years >= 2;
    }

    /// <summary>Years that rise or fall by one, each as often as the others one after the other, over numbers that are not all of four digits: groups of columns.</summary>
    private static bool YearsOverGroups(CsvRecords records, int row, CsvBody body)
    {
        int previous = 0, step = 0, run = 0, group = 0, groups = 0, columns = 0;
        for (var c = 0; c < body.Width; c++)
        {
            if (!CsvCellClassifier.IsTyped(records.Cell(row, c)) && groups == 0) continue;
            if (records.Cell(row, c) != CsvCell.Integer || !int.TryParse(records.Bytes(row, c), System.Globalization.CultureInfo.InvariantCulture, out var year) || year is < 1900 or > 2100) return false;
            if (body[c].MinLength == 4 && body[c].MaxLength == 4) return false;
            columns++;
            if (groups > 0 && year == previous)
            {
                run++;
                continue;
            }

            if (groups > 0)
            {
                if (Math.Abs(year - previous) != 1 || (step != 0 && year - previous != step) || (groups > 1 && run != group)) return false;
                step = year - previous;
                group = run;
            }

            groups++;
            run = 1;
            previous = year;
        }

        return groups >= 3 && run == group && group > 1 && columns >= body.Width - 1;
    }

    /// <summary>Headers that are years (or other counted steps): integers that rise or fall by one from column to column.</summary>
    internal static bool YearSequence(CsvRecords records, int row, int width)
    {
        long? previous = null;
        long? step = null;
        var run = 0;
        var numbers = 0;
        long first = 0;
        var again = false;
        for (var c = 0; c < width; c++)
        {
            var bytes = records.Bytes(row, c);
            if (records.Cell(row, c) != CsvCell.Integer || bytes.Length > 8 || !long.TryParse(bytes, System.Globalization.CultureInfo.InvariantCulture, out var value))
            {
                previous = null;
                continue;
            }

            if (numbers++ == 0) first = value;
            if (previous is { } p)
            {
                var by = value - p;

                // Two series of years side by side: the second starts again.
                if (!again && step > 0 && by < 0 && value is > 1500 and < 2200)
                {
                    again = true;
                    previous = value;
                    continue;
                }

                if (by is 0 or > 10 or < -10 || (step is { } s && s != by)) return false;
                step = by;
                run++;
            }

            previous = value;
        }

        return run >= 2 && run >= numbers - 2 && (numbers < width || first is > 1500 and < 2200);
    }
}
