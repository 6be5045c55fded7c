namespace Lumos.Dsl.Dates;

/// <summary>A piece of a date format.</summary>
public enum DateToken
{
    /// <summary>A fixed character.</summary>
    Literal,

    /// <summary><c>YYYY</c>, four digits.</summary>
    Year4,

    /// <summary><c>YY</c>, two digits.</summary>
    Year2,

    /// <summary><c>MM</c>, two digits.</summary>
    Month2,

    /// <summary><c>M</c>, one or two digits.</summary>
    Month1,

    /// <summary><c>MON</c>, the short name of a month: Jan to Dec.</summary>
    MonthName,

    /// <summary><c>DD</c>, two digits.</summary>
    Day2,

    /// <summary><c>D</c>, one or two digits.</summary>
    Day1,

    /// <summary><c>HH</c>, 00 to 23.</summary>
    Hour,

    /// <summary><c>mm</c>, 00 to 59.</summary>
    Minute,

    /// <summary><c>ss</c>, 00 to 59.</summary>
    Second,

    /// <summary><c>SSS</c>, three digits.</summary>
    Millisecond,

    /// <summary><c>SSSSSS</c>, six digits.</summary>
    Microsecond,

    /// <summary><c>H</c>, 0 to 23 in one or two digits.</summary>
    Hour1,

    /// <summary><c>hh</c>, 01 to 12.</summary>
    HalfDayHour,

    /// <summary><c>h</c>, 1 to 12 in one or two digits.</summary>
    HalfDayHour1,

    /// <summary><c>AM</c>, <c>am</c>, <c>A.M.</c> or <c>a.m.</c>: the half of the day.</summary>
    Meridiem,

    /// <summary><c>MONTH</c>, the name of a month: January to December.</summary>
    MonthFullName,

    /// <summary><c>WEEKDAY</c>, Monday to Sunday.</summary>
    WeekdayName,

    /// <summary><c>WDAY</c>, Mon to Sun.</summary>
    WeekdayShortName,

    /// <summary><c>S</c> to <c>SSSSSSSSS</c>, that many digits of a second; three and six are <see cref="Millisecond"/> and <see cref="Microsecond"/>.</summary>
    Fraction,

    /// <summary><c>F</c>, one to nine digits of a second.</summary>
    AnyFraction,

    /// <summary><c>Z</c>, the offset from UTC: Z, +hh:mm, +hhmm or +hh.</summary>
    Offset,

    /// <summary><c>EPOCH_SECONDS</c>, seconds since 1970.</summary>
    EpochSeconds,

    /// <summary><c>EPOCH_MILLISECONDS</c>, milliseconds since 1970.</summary>
    EpochMilliseconds,

    /// <summary><c>EPOCH_MICROSECONDS</c>, microseconds since 1970.</summary>
    EpochMicroseconds,

    /// <summary><c>SERIAL_1900</c>, the day number of a spreadsheet, to the millisecond.</summary>
    Serial1900,

    /// <summary><c>SERIAL_1900_SECONDS</c>, the same to the second.</summary>
    Serial1900Seconds,

    /// <summary><c>SERIAL_1904</c>, the day number of a spreadsheet that counts from 1904, to the millisecond.</summary>
    Serial1904,

    /// <summary><c>SERIAL_1904_SECONDS</c>, the same to the second.</summary>
    Serial1904Seconds,
}

/// <summary>One token of a format.</summary>
/// <param name="Token">Kind.</param>
/// <param name="Literal">The character of a literal, else U+0000.</param>
public readonly record struct DatePart(DateToken Token, char Literal)
{
    /// <summary>How the token is written, as <c>SS</c> or <c>a.m.</c>; empty for a literal.</summary>
    public string Spelling { get; init; } = "";
}
