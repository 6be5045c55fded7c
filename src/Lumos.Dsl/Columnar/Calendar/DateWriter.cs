using System.Runtime.Intrinsics;
using Lumos.Dsl.Columnar.Numerics;
using Lumos.Dsl.Columnar.Text;
using Lumos.Dsl.Dates;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Columnar.Calendar;

/// <summary>Writes one date format.</summary>
internal sealed unsafe class DateWriter
{
    // A field the format does not have is written behind it, where the next value will be.
    private const int Nowhere = 48;

    private readonly DatePart[] _parts;
    private readonly NameTable?[] _names;
    private readonly Vector256<byte> _template;
    private readonly (int Year, int Month, int Day, int Width)? _plain;

    public DateWriter(DatePattern pattern, DateLanguage language)
    {
        _parts = [.. pattern.Parts];
        _names = [.. _parts.Select(part => part.Token.IsName() ? new NameTable(part.Token, language) : null)];
        MaxBytes = _parts.Select((part, i) => part.Token == DateToken.Literal ? 1 : _names[i]?.MaxBytes ?? 9).Sum();
        if (pattern.Format.Length > 32 || _parts.Any(part => part.Token is not (DateToken.Literal or DateToken.Year4 or DateToken.Month2 or DateToken.Day2)) || _parts.GroupBy(part => part.Token).Any(group => group.Key != DateToken.Literal && group.Count() > 1)) return;
        var template = new byte[32];
        (int Year, int Month, int Day, int Width) plain = (Nowhere, Nowhere, Nowhere, 0);
        foreach (var part in _parts)
        {
            if (part.Token == DateToken.Literal) template[plain.Width] = (byte)part.Literal;
            else if (part.Token == DateToken.Year4) plain.Year = plain.Width;
            else if (part.Token == DateToken.Month2) plain.Month = plain.Width;
            else plain.Day = plain.Width;
            plain.Width += part.Token == DateToken.Literal ? 1 : part.Token == DateToken.Year4 ? 4 : 2;
        }

        _template = Vector256.Create(template);
        _plain = plain;
    }

    /// <summary>Most bytes a value needs.</summary>
    public int MaxBytes { get; }

    /// <summary>Writes a moment.</summary>
    /// <returns>Where the next byte goes.</returns>
    public byte* Write(byte* to, int days, long timeOfDay)
    {
        Days.Split(days, out var year, out var month, out var day);
        if (_plain is { } plain)
        {
            // Most dates: a template and numbers at known places.
            _template.Store(to);
            Digits.WritePair(to + plain.Year, year / 100);
            Digits.WritePair(to + plain.Year + 2, year % 100);
            Digits.WritePair(to + plain.Month, month);
            Digits.WritePair(to + plain.Day, day);
            return to + plain.Width;
        }

        var seconds = (int)(timeOfDay / Moments.MicrosecondsPerSecond);
        for (var i = 0; i < _parts.Length; i++)
        {
            var part = _parts[i];
            switch (part.Token)
            {
                case DateToken.Literal:
                    *to++ = (byte)part.Literal;
                    break;
                case DateToken.Year4:
                    to = Pair(Pair(to, year / 100), year % 100);
                    break;
                case DateToken.Year2:
                    to = Pair(to, year % 100);
                    break;
                case DateToken.Month2:
                    to = Pair(to, month);
                    break;
                case DateToken.Month1:
                    to = Digits.Write(to, (uint)month);
                    break;
                case DateToken.MonthName or DateToken.MonthFullName:
                    to = _names[i]!.Write(to, month - 1);
                    break;
                case DateToken.WeekdayName or DateToken.WeekdayShortName:
                    to = _names[i]!.Write(to, Moments.WeekdayOf(days));
                    break;
                case DateToken.Day2:
                    to = Pair(to, day);
                    break;
                case DateToken.Day1:
                    to = Digits.Write(to, (uint)day);
                    break;
                case DateToken.Hour:
                    to = Pair(to, seconds / 3600);
                    break;
                case DateToken.Hour1:
                    to = Digits.Write(to, (uint)(seconds / 3600));
                    break;
                case DateToken.HalfDayHour:
                    to = Pair(to, OnTheClock(seconds / 3600));
                    break;
                case DateToken.HalfDayHour1:
                    to = Digits.Write(to, (uint)OnTheClock(seconds / 3600));
                    break;
                case DateToken.Meridiem:
                    to = Meridiem(to, part.Spelling, seconds >= 43_200);
                    break;
                case DateToken.Minute:
                    to = Pair(to, seconds / 60 % 60);
                    break;
                case DateToken.Second:
                    to = Pair(to, seconds % 60);
                    break;
                case DateToken.Millisecond or DateToken.Microsecond or DateToken.Fraction:
                    Fraction(to, timeOfDay);
                    to += part.Spelling.Length;
                    break;
                case DateToken.AnyFraction:
                    to = Trimmed(to, Fraction(to, timeOfDay));
                    break;
                case DateToken.Offset:
                    *to++ = (byte)'Z';
                    break;
                default:
                    throw new InvalidOperationException($"Unknown token {part.Token}.");
            }
        }

        return to;
    }

    private static int OnTheClock(int hour) => hour % 12 == 0 ? 12 : hour % 12;

    // Written the way the token is.
    private static byte* Meridiem(byte* to, string spelling, bool afternoon)
    {
        foreach (var letter in spelling) *to++ = (byte)(afternoon && letter is ('A' or 'a') ? letter + ('P' - 'A') : letter);
        return to;
    }

    // Nine digits, of which a timestamp knows six; a shorter fraction is cut, not rounded.
    private static byte* Fraction(byte* to, long timeOfDay) => Digits.WritePadded(to, (ulong)(timeOfDay % Moments.MicrosecondsPerSecond) * 1000, 9);

    private static byte* Trimmed(byte* first, byte* end)
    {
        while (end > first + 1 && end[-1] == '0') end--;
        return end;
    }

    private static byte* Pair(byte* to, int value)
    {
        Digits.WritePair(to, value);
        return to + 2;
    }
}
