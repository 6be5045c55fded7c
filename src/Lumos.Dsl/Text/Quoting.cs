using System.Globalization;
using System.Text;

namespace Lumos.Dsl.Text;

/// <summary>Writes names and texts so that reading them gives the same again.</summary>
internal static class Quoting
{
    /// <summary>A column name: bare when it can be, else between back-ticks.</summary>
    public static string Name(string name) => IsBare(name) ? name : Escaped(name, '`');

    /// <summary>A text: between double quotes, or between single quotes when that saves backslashes.</summary>
    public static string Text(string text)
    {
        var raw = text.IndexOfAny(['\\', '"']) >= 0 && !text.Contains('\'') && text.Select((_, i) => i).All(i => !NeedsEscape(text, i));
        return raw ? "'" + text + "'" : Escaped(text, '"');
    }

    private static bool IsBare(string name)
    {
        if (name.Length == 0 || name[0] is >= '0' and <= '9') return false;
        return name.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_');
    }

    private static string Escaped(string text, char quote)
    {
        var result = new StringBuilder(text.Length + 2).Append(quote);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == quote || c == '\\') result.Append('\\').Append(c);
            else if (c == '\n') result.Append("\\n");
            else if (c == '\r') result.Append("\\r");
            else if (c == '\t') result.Append("\\t");
            else if (NeedsEscape(text, i)) result.Append("\\u{").Append(((int)c).ToString("X", CultureInfo.InvariantCulture)).Append('}');
            else result.Append(c);
        }

        return result.Append(quote).ToString();
    }

    // A fixed list, so that the same plan prints alike on every runtime: controls, blanks that look like U+0020 or like nothing,
    // characters that turn the direction of writing, and surrogates without a partner.
    private static bool NeedsEscape(string text, int i) => text[i] switch
    {
        < ' ' or (>= '\u007F' and <= '\u00A0') or '\u00AD' or '\u061C' or '\u1680' or '\u180E' => true,
        (>= '\u2000' and <= '\u200F') or (>= '\u2028' and <= '\u202F') or (>= '\u205F' and <= '\u206F') or '\u3000' or '\uFEFF' or >= '\uFFF0' => true,
        >= '\uD800' and <= '\uDBFF' => i + 1 >= text.Length || !char.IsLowSurrogate(text[i + 1]),
        >= '\uDC00' and <= '\uDFFF' => i == 0 || !char.IsHighSurrogate(text[i - 1]),
        _ => false,
    };
}
