using System.Globalization;
using System.Numerics;
using System.Text;

namespace Lumos.Dsl.Generators.Emission;

/// <summary>Constants in C#. Everything outside printable ASCII is escaped, so that no text of a plan can leave its literal.</summary>
internal static class Literals
{
    public static string Text(string text)
    {
        var code = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text) Append(code, c, '"');
        return code.Append('"').ToString();
    }

    public static string Character(char c)
    {
        var code = new StringBuilder("'");
        Append(code, c, '\'');
        return code.Append('\'').ToString();
    }

    public static string Integer(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Long(BigInteger value) => value == long.MinValue ? "long.MinValue" : value.ToString(CultureInfo.InvariantCulture) + "L";

    public static string Flag(bool value) => value ? "true" : "false";

    /// <summary>A long where it is one, else an Int128.</summary>
    public static string Wide(BigInteger value)
    {
        if (value >= long.MinValue && value <= long.MaxValue) return Long(value);
        var bits = value.Sign < 0 ? value + (BigInteger.One << 128) : value;
        var low = (ulong)(bits & ulong.MaxValue);
        var high = (ulong)(bits >> 64);
        return string.Create(CultureInfo.InvariantCulture, $"new global::System.Int128(0x{high:X}UL, 0x{low:X}UL)");
    }

    private static void Append(StringBuilder code, char c, char quote)
    {
        if (c == quote || c == '\\') code.Append('\\').Append(c);
        else if (c is >= ' ' and <= '~') code.Append(c);
        else code.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));
    }
}
