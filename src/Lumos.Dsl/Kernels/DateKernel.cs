using System;
using System.ComponentModel;

namespace Lumos.Dsl.Kernels;

/// <summary>Parts of dates, read from and written to spans by generated code. Same meaning as the interpreter's. Not for use by hand.</summary>
/// <remarks>Also built into the analyzer, which asks it about constants: no type younger than .NET Standard 2.0 here.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DateKernel
{
    private const string MonthNames = "JanFebMarAprMayJunJulAugSepOctNovDec";
    private static readonly int[] DaysBefore = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];

    /// <summary>Reads a fixed number of ASCII digits.</summary>
    public static bool Digits(ReadOnlySpan<char> text, int at, int count, out int value)
    {
        value = 0;
        if (count > text.Length - at) return false;
        for (var end = at + count; at < end; at++)
        {
            var digit = (uint)(text[at] - '0');
            if (digit > 9) return false;
            value = (value * 10) + (int)digit;
        }

        return true;
    }

    /// <summary>Reads a fixed number of ASCII digits and goes past them.</summary>
    public static bool Digits(ReadOnlySpan<char> text, ref int at, int count, out int value)
    {
        if (!Digits(text, at, count, out value)) return false;
        at += count;
        return true;
    }

    /// <summary>Reads one or two ASCII digits and goes past them.</summary>
    public static bool OneOrTwo(ReadOnlySpan<char> text, ref int at, out int value)
    {
        if (!Digits(text, ref at, 1, out value)) return false;
        if (at < text.Length && (uint)(text[at] - '0') <= 9) value = (value * 10) + text[at++] - '0';
        return true;
    }

    /// <summary>Goes past one character when it is the expected one.</summary>
    public static bool Literal(ReadOnlySpan<char> text, ref int at, char expected)
    {
        if (at >= text.Length || text[at] != expected) return false;
        at++;
        return true;
    }

    /// <summary>Reads Jan to Dec in any ASCII case.</summary>
    public static bool MonthName(ReadOnlySpan<char> text, int at, out int month)
    {
        month = 0;
        if (text.Length - at < 3) return false;
        for (var i = 0; i < MonthNames.Length; i += 3)
        {
            if (!Same(text[at], MonthNames[i]) || !Same(text[at + 1], MonthNames[i + 1]) || !Same(text[at + 2], MonthNames[i + 2])) continue;
            month = (i / 3) + 1;
            return true;
        }

        return false;
    }

    /// <summary>Reads Jan to Dec in any ASCII case and goes past it.</summary>
    public static bool MonthName(ReadOnlySpan<char> text, ref int at, out int month)
    {
        if (!MonthName(text, at, out month)) return false;
        at += 3;
        return true;
    }

    /// <summary>The year of two digits: those from the pivot on are 19yy.</summary>
    public static int Year(int twoDigits, int pivot) => twoDigits + (twoDigits >= pivot ? 1900 : 2000);

    /// <summary>The number of a day counted from 0001-01-01; false when the calendar has no such day.</summary>
    public static bool TryDay(int year, int month, int day, out int dayNumber)
    {
        dayNumber = 0;
        if ((uint)(year - 1) > 9998 || (uint)(month - 1) > 11 || day < 1) return false;
        var leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 1 : 0;
        var length = DaysBefore[month] - DaysBefore[month - 1] + (month == 2 ? leap : 0);
        if (day > length) return false;
        var before = year - 1;
        dayNumber = (before * 365) + (before / 4) - (before / 100) + (before / 400) + DaysBefore[month - 1] + (month > 2 ? leap : 0) + day - 1;
        return true;
    }

    /// <summary>Ticks of a time of day; false when the clock has no such time.</summary>
    public static bool TryTime(int hour, int minute, int second, int microsecond, out long ticks)
    {
        ticks = ((((((hour * 60L) + minute) * 60L) + second) * 1_000_000L) + microsecond) * 10L;
        return hour <= 23 && minute <= 59 && second <= 59;
    }

    /// <summary>Writes a number with leading zeros.</summary>
    public static void Write(Span<char> to, int at, int value, int width)
    {
        for (var i = at + width - 1; i >= at; i--)
        {
            to[i] = (char)('0' + (value % 10));
            value /= 10;
        }
    }

    /// <summary>Writes a number of one or two digits and says where it ends.</summary>
    public static int WriteOneOrTwo(Span<char> to, int at, int value)
    {
        var width = value < 10 ? 1 : 2;
        Write(to, at, value, width);
        return at + width;
    }

    /// <summary>Writes Jan to Dec.</summary>
    public static void WriteMonthName(Span<char> to, int at, int month) => MonthNames.AsSpan((month - 1) * 3, 3).CopyTo(to.Slice(at));

    private static bool Same(char c, char name) => (c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c) == (name | 0x20);
}
