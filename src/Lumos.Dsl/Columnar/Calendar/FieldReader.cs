using System.Runtime.Intrinsics;
using Lumos.Dsl.Columnar.Text;
using Lumos.Dsl.Dates;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Columnar.Calendar;

/// <summary>
/// Reads a format of fields. One of fixed width is one comparison of up to 32 bytes for its literals and digits, and then fields at known
/// places; the others are read token by token.
/// </summary>
internal sealed unsafe class FieldReader : DateReader
{
    private const int MaxFixed = 32;

    private readonly DatePart[] _parts;
    private readonly int _pivot;
    private readonly FractionRule _fraction;
    private readonly NameTable?[] _names;
    private readonly bool _isFixed;
    private readonly int _width;
    private readonly Vector256<byte> _literals;
    private readonly Vector256<byte> _literalMask;
    private readonly Vector256<byte> _digitMask;
    private readonly (DateToken Token, int At)[] _fields;

    // YYYY, MM and DD, and nothing else but literals: what most dates are.
    private readonly (int Year, int Month, int Day)? _plainDate;

    public FieldReader(DatePattern pattern, int pivot, DateLanguage language, FractionRule fraction)
    {
        _parts = [.. pattern.Parts];
        _pivot = pivot;
        _fraction = fraction;
        _names = [.. _parts.Select(part => part.Token.IsName() ? new NameTable(part.Token, language) : null)];
        _width = _parts.Sum(part => WidthOf(part.Token));
        _isFixed = _width <= MaxFixed && _parts.All(part => WidthOf(part.Token) > 0 && (part.Token != DateToken.MonthName || language == DateLanguage.English));
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

    /// <inheritdoc/>
    public override bool TryRead(byte* text, int length, out int days, out long timeOfDay)
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
        for (var i = 0; i < _parts.Length; i++)
        {
            if (!TryToken(_parts[i], _names[i], ref at, end, ref fields)) return false;
        }

        return at == end;
    }

    private bool TryToken(in DatePart part, NameTable? names, ref byte* at, byte* end, ref MomentFields fields)
    {
        switch (part.Token)
        {
            case DateToken.Literal:
                return at < end && *at++ == part.Literal;
            case DateToken.Year4:
                return TryDigits(ref at, end, 4, 4, out fields.Year);
            case DateToken.Year2:
                var isYear = TryDigits(ref at, end, 2, 2, out fields.Year);
                fields.Year = Century(fields.Year);
                return isYear;
            case DateToken.Month2:
                return TryDigits(ref at, end, 2, 2, out fields.Month);
            case DateToken.Month1:
                return TryDigits(ref at, end, 1, 2, out fields.Month);
            case DateToken.MonthName or DateToken.MonthFullName:
                return names!.TryRead(ref at, end, out fields.Month);
            case DateToken.Day2:
                return TryDigits(ref at, end, 2, 2, out fields.Day);
            case DateToken.Day1:
                return TryDigits(ref at, end, 1, 2, out fields.Day);
            case DateToken.WeekdayName or DateToken.WeekdayShortName:
                return names!.TryRead(ref at, end, out fields.Weekday);
            case DateToken.Hour or DateToken.HalfDayHour:
                return TryDigits(ref at, end, 2, 2, out fields.Hour);
            case DateToken.Hour1 or DateToken.HalfDayHour1:
                return TryDigits(ref at, end, 1, 2, out fields.Hour);
            case DateToken.Meridiem:
                return TryMeridiem(ref at, end, part.Spelling.Length, ref fields);
            case DateToken.Minute:
                return TryDigits(ref at, end, 2, 2, out fields.Minute);
            case DateToken.Second:
                return TryDigits(ref at, end, 2, 2, out fields.Second);
            case DateToken.Millisecond or DateToken.Microsecond or DateToken.Fraction:
                return TryFraction(ref at, end, part.Spelling.Length, part.Spelling.Length, out fields.Microsecond);
            case DateToken.AnyFraction:
                return TryFraction(ref at, end, 1, 9, out fields.Microsecond);
            case DateToken.Offset:
                return TryOffset(ref at, end, out fields.OffsetMinutes);
            default:
                throw new InvalidOperationException($"Unknown token {part.Token}.");
        }
    }

    // Six digits are kept; what is behind them is zero, or goes by the rule.
    private bool TryFraction(ref byte* at, byte* end, int min, int max, out int microseconds)
    {
        var start = at;
        if (!TryDigits(ref at, end, min, max, out var value))
        {
            microseconds = 0;
            return false;
        }

        for (var digits = (int)(at - start); digits < 9; digits++) value *= 10;
        var lost = value % 1000;
        microseconds = (value / 1000) + (_fraction == FractionRule.HalfAway && lost >= 500 ? 1 : 0);
        return _fraction != FractionRule.Exact || lost == 0;
    }

    private static bool TryMeridiem(ref byte* at, byte* end, int length, ref MomentFields fields)
    {
        if (end - at < length) return false;
        var dot = length == 4;
        var letter = *at & ~0x20;
        var fits = (letter is 'A' or 'P') && (at[dot ? 2 : 1] & ~0x20) == 'M' && (!dot || (at[1] == '.' && at[3] == '.'));
        at += length;
        fields.IsHalfDay = true;
        fields.IsAfternoon = letter == 'P';
        return fits;
    }

    // Z, +hh, +hhmm or +hh:mm, at most 14 hours either way. -00:00 is UTC.
    private static bool TryOffset(ref byte* at, byte* end, out int minutes)
    {
        const int MaxMinutes = 14 * 60;
        minutes = 0;
        if (at >= end) return false;
        var sign = *at++;
        if (sign == 'Z') return true;
        if (sign is not ((byte)'+' or (byte)'-') || !TryDigits(ref at, end, 2, 2, out var hours)) return false;
        var rest = 0;
        var hasColon = at < end && *at == ':';
        if (hasColon) at++;
        if ((hasColon || (at < end && (uint)(*at - '0') <= 9)) && !TryDigits(ref at, end, 2, 2, out rest)) return false;
        minutes = (hours * 60) + rest;
        if (rest > 59 || minutes > MaxMinutes) return false;
        if (sign == '-') minutes = -minutes;
        return true;
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

    // 0 for a token whose width is not fixed, or that is not everyday.
    private static int WidthOf(DateToken token) => token switch
    {
        DateToken.Literal => 1,
        DateToken.Year4 => 4,
        DateToken.MonthName or DateToken.Millisecond => 3,
        DateToken.Microsecond => 6,
        DateToken.Year2 or DateToken.Month2 or DateToken.Day2 or DateToken.Hour or DateToken.Minute or DateToken.Second => 2,
        _ => 0,
    };
}
