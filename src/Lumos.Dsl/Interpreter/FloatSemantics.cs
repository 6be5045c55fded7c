using System.Globalization;
using System.Text.RegularExpressions;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Interpreter;

/// <summary>float64 from text and to text.</summary>
internal static partial class FloatSemantics
{
    /// <summary>The double nearest to the number written, ties to the even one; there is no infinity.</summary>
    public static Outcome Read(string text)
    {
        if (!Grammar().IsMatch(text)) return Outcome.Fail(ValueErrors.Cast);
        var value = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsInfinity(value) ? Outcome.Fail(ValueErrors.Range) : new Outcome(value);
    }

    /// <summary>
    /// The fewest digits that read back as the same double, of several such the closest, laid out as Number::toString of ECMAScript does:
    /// plain from 1e-6 to below 1e21, else <c>1.5e+21</c>. Unlike there, the sign of -0 stays.
    /// </summary>
    public static Outcome Print(double value)
    {
        if (!double.IsFinite(value)) return Outcome.Fail(ValueErrors.Range);
        var sign = double.IsNegative(value) ? "-" : "";
        if (value == 0) return new Outcome(sign + "0");

        // d.dddE+ddd with as many digits as are needed.
        var shortest = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture).Split('E');
        var mark = shortest[0].IndexOf('.', StringComparison.Ordinal);
        var all = shortest[0].Replace(".", "", StringComparison.Ordinal);
        var leading = all.Length - all.TrimStart('0').Length;
        var digits = all.Trim('0');

        // The value is 0.digits * 10^point.
        var point = (mark < 0 ? all.Length : mark) + (shortest.Length > 1 ? int.Parse(shortest[1], CultureInfo.InvariantCulture) : 0) - leading;
        return new Outcome(sign + Layout(digits, point));
    }

    private static string Layout(string digits, int point)
    {
        if (point >= digits.Length && point <= 21) return digits.PadRight(point, '0');
        if (point is > 0 and <= 21) return digits[..point] + "." + digits[point..];
        if (point is > -6 and <= 0) return "0." + new string('0', -point) + digits;
        var power = point - 1;
        return digits[..1] + (digits.Length > 1 ? "." + digits[1..] : "") + (power < 0 ? "e-" : "e+") + Math.Abs(power).ToString(CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"\A[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?\z")]
    private static partial System.Text.RegularExpressions.Regex Grammar();
}
