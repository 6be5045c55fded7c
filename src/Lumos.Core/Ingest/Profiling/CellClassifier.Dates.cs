namespace Lumos.Core.Ingest.Profiling;

internal static partial class CellClassifier
{
    private const int NoSeparator = 5;

    private static ReadOnlySpan<byte> MonthNames => "janfebmaraprmayjunjulaugsepoctnovdec"u8;

    private static bool TryDate(ReadOnlySpan<byte> cell, out ShapeCode shape)
    {
        shape = default;
        if (cell.Length is < 6 or > 35) return false;
        var rest = cell;
        if (IsDigit(cell[0]))
        {
            var width = RunOfDigits(cell);
            if (width == 4 ? !YearFirst(ref rest, out shape) : width > 2 || !DayFirst(ref rest, width, out shape)) return false;
        }
        else if (!NameFirst(ref rest, out shape))
        {
            return false;
        }

        return rest.Length == 0 || TryTime(rest, shape, out shape);
    }

    // 2024-02-03, 2024-Feb-03
    private static bool YearFirst(ref ReadOnlySpan<byte> rest, out ShapeCode shape)
    {
        shape = default;
        if (rest.Length < 8) return false;
        var separator = SeparatorIndex(rest[4]);
        if (separator < 0) return false;
        var year = Number(rest[..4]);
        var mark = rest[4];
        rest = rest[5..];
        if (!IsDigit(rest[0]))
        {
            var named = MonthByName(rest);
            if (named == 0 || rest.Length < 5 || rest[3] != mark) return false;
            rest = rest[4..];
            var digits = RunOfDigits(rest);
            if (digits is 0 or > 2 || !IsDay(year, named, Number(rest[..digits]))) return false;
            rest = rest[digits..];
            shape = ShapeCode.Day(DateOrder.YearNameDay, separator, false, digits == 1, false, OrderEvidence.DayFirst);
            return true;
        }

        var months = RunOfDigits(rest);
        if (months > 2 || rest.Length <= months + 1 || rest[months] != mark) return false;
        var month = Number(rest[..months]);
        rest = rest[(months + 1)..];
        var days = RunOfDigits(rest);
        if (days is 0 or > 2 || !IsDay(year, month, Number(rest[..days]))) return false;
        rest = rest[days..];
        shape = ShapeCode.Day(DateOrder.YearMonthDay, separator, false, months == 1, days == 1, OrderEvidence.DayFirst);
        return true;
    }

    // 03/02/2024, 3.2.24, 3 Feb 2024
    private static bool DayFirst(ref ReadOnlySpan<byte> rest, int width, out ShapeCode shape)
    {
        shape = default;
        if (rest.Length < width + 4) return false;
        var separator = SeparatorIndex(rest[width]);
        if (separator < 0) return false;
        var first = Number(rest[..width]);
        var mark = rest[width];
        rest = rest[(width + 1)..];
        int year, years;
        if (!IsDigit(rest[0]))
        {
            var named = MonthByName(rest);
            if (named == 0 || rest[3] != mark) return false;
            rest = rest[4..];
            years = RunOfDigits(rest);
            if (!TakeYear(ref rest, years, out year) || !IsDay(year, named, first)) return false;
            shape = ShapeCode.Day(DateOrder.DayNameYear, separator, years == 2, width == 1, false, OrderEvidence.DayFirst);
            return true;
        }

        var seconds = RunOfDigits(rest);
        if (seconds > 2 || rest.Length < seconds + 3 || rest[seconds] != mark) return false;
        var second = Number(rest[..seconds]);
        rest = rest[(seconds + 1)..];
        years = RunOfDigits(rest);
        if (!TakeYear(ref rest, years, out year)) return false;
        bool dayFirst = IsDay(year, second, first), monthFirst = IsDay(year, first, second);
        if (!dayFirst && !monthFirst) return false;
        var evidence = !monthFirst ? OrderEvidence.DayFirst : !dayFirst ? OrderEvidence.MonthFirst : first == second ? OrderEvidence.Same : OrderEvidence.Either;
        shape = ShapeCode.Day(DateOrder.DayMonthEither, separator, years == 2, width == 1, seconds == 1, evidence);
        return true;
    }

    // Feb 3, 2024
    private static bool NameFirst(ref ReadOnlySpan<byte> rest, out ShapeCode shape)
    {
        shape = default;
        var month = MonthByName(rest);
        if (month == 0 || rest.Length < 8) return false;
        var separator = SeparatorIndex(rest[3]);
        if (separator < 0) return false;
        var mark = rest[3];
        rest = rest[4..];
        var days = RunOfDigits(rest);
        if (days is 0 or > 2 || rest.Length < days + 3) return false;
        var day = Number(rest[..days]);
        rest = rest[days..];
        var comma = rest[0] == ',';
        if (comma) rest = rest[1..];
        if (rest[0] != mark) return false;
        rest = rest[1..];
        var years = RunOfDigits(rest);
        if (!TakeYear(ref rest, years, out var year) || !IsDay(year, month, day)) return false;
        shape = ShapeCode.Day(DateOrder.NameDayYear, separator, years == 2, days == 1, false, OrderEvidence.DayFirst, comma);
        return true;
    }

    // Blank or T, HH:mm, seconds, fraction, zone.
    private static bool TryTime(ReadOnlySpan<byte> rest, ShapeCode day, out ShapeCode shape)
    {
        shape = default;
        var behindT = rest[0] == 'T';
        if ((!behindT && rest[0] != ' ') || rest.Length < 5) return false;
        rest = rest[1..];
        var hours = RunOfDigits(rest);
        if (hours is 0 or > 2 || rest.Length < hours + 3 || rest[hours] != ':') return false;
        var hour = Number(rest[..hours]);
        rest = rest[(hours + 1)..];
        if (RunOfDigits(rest) != 2 || Number(rest[..2]) > 59 || hour > 23) return false;
        rest = rest[2..];
        var seconds = rest.Length > 0 && rest[0] == ':';
        var fraction = 0;
        if (seconds)
        {
            rest = rest[1..];
            if (RunOfDigits(rest) != 2 || Number(rest[..2]) > 59) return false;
            rest = rest[2..];
            if (rest.Length > 1 && rest[0] == '.')
            {
                fraction = RunOfDigits(rest[1..]);
                if (fraction is 0 or > 9) return false;
                rest = rest[(fraction + 1)..];
            }
        }

        var blank = rest.Length > 0 && rest[0] == ' ';
        if (!TryZone(rest, out var zone) || (zone == ZoneForm.HalfDay && hour is 0 or > 12)) return false;
        shape = day.At(behindT, seconds, fraction, zone, hours == 1, blank);
        return true;
    }

    private static bool TryZone(ReadOnlySpan<byte> rest, out ZoneForm zone)
    {
        zone = ZoneForm.None;
        if (rest.Length == 0) return true;
        if (rest[0] == 'Z')
        {
            zone = ZoneForm.Utc;
            return rest.Length == 1;
        }

        var tail = rest[0] == ' ' ? rest[1..] : rest;
        if (tail.Length == 2 && (tail[0] | 0x20) is 'a' or 'p' && (tail[^1] | 0x20) == 'm')
        {
            zone = ZoneForm.HalfDay;
            return true;
        }

        zone = ZoneForm.Offset;
        if (tail.Length == 0) return false;
        if (tail[0] is not ((byte)'+' or (byte)'-')) return false;

        // +hh, +hhmm or +hh:mm, at most 14 hours: what date_parse reads as Z.
        var hours = tail[1..];
        if (RunOfDigits(hours) == 2 && hours.Length is 2 or 5 && (hours.Length == 2 || hours[2] == ':')) return IsOffset(hours[..2], hours.Length == 5 ? hours[3..] : []);
        return RunOfDigits(hours) == 4 && hours.Length == 4 && IsOffset(hours[..2], hours[2..]);
    }

    private static bool IsOffset(ReadOnlySpan<byte> hours, ReadOnlySpan<byte> minutes)
    {
        if (minutes.Length > 0 && RunOfDigits(minutes) != 2) return false;
        var rest = minutes.Length > 0 ? Number(minutes) : 0;
        return rest < 60 && (Number(hours) * 60) + rest <= 14 * 60;
    }

    private static bool TakeYear(ref ReadOnlySpan<byte> rest, int years, out int year)
    {
        year = 0;
        if (years is not (2 or 4)) return false;
        year = Number(rest[..years]);
        if (years == 2) year += 2000;
        rest = rest[years..];
        return true;
    }

    private static bool IsDay(int year, int month, int day) =>
        year >= 1 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);

    private static bool IsCompactDate(ReadOnlySpan<byte> cell) =>
        Number(cell[..4]) is var year and >= 1900 and <= 2100 && IsDay(year, Number(cell[4..6]), Number(cell[6..8]));

    private static bool IsCompactTime(ReadOnlySpan<byte> cell) => Number(cell[..2]) < 24 && Number(cell[2..4]) < 60 && Number(cell[4..6]) < 60;

    private static int MonthByName(ReadOnlySpan<byte> cell)
    {
        if (cell.Length < 4) return 0;
        for (var i = 0; i < 12; i++)
        {
            var name = MonthNames.Slice(i * 3, 3);
            if ((cell[0] | 0x20) == name[0] && (cell[1] | 0x20) == name[1] && (cell[2] | 0x20) == name[2]) return i + 1;
        }

        return 0;
    }

    private static int SeparatorIndex(byte b) => b switch { (byte)'-' => 0, (byte)'/' => 1, (byte)'.' => 2, (byte)' ' => 3, (byte)',' => 4, _ => -1 };

    private static int RunOfDigits(ReadOnlySpan<byte> cell)
    {
        var i = 0;
        while (i < cell.Length && IsDigit(cell[i])) i++;
        return i;
    }

    private static int Number(ReadOnlySpan<byte> digits)
    {
        var value = 0;
        foreach (var b in digits) value = (value * 10) + (b - '0');
        return value;
    }
}
