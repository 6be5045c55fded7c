using System.Globalization;

namespace Lumos.Core.Analysis.Cells;

/// <summary>Numbers as they are written where nothing else is around them.</summary>
internal static class PlainNumber
{
    /// <summary>Reads digits with an optional sign, fraction and exponent; a decimal point, no groups.</summary>
    public static bool TryParse(string text, out double value)
    {
        ArgumentNullException.ThrowIfNull(text);
        value = 0;
        if (text.Length is 0 or > 40 || !(char.IsAsciiDigit(text[^1]) || (text[^1] == '.' && text.Length > 1))) return false;
        return double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }

    /// <summary>The numbers of a column by value; null entries are no numbers.</summary>
    public static double?[] Of(CellColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return [.. column.Values.Select(static text => TryParse(text, out var value) ? value : (double?)null)];
    }
}
