using Lumos.Dsl.Units;

namespace Lumos.Core.Analysis.Cells;

/// <summary>Amounts with their unit in one cell: <c>12.0 oz.</c></summary>
internal static class AmountText
{
    private const int LongestUnit = 12;

    /// <summary>Splits a number from the word behind it.</summary>
    public static bool TrySplit(string text, out ReadOnlySpan<char> unit)
    {
        ArgumentNullException.ThrowIfNull(text);
        unit = default;
        var end = 0;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] is '.' or ',' or '-' or '+')) end++;
        if (end == 0 || end == text.Length || !text.AsSpan(0, end).ContainsAnyInRange('0', '9')) return false;
        unit = text.AsSpan(end).Trim();
        if (unit.IndexOf(' ') is > 0 and var cut) unit = unit[..cut];
        if (unit.Length is 0 or > LongestUnit || !char.IsLetter(unit[0])) return false;
        foreach (var c in unit)
        {
            if (!char.IsLetter(c) && c != '.') return false;
        }

        return true;
    }

    /// <summary>Whether all spellings mean one unit of measure.</summary>
    public static bool AreOneUnit(IReadOnlyCollection<string> spellings)
    {
        ArgumentNullException.ThrowIfNull(spellings);
        return spellings.Select(static spelling => UnitTable.Find(spelling) is { } unit ? (unit.Dimension, unit.ExactFactor, unit.ExactOffset).ToString() : spelling).Distinct(StringComparer.Ordinal).Count() == 1;
    }
}
