using System.Runtime.Intrinsics;
using Lumos.Dsl.Columnar.Numerics;
using Lumos.Dsl.Columnar.Text;
using Lumos.Dsl.Dates;

namespace Lumos.Dsl.Columnar.Calendar;

/// <summary>Writes one date format.</summary>
internal sealed unsafe class DateWriter
{
    // A field the format does not have is written behind it, where the next value will be.
    private const int Nowhere = 48;

    private readonly DatePart[] _parts;
    private readonly Vector256<byte> _template;
    private readonly (int Year, int Month, int Day, int Width)? _plain;

    public DateWriter(DatePattern pattern)
    {
        _parts = [.. pattern.Parts];
        MaxBytes = _parts.Sum(part => part.Token == DateToken.Literal ? 1 : 6);
        if (MaxBytes > 32 || _parts.Any(part => part.Token is not (DateToken.Literal or DateToken.Year4 or DateToken.Month2 or DateToken.Day2)) || _parts.GroupBy(part => part.Token).Any(group => group.Key != DateToken.Literal && group.Count() > 1)) return;
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

        var seconds = (int)(timeOfDay / MomentFields.MicrosecondsPerSecond);
        foreach (var part in _parts)
        {
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
                case DateToken.MonthName:
                    MonthNames.Short.Slice((month - 1) * 3, 3).CopyTo(new Span<byte>(to, Bytes.Slack));
                    to += 3;
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
                case DateToken.Minute:
                    to = Pair(to, seconds / 60 % 60);
                    break;
                case DateToken.Second:
                    to = Pair(to, seconds % 60);
                    break;
                case DateToken.Millisecond:
                    to = Digits.WritePadded(to, (ulong)(timeOfDay % MomentFields.MicrosecondsPerSecond / 1000), 3);
                    break;
                case DateToken.Microsecond:
                    to = Digits.WritePadded(to, (ulong)(timeOfDay % MomentFields.MicrosecondsPerSecond), 6);
                    break;
                default:
                    throw new InvalidOperationException($"Unknown token {part.Token}.");
            }
        }

        return to;
    }

    private static byte* Pair(byte* to, int value)
    {
        Digits.WritePair(to, value);
        return to + 2;
    }
}
