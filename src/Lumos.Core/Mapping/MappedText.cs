using System.Globalization;
using Lumos.Abstractions;

namespace Lumos.Core.Mapping;

/// <summary>Values of the interpreter as text.</summary>
internal static class MappedText
{
    /// <summary>A value as a person would write it; null for NULL.</summary>
    public static string? Of(object? value, ColumnType type) => value switch
    {
        null => null,
        string text => text,
        long number => number.ToString(CultureInfo.InvariantCulture),
        Int128 scaled => Scaled(scaled, type.Scale),
        bool truth => truth ? "true" : "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private static string Scaled(Int128 value, int scale)
    {
        var digits = Int128.Abs(value).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        return (value < 0 ? "-" : "") + (scale == 0 ? digits : digits[..^scale] + "." + digits[^scale..]);
    }
}
