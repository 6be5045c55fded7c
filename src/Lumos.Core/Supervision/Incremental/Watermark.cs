using System.Globalization;
using Lumos.Abstractions;

namespace Lumos.Core.Supervision.Incremental;

/// <summary>A value that says how far a source was read: a number, a day or a moment. Numbers of any scale compare with each other, and days with moments.</summary>
/// <param name="Kind"><see cref="ColumnKind.Decimal"/> for numbers, <see cref="ColumnKind.Date"/> or <see cref="ColumnKind.Timestamp"/>.</param>
/// <param name="Value">Scaled integer, days or microseconds since 1970.</param>
/// <param name="Scale">Digits behind the point of a number.</param>
internal readonly record struct Watermark(ColumnKind Kind, Int128 Value, int Scale = 0)
{
    private const long MicrosPerDay = 86_400_000_000;
    private const int MostDigits = 38;

    /// <summary>Whether values of a type say how far a source was read. Floating-point numbers do not: what is written is not what is compared.</summary>
    public static bool IsOne(ColumnType type) => type.Kind is ColumnKind.Int64 or ColumnKind.Decimal or ColumnKind.Date or ColumnKind.Timestamp;

    /// <summary>The value of a row that is not NULL.</summary>
    public static Watermark Of(Column column, int row) => column.Type.Kind switch
    {
        ColumnKind.Int64 => new Watermark(ColumnKind.Decimal, column.GetValues<long>()[row]),
        ColumnKind.Decimal => new Watermark(ColumnKind.Decimal, column.GetScaled(row), column.Type.Scale),
        ColumnKind.Date => new Watermark(ColumnKind.Date, column.GetValues<int>()[row]),
        _ => new Watermark(ColumnKind.Timestamp, column.GetValues<long>()[row]),
    };

    /// <summary>Reads what <see cref="ToString"/> wrote; null when it is no such value.</summary>
    public static Watermark? Parse(string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return new Watermark(ColumnKind.Date, day.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber);
        if (DateTime.TryParseExact(text, "yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)) return new Watermark(ColumnKind.Timestamp, (moment - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var scale = point < 0 ? 0 : text.Length - point - 1;
        return scale <= MostDigits && Int128.TryParse(point < 0 ? text : text.Remove(point, 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? new Watermark(ColumnKind.Decimal, value, scale) : null;
    }

    /// <summary>Whether the two can be compared.</summary>
    public bool IsLike(Watermark other) => (Kind == ColumnKind.Decimal) == (other.Kind == ColumnKind.Decimal);

    /// <summary>Whether it is less than another one like it.</summary>
    public bool IsBelow(Watermark other)
    {
        if (Kind != ColumnKind.Decimal) return Micros < other.Micros;
        var (whole, fraction) = Parts;
        var (otherWhole, otherFraction) = other.Parts;
        return whole < otherWhole || (whole == otherWhole && fraction < otherFraction);
    }

    /// <summary>The value some way back; null when that way is of another kind.</summary>
    public Watermark? Back(Overlap overlap)
    {
        if (overlap.Time is { } time) return Kind == ColumnKind.Decimal ? null : new Watermark(ColumnKind.Timestamp, Int128.Max(Micros - (time.Ticks / TimeSpan.TicksPerMicrosecond), FirstMoment));
        if (Kind != ColumnKind.Decimal || overlap.Number is not { } number) return null;
        var scale = Math.Max(Scale, number.Scale);
        return Raised(scale) is { } own && number.Raised(scale) is { } back ? new Watermark(ColumnKind.Decimal, own - back, scale) : null;
    }

    /// <summary>Digits with a point, <c>yyyy-MM-dd</c>, or ISO 8601 with six digits of a second.</summary>
    public override string ToString()
    {
        if (Kind == ColumnKind.Date) return DateOnly.FromDateTime(DateTime.UnixEpoch).AddDays((int)Value).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (Kind == ColumnKind.Timestamp) return DateTime.UnixEpoch.AddTicks((long)Value * TimeSpan.TicksPerMicrosecond).ToString("yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture);
        if (Scale == 0) return Value.ToString(CultureInfo.InvariantCulture);
        var digits = UInt128.CreateChecked(Value < 0 ? -Value : Value).ToString(CultureInfo.InvariantCulture).PadLeft(Scale + 1, '0');
        return $"{(Value < 0 ? "-" : "")}{digits[..^Scale]}.{digits[^Scale..]}";
    }

    private static Int128 FirstMoment => (DateTime.MinValue - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    private Int128 Micros => Kind == ColumnKind.Date ? Value * MicrosPerDay : Value;

    /// <summary>Whole part, rounded down, and what is left over it in units of the 38th digit.</summary>
    private (Int128 Whole, Int128 Fraction) Parts
    {
        get
        {
            var unit = Power(Scale);
            var whole = Value / unit;
            var rest = Value - (whole * unit);
            if (rest < 0) (whole, rest) = (whole - 1, rest + unit);
            return (whole, rest * Power(MostDigits - Scale));
        }
    }

    private Int128? Raised(int scale)
    {
        var factor = Power(scale - Scale);
        return Int128.Abs(Value) > Int128.MaxValue / 2 / factor ? null : Value * factor;
    }

    private static Int128 Power(int digits)
    {
        Int128 power = 1;
        for (var i = 0; i < digits; i++) power *= 10;
        return power;
    }
}
