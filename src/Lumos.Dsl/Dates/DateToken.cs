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

    /// <summary><c>MON</c>, Jan to Dec.</summary>
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
}

/// <summary>One token of a format.</summary>
/// <param name="Token">Kind.</param>
/// <param name="Literal">The character of a literal, else U+0000.</param>
public readonly record struct DatePart(DateToken Token, char Literal);
