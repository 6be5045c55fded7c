namespace Lumos.Core.Ingest.Profiling;

/// <summary>What a cell looks like.</summary>
internal enum ShapeKind
{
    /// <summary>Nothing below.</summary>
    Text,

    /// <summary>A spelling of the closed list that may stand for NULL.</summary>
    Null,

    /// <summary>A word for true or false.</summary>
    Bool,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A day.</summary>
    Date,

    /// <summary>A day and a time of day.</summary>
    Timestamp,
}

/// <summary>How the digits of a number are separated. "Either" forms can be read in two ways and are decided by the whole column.</summary>
internal enum NumberForm
{
    /// <summary>Digits only, up to 18.</summary>
    Integer,

    /// <summary>A single 0 or 1.</summary>
    ZeroOrOne,

    /// <summary>Digits only, 19 or more.</summary>
    LongInteger,

    /// <summary>12.5</summary>
    Point,

    /// <summary>1.234: a fraction or a group.</summary>
    EitherPoint,

    /// <summary>12,5</summary>
    Comma,

    /// <summary>1,234: a fraction or a group.</summary>
    EitherComma,

    /// <summary>1,234,567</summary>
    CommaGroups,

    /// <summary>1,234.5</summary>
    CommaGroupsPoint,

    /// <summary>1.234.567</summary>
    PointGroups,

    /// <summary>1.234,5</summary>
    PointGroupsComma,

    /// <summary>1 234</summary>
    BlankGroups,

    /// <summary>1 234.5</summary>
    BlankGroupsPoint,

    /// <summary>1 234,5</summary>
    BlankGroupsComma,

    /// <summary>1'234</summary>
    QuoteGroups,

    /// <summary>1'234.5</summary>
    QuoteGroupsPoint,

    /// <summary>1'234,5</summary>
    QuoteGroupsComma,

    /// <summary>1E5, 4.55E+15: a code, or a number that lost its digits.</summary>
    Exponent,

    /// <summary>1.2e5, 3E-04: a number.</summary>
    Scientific,

    /// <summary>4.00012E+11: a long number as a spreadsheet shows it, whose last digits are lost.</summary>
    Rounded,
}

/// <summary>Order of the parts of a date.</summary>
internal enum DateOrder
{
    /// <summary>2024-02-03</summary>
    YearMonthDay,

    /// <summary>03/02/2024 or 02/03/2024: day and month in an order the column decides.</summary>
    DayMonthEither,

    /// <summary>3 Feb 2024</summary>
    DayNameYear,

    /// <summary>Feb 3, 2024</summary>
    NameDayYear,

    /// <summary>2024-Feb-03</summary>
    YearNameDay,
}

/// <summary>What one <see cref="DateOrder.DayMonthEither"/> cell says about the order.</summary>
internal enum OrderEvidence
{
    /// <summary>Both orders give a date, two different ones.</summary>
    Either,

    /// <summary>Only day first is a date.</summary>
    DayFirst,

    /// <summary>Only month first is a date.</summary>
    MonthFirst,

    /// <summary>Both orders give the same date.</summary>
    Same,
}

/// <summary>A zone behind a time.</summary>
internal enum ZoneForm
{
    /// <summary>None.</summary>
    None,

    /// <summary>Z</summary>
    Utc,

    /// <summary>+01:00</summary>
    Offset,

    /// <summary>AM or PM.</summary>
    HalfDay,
}
