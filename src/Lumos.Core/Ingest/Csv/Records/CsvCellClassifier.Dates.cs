namespace Lumos.Core.Ingest.Csv.Records;

internal static partial class CsvCellClassifier
{
    // The first three letters of month names in English, German, French, Spanish, Italian, Portuguese and Dutch.
    private static readonly byte[][] Months = [.. ((string[])
    [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mai", "okt", "dez", "fev", "avr", "aou", "ene", "abr", "ago", "dic", "gen", "mag",
        "giu", "lug", "set", "ott", "out", "maa", "mei", "jui", "mrt", "maj", "dec", "m\u00e4r", "f\u00e9v", "ao\u00fb", "d\u00e9c",
    ]).Select(System.Text.Encoding.UTF8.GetBytes)];

    /// <summary>Date, time, both, or null.</summary>
    internal static CsvCell? DateKind(ReadOnlySpan<byte> cell)
    {
        var time = TimeLength(cell);
        if (time > 0 && time == cell.Length) return CsvCell.Time;
        var date = DateLength(cell);
        if (date == 0)
        {
            // Time first, then date, as some loggers write.
            if (time > 0 && time + 1 < cell.Length && cell[time] == (byte)' ' && DateLength(cell[(time + 1)..]) == cell.Length - time - 1) return CsvCell.DateTime;
            return null;
        }

        if (date == cell.Length) return CsvCell.Date;
        var rest = cell[date..];
        if (rest[0] is (byte)'T' or (byte)'t' or (byte)' ' or (byte)':' or (byte)'_' or (byte)'-')
        {
            rest = Trim(rest[1..]);
            if (rest.Length == 1 && rest[0] == (byte)'Z') return CsvCell.DateTime;
            var length = TimeLength(rest);
            if (length > 0 && length == rest.Length) return CsvCell.DateTime;
        }

        return null;
    }

    /// <summary>Length of a time of day at the start, with fraction, AM/PM and zone; 0 when there is none.</summary>
    private static int TimeLength(ReadOnlySpan<byte> cell)
    {
        var at = Digits(cell, 0);
        if (at is 0 or > 2 || at >= cell.Length || cell[at] != (byte)':') return 0;
        var minutes = Digits(cell, at + 1);
        if (minutes != 2) return 0;
        at += 3;
        if (at < cell.Length && cell[at] == (byte)':' && Digits(cell, at + 1) is 1 or 2)
        {
            at += 1 + Digits(cell, at + 1);
            if (at < cell.Length && cell[at] is (byte)'.' or (byte)',' or (byte)':' && Digits(cell, at + 1) is > 0 and <= 9) at += 1 + Digits(cell, at + 1);
        }
        else if (at < cell.Length && cell[at] == (byte)'.' && Digits(cell, at + 1) is > 0 and <= 3)
        {
            at += 1 + Digits(cell, at + 1);
        }

        if (at == cell.Length) return at;
        var rest = cell[at..];
        var trimmed = Trim(rest);
        if (EqualsIgnoreCase(trimmed, "am") || EqualsIgnoreCase(trimmed, "pm") || EqualsIgnoreCase(trimmed, "a.m.") || EqualsIgnoreCase(trimmed, "p.m.")
            || EqualsIgnoreCase(trimmed, "z") || EqualsIgnoreCase(trimmed, "utc") || EqualsIgnoreCase(trimmed, "gmt") || EqualsIgnoreCase(trimmed, "h")) return cell.Length;
        if (trimmed.Length is 3 or 5 or 6 && trimmed[0] is (byte)'+' or (byte)'-' && Digits(trimmed, 1) >= 2) return cell.Length;
        return rest[0] == (byte)' ' ? at : 0;
    }

    /// <summary>Length of a calendar date at the start; 0 when there is none.</summary>
    private static int DateLength(ReadOnlySpan<byte> cell)
    {
        Span<int> values = stackalloc int[3];
        var part = 0;
        var at = 0;
        byte separator = 0;
        var months = 0;
        var longest = 0;
        if (cell.Length > 4 && WeekdayLength(cell) is var weekday and > 0) at = weekday;
        while (part < 3)
        {
            var digits = Digits(cell, at);
            if (digits is > 0 and <= 4)
            {
                values[part] = Value(cell.Slice(at, digits));
                longest = Math.Max(longest, digits);
                if (digits == 3) return 0;
                at += digits;
                if (part == 0 && digits <= 2 && at + 1 < cell.Length && IsOrdinal(cell[at..])) at += 2;
            }
            else if (digits == 0 && MonthLength(cell[at..]) is var month and > 0)
            {
                months++;
                values[part] = 1;
                at += month;
            }
            else
            {
                return 0;
            }

            part++;
            if (part == 3) break;
            if (at >= cell.Length) break;
            var s = cell[at];
            if (s is not ((byte)'-' or (byte)'/' or (byte)'.' or (byte)' ' or (byte)',')) break;
            if (part == 1) separator = s;
            else if (s != separator && months == 0) break;
            if (s is (byte)' ' or (byte)',' or (byte)'.' && months == 0 && s != (byte)'.') break;
            at++;
            while (months > 0 && at < cell.Length && cell[at] is (byte)' ') at++;
        }

        if (part == 3 && months == 1) return longest <= 4 ? at : 0;
        if (part == 2 && months == 1 && at == cell.Length) return at;
        if (months > 0) return 0;
        if (part == 2)
        {
            // 2020-01, 01/2020
            return separator is (byte)'-' or (byte)'/' && longest == 4 && at == cell.Length && Math.Max(values[0], values[1]) is > 1700 and < 2200
                && Math.Min(values[0], values[1]) is >= 1 and <= 12 ? at : 0;
        }

        if (part != 3 || longest == 1) return 0;
        var yearFirst = values[0] > 31;
        var (year, a, b) = yearFirst ? (values[0], values[1], values[2]) : (values[2], values[0], values[1]);
        if (longest == 4 && year is < 1000 or > 3000) return 0;
        if (a is < 1 or > 31 || b is < 1 or > 31 || (a > 12 && b > 12)) return 0;
        return at < cell.Length && IsDigit(cell[at]) ? 0 : at;
    }

    private static int WeekdayLength(ReadOnlySpan<byte> cell)
    {
        foreach (var day in (ReadOnlySpan<string>)["mon", "tue", "wed", "thu", "fri", "sat", "sun"])
        {
            if (!EqualsIgnoreCase(cell[..3], day)) continue;
            var at = 3;
            while (at < cell.Length && char.IsAsciiLetter((char)cell[at])) at++;
            if (at > 9) return 0;
            var name = at;
            while (at < cell.Length && cell[at] is (byte)' ' or (byte)',' or (byte)'.') at++;
            return at > name && at < cell.Length ? at : 0;
        }

        return 0;
    }

    private static int MonthLength(ReadOnlySpan<byte> cell)
    {
        if (cell.Length < 3) return 0;
        var letters = 0;
        while (letters < cell.Length && (char.IsAsciiLetter((char)cell[letters]) || cell[letters] >= 0x80)) letters++;
        if (letters is < 3 or > 12) return 0;
        foreach (var month in Months)
        {
            if (letters >= month.Length && (System.Text.Ascii.EqualsIgnoreCase(cell[..month.Length], month) || cell[..month.Length].SequenceEqual(month))) return letters < cell.Length && cell[letters] == (byte)'.' ? letters + 1 : letters;
        }

        return 0;
    }

    private static bool IsOrdinal(ReadOnlySpan<byte> cell) =>
        cell.Length >= 2 && (EqualsIgnoreCase(cell[..2], "st") || EqualsIgnoreCase(cell[..2], "nd") || EqualsIgnoreCase(cell[..2], "rd") || EqualsIgnoreCase(cell[..2], "th"));

    private static int Digits(ReadOnlySpan<byte> cell, int at)
    {
        var start = at;
        while (at < cell.Length && IsDigit(cell[at])) at++;
        return at - start;
    }

    private static int Value(ReadOnlySpan<byte> digits)
    {
        var value = 0;
        foreach (var d in digits) value = (value * 10) + (d - '0');
        return value;
    }
}
