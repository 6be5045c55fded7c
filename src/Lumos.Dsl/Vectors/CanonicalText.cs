using System.Globalization;
using Lumos.Abstractions;
using Lumos.Dsl.Interpreter;

namespace Lumos.Dsl.Vectors;

/// <summary>Values of the interpreter from and to the canonical text of <see cref="VectorOutcome"/>.</summary>
internal static class CanonicalText
{
    private const string DateFormat = "yyyy-MM-dd";
    private const string TimestampFormat = "yyyy-MM-dd HH:mm:ss.ffffff";

    public static object? Parse(string? text, ColumnType type)
    {
        if (text is null) return null;
        return type.Kind switch
        {
            ColumnKind.Text => text,
            ColumnKind.Int64 => long.Parse(text, CultureInfo.InvariantCulture),
            ColumnKind.Decimal => ParseScaled(text, type.Scale),
            ColumnKind.Bool => bool.Parse(text),
            ColumnKind.Date => DateOnly.ParseExact(text, DateFormat, CultureInfo.InvariantCulture),
            ColumnKind.Timestamp => DateTime.ParseExact(text, TimestampFormat, CultureInfo.InvariantCulture),
            _ => double.Parse(text, CultureInfo.InvariantCulture),
        };
    }

    public static string? Print(object? value, ColumnType type) => value switch
    {
        null => null,
        string text => text,
        Int128 scaled => ExactNumber.Print(scaled, type.Scale),
        double number => FloatSemantics.Print(number).Value as string ?? number.ToString(CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        DateOnly date => date.ToString(DateFormat, CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString(TimestampFormat, CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private static Int128 ParseScaled(string text, int scale)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var digits = point < 0 ? text + new string('0', scale) : text.Remove(point, 1).PadRight(point + scale, '0');
        return Int128.Parse(digits, CultureInfo.InvariantCulture);
    }
}
