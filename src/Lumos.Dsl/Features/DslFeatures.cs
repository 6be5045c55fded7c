namespace Lumos.Dsl.Features;

/// <summary>
/// Parts of the language beyond its core. Every backend runs the core; each of these it either runs exactly or refuses before anything runs.
/// </summary>
[Flags]
internal enum DslFeatures
{
    /// <summary>The core only.</summary>
    None = 0,

    /// <summary>Declared number formats in <c>type_cast</c> from text.</summary>
    NumberFormat = 1 << 0,

    /// <summary><c>date_parse</c> with an ISO 8601 offset.</summary>
    DateOffset = 1 << 1,

    /// <summary>AM and PM.</summary>
    AmPm = 1 << 2,

    /// <summary>Full month names, names of weekdays, and names in other languages than English.</summary>
    MonthNames = 1 << 3,

    /// <summary>Fractions of a second of other lengths than 3 and 6 digits.</summary>
    Fractions = 1 << 4,

    /// <summary>Seconds or milliseconds since 1970.</summary>
    Epoch = 1 << 5,

    /// <summary>Day numbers of spreadsheets.</summary>
    SerialDate = 1 << 6,

    /// <summary>Patterns that are read from the end of the text.</summary>
    FromEnd = 1 << 7,

    /// <summary>Title case.</summary>
    TitleCase = 1 << 8,

    /// <summary>float64 read from text or written to text.</summary>
    Float64 = 1 << 9,

    /// <summary>Computed decimals of 19 to 38 digits.</summary>
    WideDecimal = 1 << 10,

    /// <summary>IANA time zones.</summary>
    NamedZone = 1 << 11,

    /// <summary><c>select_when</c>, behind its flag.</summary>
    SelectWhen = 1 << 12,

    /// <summary>Hours of one or two digits.</summary>
    ShortHour = 1 << 13,
}
