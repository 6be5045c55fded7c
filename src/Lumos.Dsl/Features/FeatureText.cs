namespace Lumos.Dsl.Features;

/// <summary>Words for a feature that a backend does not have.</summary>
/// <param name="What">What it is.</param>
/// <param name="Instead">The nearest thing that works.</param>
internal sealed record FeatureText(string What, string Instead)
{
    /// <summary>The words for one feature.</summary>
    public static FeatureText Of(DslFeatures feature) => feature switch
    {
        DslFeatures.NumberFormat => new(
            "reading a declared number format",
            "Make the text plain first (regex_extract with the grammar, regex_split and concat without the marks) and cast that, or run this column on DuckDB, PostgreSQL, SQLite, MariaDB or ClickHouse."),
        DslFeatures.DateOffset => new("offsets of ISO 8601", "Cut the offset off with regex_extract when all rows have the same one, or run this column on the interpreter, DuckDB, PostgreSQL, SQLite, MariaDB or ClickHouse."),
        DslFeatures.AmPm => new("AM and PM", "Run this column on the interpreter, DuckDB, PostgreSQL, SQLite, MariaDB or ClickHouse."),
        DslFeatures.MonthNames => new("full names of months", "Shorten the names with map_dict and read them with MON."),
        DslFeatures.Fractions => new("fractions of a second of this length", "Use SSS or SSSSSS after regex_extract has cut the fraction to that length."),
        DslFeatures.Epoch => new("seconds and milliseconds since 1970", "Run this column on the interpreter, DuckDB, PostgreSQL, SQLite, MariaDB or ClickHouse."),
        DslFeatures.SerialDate => new("day numbers of spreadsheets", "Run this column on the interpreter, DuckDB, PostgreSQL, SQLite, MariaDB or ClickHouse."),
        DslFeatures.FromEnd => new("a pattern that has one reading only from the end", "Say which character the first part may not contain ('^([^_]*)_' in place of '^(.*)_'), or anchor only at the end ('_([0-9]+)$')."),
        DslFeatures.TitleCase => new("title case", "Use case(lower) or case(upper), or run this column on the interpreter, DuckDB, PostgreSQL, SQLite, MariaDB or ClickHouse."),
        DslFeatures.Float64 => new("reading and printing float64", "Read the column as text and cast that to a decimal, or run this column on the interpreter, DuckDB, PostgreSQL or ClickHouse."),
        DslFeatures.WideDecimal => new("decimals of more than 18 digits", "Declare at most 18 digits, or run this column on the interpreter, DuckDB, PostgreSQL, MariaDB or ClickHouse."),
        DslFeatures.NamedZone => new("IANA time zones", "Use timestamps in UTC, or run this column on the interpreter, DuckDB, PostgreSQL, SQLite, MariaDB or ClickHouse."),
        DslFeatures.SelectWhen => new("select_when", "Use map_dict where the values are known, or run this column on the interpreter, the columnar executor, DuckDB, PostgreSQL, SQLite, MariaDB or ClickHouse."),
        DslFeatures.ShortHour => new("hours of one or two digits", "Use HH for two digits, or run this column on the interpreter, DuckDB, PostgreSQL, SQLite, MariaDB or ClickHouse."),
        _ => throw new ArgumentOutOfRangeException(nameof(feature)),
    };
}
