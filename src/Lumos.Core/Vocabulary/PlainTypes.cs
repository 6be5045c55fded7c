using System.Globalization;
using Lumos.Abstractions;

namespace Lumos.Core.Vocabulary;

/// <summary>Types of columns where no ingest has told them: values as they stand, without conventions of numbers or dates.</summary>
internal static class PlainTypes
{
    /// <summary>The narrowest type all values fit; text when there are none.</summary>
    public static ColumnType Of(IEnumerable<string?> values)
    {
        bool integer = true, number = true, date = true, timestamp = true, boolean = true, any = false;
        var scale = 0;
        foreach (var raw in values)
        {
            if (raw?.Trim() is not { Length: > 0 } value) continue;
            any = true;
            integer &= long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) && !(value.Length > 1 && value[0] == '0');
            number &= decimal.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _) && !(value.Length > 1 && value[0] == '0' && char.IsAsciiDigit(value[1]));
            var time = value.Contains(':');
            date &= !time && !integer && DateShapes.TryYear(value, out _);
            timestamp &= time && DateShapes.TryYear(value, out _);
            boolean &= value is "true" or "false" or "True" or "False" or "TRUE" or "FALSE";
            if (number && value.IndexOf('.', StringComparison.Ordinal) is var dot and >= 0) scale = Math.Max(scale, value.Length - dot - 1);
            if (!integer && !number && !date && !timestamp && !boolean) return ColumnType.Text;
        }

        if (!any) return ColumnType.Text;
        return boolean ? ColumnType.Bool : integer ? ColumnType.Int64 : number ? ColumnType.Decimal(38, Math.Min(scale, 20)) : date ? ColumnType.Date : timestamp ? ColumnType.Timestamp : ColumnType.Text;
    }
}
