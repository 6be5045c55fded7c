using Lumos.Dsl.Columnar.Numerics;
using Lumos.Dsl.Columnar.Text;
using Lumos.Dsl.Dates;

namespace Lumos.Dsl.Columnar.Calendar;

/// <summary>Writes one date format.</summary>
internal sealed unsafe class DateWriter
{
    private readonly DatePart[] _parts;

    public DateWriter(DatePattern pattern)
    {
        _parts = [.. pattern.Parts];
        MaxBytes = _parts.Sum(part => part.Token == DateToken.Literal ? 1 : 6);
    }

    /// <summary>Most bytes a value needs.</summary>
    public int MaxBytes { get; }

    /// <summary>Writes a moment.</summary>
    /// <returns>Where the next byte goes.</returns>
    public byte* Write(byte* to, int days, long timeOfDay)
    {
        Days.Split(days, out var year, out var month, out var day);
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
