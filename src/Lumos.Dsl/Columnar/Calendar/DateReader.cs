using System.Runtime.Intrinsics;
using Lumos.Dsl.Columnar.Text;
using Lumos.Dsl.Dates;

namespace Lumos.Dsl.Columnar.Calendar;

/// <summary>
/// Reads one date format. A format of fixed width is one comparison of up to 32 bytes for its literals and digits, and then fields at known
/// places; the others are read token by token.
/// </summary>
internal sealed unsafe class DateReader
{
    private const int MaxFixed = 32;

    private readonly DatePart[] _parts;
    private readonly int _pivot;
    private readonly bool _isFixed;
    private readonly int _width;
    private readonly Vector256<byte> _literals;
    private readonly Vector256<byte> _literalMask;
    private readonly Vector256<byte> _digitMask;
    private readonly (DateToken Token, int At)[] _fields;

    // YYYY, MM and DD, and nothing else but literals: what most dates are.
    private readonly (int Year, int Month, int Day)? _plainDate;

    public DateReader(DatePattern pattern, int pivot)
    {
        _parts = [.. pattern.Parts];
        _pivot = pivot;
        _width = _parts.Sum(part => WidthOf(part.Token));
        _isFixed = _width <= MaxFixed && _parts.All(part => part.Token is not (DateToken.Month1 or DateToken.Day1));
        var fields = new List<(DateToken, int)>();
        if (_isFixed)
        {
            byte[] literals = new byte[MaxFixed], literalMask = new byte[MaxFixed], digitMask = new byte[MaxFixed];
            var at = 0;
            foreach (var part in _parts)
            {
                var width = WidthOf(part.Token);
                if (part.Token == DateToken.Literal)
                {
                    literals[at] = (byte)part.Literal;
                    literalMask[at] = 0xFF;
                }
                else
                {
                    if (part.Token != DateToken.MonthName) digitMask.AsSpan(at, width).Fill(0xFF);
                    fields.Add((part.Token, at));
                }

                at += width;
            }

            (_literals, _literalMask, _digitMask) = (Vector256.Create(literals), Vector256.Create(literalMask), Vector256.Create(digitMask));
        }

        _fields = [.. fields];
        if (_fields.Length == 3 && PlaceOf(DateToken.Year4) is { } year && PlaceOf(DateToken.Month2) is { } month && PlaceOf(DateToken.Day2) is { } day) _plainDate = (year, month, day);

        int? PlaceOf(DateToken token) => _fields.Where(field => field.Token == token).Select(field => (int?)field.At).FirstOrDefault();
    }

    /// <summary>Reads a whole text.</summary>
    public bool TryRead(byte* text, int length, out int days, out long timeOfDay)
    {
        if (_plainDate is { } plain && length == _width)
        {
            timeOfDay = 0;
            days = 0;
            return HasForm(text, length) && Days.TryOf((Two(text + plain.Year) * 100) + Two(text + plain.Year + 2), Two(text + plain.Month), Two(text + plain.Day), out days);
        }

        MomentFields fields = default;
        if (_isFixed ? TryFixed(text, length, ref fields) : TryTokens(text, text + length, ref fields)) return fields.TryMoment(out days, out timeOfDay);
        days = 0;
        timeOfDay = 0;
        return false;
    }

    private bool TryFixed(byte* text, int length, ref MomentFields fields)
    {
        if (length != _width || !HasForm(text, length)) return false;
        foreach (var (token, at) in _fields)
        {
            var p = text + at;
            switch (token)
            {
                case DateToken.Year4:
                    fields.Year = (Two(p) * 100) + Two(p + 2);
                    break;
                case DateToken.Year2:
                    fields.Year = Century(Two(p));
                    break;
                case DateToken.Month2:
                    fields.Month = Two(p);
                    break;
                case DateToken.MonthName:
                    fields.Month = MonthNames.Find(p);
                    if (fields.Month == 0) return false;
                    break;
                case DateToken.Day2:
                    fields.Day = Two(p);
                    break;
                case DateToken.Hour:
                    fields.Hour = Two(p);
                    break;
                case DateToken.Minute:
                    fields.Minute = Two(p);
                    break;
                case DateToken.Second:
                    fields.Second = Two(p);
                    break;
                case DateToken.Millisecond:
                    fields.Microsecond = ((Two(p) * 10) + p[2] - '0') * 1000;
                    break;
                default:
                    fields.Microsecond = (((Two(p) * 100) + Two(p + 2)) * 100) + Two(p + 4);
                    break;
            }
        }

        return true;
    }

    // Literals and digits are where they should be.
    private bool HasForm(byte* text, int length)
    {
        var chunk = Bytes.Load32(text, length);
        var distance = chunk - Vector256.Create((byte)'0');
        var notDigit = ~Vector256.Equals(Vector256.Min(distance, Vector256.Create((byte)9)), distance);
        return (((chunk ^ _literals) & _literalMask) | (notDigit & _digitMask)) == Vector256<byte>.Zero;
    }

    private bool TryTokens(byte* at, byte* end, ref MomentFields fields)
    {
        foreach (var part in _parts)
        {
            var read = part.Token switch
            {
                DateToken.Literal => at < end && *at++ == part.Literal,
                DateToken.Year4 => TryDigits(ref at, end, 4, 4, out fields.Year),
                DateToken.Year2 => TryDigits(ref at, end, 2, 2, out fields.Year),
                DateToken.Month2 => TryDigits(ref at, end, 2, 2, out fields.Month),
                DateToken.Month1 => TryDigits(ref at, end, 1, 2, out fields.Month),
                DateToken.MonthName => TryName(ref at, end, out fields.Month),
                DateToken.Day2 => TryDigits(ref at, end, 2, 2, out fields.Day),
                DateToken.Day1 => TryDigits(ref at, end, 1, 2, out fields.Day),
                DateToken.Hour => TryDigits(ref at, end, 2, 2, out fields.Hour),
                DateToken.Minute => TryDigits(ref at, end, 2, 2, out fields.Minute),
                DateToken.Second => TryDigits(ref at, end, 2, 2, out fields.Second),
                DateToken.Millisecond => TryDigits(ref at, end, 3, 3, out fields.Microsecond),
                DateToken.Microsecond => TryDigits(ref at, end, 6, 6, out fields.Microsecond),
                _ => throw new InvalidOperationException($"Unknown token {part.Token}."),
            };
            if (!read) return false;
            if (part.Token == DateToken.Year2) fields.Year = Century(fields.Year);
            if (part.Token == DateToken.Millisecond) fields.Microsecond *= 1000;
        }

        return at == end;
    }

    private int Century(int year) => year + (year >= _pivot ? 1900 : 2000);

    private static int Two(byte* digits) => ((digits[0] - '0') * 10) + digits[1] - '0';

    private static bool TryDigits(ref byte* at, byte* end, int min, int max, out int value)
    {
        value = 0;
        var count = 0;
        for (; count < max && at < end && (uint)(*at - '0') <= 9; count++) value = (value * 10) + *at++ - '0';
        return count >= min;
    }

    private static bool TryName(ref byte* at, byte* end, out int month)
    {
        month = 0;
        if (end - at < 3) return false;
        month = MonthNames.Find(at);
        at += 3;
        return month > 0;
    }

    private static int WidthOf(DateToken token) => token switch
    {
        DateToken.Literal or DateToken.Month1 or DateToken.Day1 => 1,
        DateToken.Year4 => 4,
        DateToken.MonthName or DateToken.Millisecond => 3,
        DateToken.Microsecond => 6,
        _ => 2,
    };
}
