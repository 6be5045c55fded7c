namespace Lumos.Core.Ingest.Csv;

/// <summary>
/// Weighs whether a record is the header of the rows below it: contrast of kinds, words that name columns, values that come back below.
/// The score is a log-odds; above 0 means header.
/// </summary>
internal static class CsvHeaderScorer
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
        var years = YearSequence(records, row, width) || YearPair(records, row, body) || CountedNames(records, row, body) || Axis(records, row, bodyFrom, bodyTo, body);
        int foreign = 0, longest = 0;
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
            var alike = column.IsTyped ? 0 : CsvShape.Agreement(records, c, bytes, bodyFrom, bodyTo);
            var isName = alike < 0.5 && CsvHeaderWords.Matches(bytes);
            if (isName) named++;
            if (CsvCellClassifier.IsTextual(cell) || IsShortName(cell, bytes)) textual++;
            if (CsvCellClassifier.IsTyped(cell) && !IsShortName(cell, bytes))
            {
                typed++;
                if (IsForeign(cell, column)) foreign++;
            }

            if (column.Filled == 0) continue;
            contrasts++;
            var repeats = (!column.IsTyped || (cell == CsvCell.Bool && Varies(records, c, bodyFrom, bodyTo))) && Repeats(records, row, c, bytes, bodyFrom, bodyTo, copies);
            if (repeats) repeated++;
            contrast += Contrast(cell, bytes, column, years, isName, repeats);
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
        score -= 1.5 * Math.Min(2, longest);
        if (duplicates > 0) score -= Math.Min(1.0, duplicates * 0.3);
        if (empty > 1) score -= Math.Min(1.5, 1.5 * empty / width);
        return score;
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
        if (LooksLikeIdentifier(bytes)) score += 0.6;
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

    /// <summary>A value over a column of values of quite another kind, such as a number over flags.</summary>
    private static bool IsForeign(CsvCell cell, CsvBody.Column column) =>
        column.IsTyped && column.Filled >= 3 && column.TypedShare > 0.95 && CsvCellClassifier.IsNumeric(cell) && !column.IsNumeric && column.Share(cell) < 0.02;

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

    /// <summary>Numbers that rise (or fall) from column to column, as wavelengths and years do, over rows that do not.</summary>
    private static bool Axis(CsvRecords records, int row, int from, int to, CsvBody body)
    {
        if (Steps(records, row, body.Width) < 5 || body.Rows < 5) return false;
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

    /// <summary>Numbers in a row when all of them rise, or all of them fall; else 0. A first cell of another kind is left out.</summary>
    private static int Steps(CsvRecords records, int row, int width)
    {
        double? previous = null;
        var direction = 0;
        var numbers = 0;
        for (var c = 0; c < width; c++)
        {
            if (!CsvCellClassifier.IsNumeric(records.Cell(row, c)) || !double.TryParse(records.Bytes(row, c), System.Globalization.CultureInfo.InvariantCulture, out var value))
            {
                if (c == 0) continue;
                return 0;
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

        return filled >= 3 && same * 2 > filled;
    }

    /// <summary>Whether a cell may be a name: text, or letters that only look like a flag.</summary>
    internal static bool IsName(CsvCell cell, ReadOnlySpan<byte> bytes) => CsvCellClassifier.IsTextual(cell) || IsShortName(cell, bytes);

    /// <summary>Single letters such as x, y, n or t are names as much as flags.</summary>
    private static bool IsShortName(CsvCell cell, ReadOnlySpan<byte> bytes) =>
        (cell is CsvCell.Bool or CsvCell.Null && bytes.Length is 1 or 2 or 3 && char.IsAsciiLetter((char)bytes[0])) || IsLabelledYear(cell, bytes);

    /// <summary>A year with a mark or word after it ("2011 %") names a column.</summary>
    private static bool IsLabelledYear(CsvCell cell, ReadOnlySpan<byte> bytes) =>
        CsvCellClassifier.IsNumeric(cell) && bytes.Length > 4 && bytes[0] is (byte)'1' or (byte)'2' && bytes.IndexOfAnyExceptInRange((byte)'0', (byte)'9') == 4 && bytes[4] is not ((byte)'.' or (byte)',')
        && bytes[4..].IndexOfAnyInRange((byte)'0', (byte)'9') < 0;

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

    /// <summary>snake_case, camelCase, dotted: spellings people give columns, not values.</summary>
    private static bool LooksLikeIdentifier(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length is < 3 or > 60) return false;
        bool joined = false, camel = false, lower = false;
        for (var i = 0; i < bytes.Length; i++)
        {
            var b = bytes[i];
            if (b is (byte)'_' && i > 0) joined = true;
            else if (b is >= (byte)'A' and <= (byte)'Z') camel |= i > 0 && bytes[i - 1] is >= (byte)'a' and <= (byte)'z';
            else if (b is >= (byte)'a' and <= (byte)'z') lower = true;
            else if (b is not (>= (byte)'0' and <= (byte)'9') and not (byte)'.' and not (byte)':') return false;
        }

        return lower ? joined || camel : joined;
    }

    /// <summary>Headers that are years (or other counted steps): integers that rise or fall by one from column to column.</summary>
    internal static bool YearSequence(CsvRecords records, int row, int width)
    {
        long? previous = null;
        long? step = null;
        var run = 0;
        var numbers = 0;
        long first = 0;
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
                if (by is 0 or > 10 or < -10 || (step is { } s && s != by)) return false;
                step = by;
                run++;
            }

            previous = value;
        }

        return run >= 2 && run >= numbers - 2 && (numbers < width || first is > 1500 and < 2200);
    }
}
