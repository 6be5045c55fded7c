using System.Globalization;
using Lumos.Abstractions;

namespace Lumos.Core.Analysis.Statistics;

/// <summary>Writes a value of the interpreter as the engine would print it, to compare it; the text goes nowhere.</summary>
internal static class ValueText
{
    public static string Of(object value, ColumnType type) => value switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        long number => number.ToString(CultureInfo.InvariantCulture),
        Int128 scaled => OfScaled(scaled, type.Scale),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString(moment.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-dd HH:mm:ss" : "yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"The interpreter gives no {value.GetType().Name}."),
    };

    private static string OfScaled(Int128 value, int scale)
    {
        var digits = Int128.Abs(value).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        var text = scale == 0 ? digits : $"{digits[..^scale]}.{digits[^scale..]}";
        return value < 0 ? "-" + text : text;
    }
}
