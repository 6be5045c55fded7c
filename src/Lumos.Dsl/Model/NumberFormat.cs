namespace Lumos.Dsl.Model;

/// <summary>Where a sign may stand in a number that is written as text.</summary>
public enum SignPlace
{
    /// <summary>Before the digits, as in <c>-5</c>.</summary>
    Leading,

    /// <summary>After the digits, as in <c>5-</c>.</summary>
    Trailing,

    /// <summary>Before or after the digits, not both.</summary>
    Either,
}

/// <summary>How digits before the decimal mark are grouped.</summary>
public enum DigitGrouping
{
    /// <summary>Threes: <c>12,345,678</c>.</summary>
    Three,

    /// <summary>Three, then twos: <c>1,23,45,678</c>.</summary>
    Indian,
}

/// <summary>How numbers are written in a text that <see cref="TypeCast"/> reads. Immutable; the default is the language's own plain form.</summary>
/// <remarks>Every part is a permission, except <see cref="Percent"/>, which is a demand. The exact grammar is in <c>docs/dsl/type_cast.md</c>.</remarks>
public sealed record NumberFormat
{
    /// <summary>Numbers as the language writes them: sign, digits, point, digits.</summary>
    public static NumberFormat Plain { get; } = new();

    /// <summary>What stands before the fraction: <c>.</c> or <c>,</c>.</summary>
    public string DecimalMark { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = ".";

    /// <summary>Characters of which each may stand between two groups of digits, sorted and without repetition; null when digits are not grouped.</summary>
    public string? GroupMarks { get; init => field = value is null ? null : CodePoints.SortedDistinct(value); }

    /// <summary>How many digits a group has.</summary>
    public DigitGrouping Grouping { get; init; }

    /// <summary>Where a sign may stand.</summary>
    public SignPlace Sign { get; init; }

    /// <summary>Whether U+2212 is a minus too.</summary>
    public bool UnicodeMinus { get; init; }

    /// <summary>Whether parentheses around the number make it negative.</summary>
    public bool Parentheses { get; init; }

    /// <summary>Texts of which one may stand before or after the number and means nothing, such as <c>€</c>; in ordinal order, without repetition.</summary>
    public ValueList<string> Symbols { get; init => field = ValueList.From(value.Distinct(StringComparer.Ordinal).OrderBy(symbol => symbol, StringComparer.Ordinal).ToArray()); } = [];

    /// <summary>Whether <c>%</c> must stand before or after the number, which is then divided by 100.</summary>
    public bool Percent { get; init; }

    /// <summary>Whether a power of ten may follow the digits, as in <c>1.5E+03</c>.</summary>
    public bool Exponent { get; init; }
}
