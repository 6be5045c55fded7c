using Lumos.Dsl.Dates;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Columnar.Calendar;

/// <summary>Time since 1970 as one number: an optional sign, 1 to 18 digits, and up to 9 digits behind a point.</summary>
internal sealed unsafe class EpochReader(DateToken token, FractionRule rule) : DateReader
{
    private const long Billion = 1_000_000_000;

    private readonly int _microsecondsPerUnit = token switch { DateToken.EpochSeconds => 1_000_000, DateToken.EpochMilliseconds => 1_000, _ => 1 };

    /// <inheritdoc/>
    public override bool TryRead(byte* text, int length, out int days, out long timeOfDay)
    {
        (days, timeOfDay) = (0, 0);
        var isNegative = length > 0 && *text == '-';
        if (isNegative || (length > 0 && *text == '+'))
        {
            text++;
            length--;
        }

        if (!PlainNumber.TryRead(text, length, maxWhole: 18, maxFraction: 9, keptFraction: 9, out var whole, out var fraction, out _)) return false;

        // Exact, in billionths of a microsecond.
        var exact = ((whole * (Int128)Billion) + fraction) * _microsecondsPerUnit;
        var microseconds = exact / Billion;
        var lost = (long)(exact - (microseconds * Billion));
        if (rule == FractionRule.Exact && lost != 0) return false;
        if (rule == FractionRule.HalfAway && lost * 2 >= Billion) microseconds++;
        return Moments.TryShift(ref days, ref timeOfDay, isNegative ? -microseconds : microseconds);
    }
}

/// <summary>
/// The day number of a spreadsheet: 1 to 7 digits, and up to 17 digits behind a point. The fraction of the day is rounded half up to the
/// millisecond or second.
/// </summary>
internal sealed unsafe class SerialReader(DateToken token, DateTarget target) : DateReader
{
    // 1899-12-31 and 1904-01-01: the days numbered 0.
    private const int Before1900 = -25_568, Start1904 = -24_107;

    // Eleven digits count: less than a microsecond, and all that 64 bits can multiply.
    private const long Scale = 100_000_000_000;

    private readonly bool _from1904 = token is DateToken.Serial1904 or DateToken.Serial1904Seconds;
    private readonly long _perDay = token is DateToken.Serial1900Seconds or DateToken.Serial1904Seconds ? 86_400 : 86_400_000;

    /// <inheritdoc/>
    public override bool TryRead(byte* text, int length, out int days, out long timeOfDay)
    {
        (days, timeOfDay) = (0, 0);
        if (!PlainNumber.TryRead(text, length, maxWhole: 7, maxFraction: 17, keptFraction: 11, out var number, out var fraction, out var hasFraction)) return false;
        if (target == DateTarget.Date && hasFraction) return false;
        var day = (int)number;

        // Day 0 of 1900 is no day, and day 60 is 29 February 1900, which never was: from 61 on the numbers are one too high.
        if (!_from1904 && day is 0 or 60) return false;
        days = _from1904 ? Start1904 + day : Before1900 + day - (day > 60 ? 1 : 0);
        var parts = ((fraction * _perDay) + (Scale / 2)) / Scale;
        return Moments.TryShift(ref days, ref timeOfDay, parts * (Moments.MicrosecondsPerDay / _perDay));
    }
}

/// <summary>Digits, or digits, a point and digits.</summary>
internal static unsafe class PlainNumber
{
    /// <summary>Reads a whole text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="length">Its bytes.</param>
    /// <param name="maxWhole">Most digits before the point, of which there is at least one.</param>
    /// <param name="maxFraction">Most digits behind it.</param>
    /// <param name="keptFraction">Digits behind it that <paramref name="fraction"/> has, cut or filled with zeros.</param>
    /// <param name="whole">The number before the point.</param>
    /// <param name="fraction">The digits behind it.</param>
    /// <param name="hasFraction">Whether one of them is not 0.</param>
    public static bool TryRead(byte* text, int length, int maxWhole, int maxFraction, int keptFraction, out long whole, out long fraction, out bool hasFraction)
    {
        (whole, fraction, hasFraction) = (0, 0, false);
        var digits = 0;
        for (; digits < length && (uint)(text[digits] - '0') <= 9; digits++)
        {
            if (digits == maxWhole) return false;
            whole = (whole * 10) + text[digits] - '0';
        }

        if (digits == 0) return false;
        var behind = 0;
        if (digits < length)
        {
            if (text[digits] != '.') return false;
            text += digits + 1;
            length -= digits + 1;
            if (length < 1 || length > maxFraction) return false;
            for (; behind < length; behind++)
            {
                if ((uint)(text[behind] - '0') > 9) return false;
                hasFraction |= text[behind] != '0';
                if (behind < keptFraction) fraction = (fraction * 10) + text[behind] - '0';
            }
        }

        for (; behind < keptFraction; behind++) fraction *= 10;
        return true;
    }
}
