using System.Globalization;

namespace System;

/// <summary>A day; as much of the type as the linked sources ask for.</summary>
internal readonly record struct DateOnly(int Year, int Month, int Day) : IFormattable
{
    private DateTime Midnight => new(Year, Month, Day);

    public int DayNumber => (int)(Midnight.Ticks / TimeSpan.TicksPerDay);

    public static DateOnly FromDayNumber(int number) => FromDateTime(new DateTime(number * TimeSpan.TicksPerDay));

    public static DateOnly FromDateTime(DateTime moment) => new(moment.Year, moment.Month, moment.Day);

    public DateOnly AddDays(int days) => FromDateTime(Midnight.AddDays(days));

    public string ToString(string? format, IFormatProvider? provider) => Midnight.ToString(format, provider);

    public string ToString(string? format) => Midnight.ToString(format, CultureInfo.InvariantCulture);
}
