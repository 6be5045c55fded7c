using System.Globalization;

namespace Lumos.Abstractions;

/// <summary>The kinds of value Lumos computes with.</summary>
public enum ColumnKind
{
    /// <summary>UTF-8 text, a sequence of Unicode code points without U+0000.</summary>
    Text,

    /// <summary>64-bit signed integer.</summary>
    Int64,

    /// <summary>Exact decimal with declared precision and scale.</summary>
    Decimal,

    /// <summary>True or false.</summary>
    Bool,

    /// <summary>Day of the proleptic Gregorian calendar, years 0001 to 9999.</summary>
    Date,

    /// <summary>Date and time of day in microseconds, without a zone.</summary>
    Timestamp,

    /// <summary>IEEE 754 double; carried, never computed with.</summary>
    Float64,
}

/// <summary>A column's type. Its text form is the DSL's: <c>text</c>, <c>int64</c>, <c>decimal(12,3)</c>, <c>bool</c>, <c>date</c>, <c>timestamp</c>, <c>float64</c>.</summary>
public readonly record struct ColumnType
{
    private ColumnType(ColumnKind kind, int precision, int scale) => (Kind, Precision, Scale) = (kind, precision, scale);

    /// <summary>The kind of value.</summary>
    public ColumnKind Kind { get; }

    /// <summary>Total digits of a decimal, 1 to 38; 0 for other kinds.</summary>
    public int Precision { get; }

    /// <summary>Digits after the point of a decimal, 0 to <see cref="Precision"/>; 0 for other kinds.</summary>
    public int Scale { get; }

    /// <summary>UTF-8 text.</summary>
    public static ColumnType Text => new(ColumnKind.Text, 0, 0);

    /// <summary>64-bit signed integer.</summary>
    public static ColumnType Int64 => new(ColumnKind.Int64, 0, 0);

    /// <summary>True or false.</summary>
    public static ColumnType Bool => new(ColumnKind.Bool, 0, 0);

    /// <summary>Calendar day.</summary>
    public static ColumnType Date => new(ColumnKind.Date, 0, 0);

    /// <summary>Date and time without a zone.</summary>
    public static ColumnType Timestamp => new(ColumnKind.Timestamp, 0, 0);

    /// <summary>IEEE 754 double.</summary>
    public static ColumnType Float64 => new(ColumnKind.Float64, 0, 0);

    /// <summary>Exact decimal.</summary>
    /// <param name="precision">Total digits, 1 to 38.</param>
    /// <param name="scale">Digits after the point, 0 to <paramref name="precision"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A digit count is out of range.</exception>
    public static ColumnType Decimal(int precision, int scale)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(precision, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(precision, 38);
        ArgumentOutOfRangeException.ThrowIfNegative(scale);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, precision);
        return new ColumnType(ColumnKind.Decimal, precision, scale);
    }

    /// <summary>Reads the text form.</summary>
    /// <returns>False when <paramref name="text"/> is not a type.</returns>
    public static bool TryParse(string? text, out ColumnType type)
    {
        type = default;
        switch (text)
        {
            case "text": type = Text; return true;
            case "int64": type = Int64; return true;
            case "bool": type = Bool; return true;
            case "date": type = Date; return true;
            case "timestamp": type = Timestamp; return true;
            case "float64": type = Float64; return true;
        }

        if (text is null || !text.StartsWith("decimal(", StringComparison.Ordinal) || text[^1] != ')') return false;
        var parts = text[8..^1].Split(',');
        if (parts.Length != 2
            || !int.TryParse(parts[0].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var precision)
            || !int.TryParse(parts[1].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var scale)
            || precision is < 1 or > 38 || scale > precision) return false;
        type = new ColumnType(ColumnKind.Decimal, precision, scale);
        return true;
    }

    /// <summary>The text form.</summary>
    public override string ToString() => Kind switch
    {
        ColumnKind.Text => "text",
        ColumnKind.Int64 => "int64",
        ColumnKind.Decimal => string.Create(CultureInfo.InvariantCulture, $"decimal({Precision},{Scale})"),
        ColumnKind.Bool => "bool",
        ColumnKind.Date => "date",
        ColumnKind.Timestamp => "timestamp",
        ColumnKind.Float64 => "float64",
        _ => Kind.ToString(),
    };
}
