using System.Globalization;
using System.Numerics;
using System.Text;

namespace Lumos.Dsl.DuckDb;

/// <summary>The one printer of identifiers and literals for DuckDB. Nothing from outside reaches SQL text by another way.</summary>
internal static class SqlText
{
    /// <summary>A quoted identifier: <c>order "x"</c> becomes <c>"order ""x"""</c>.</summary>
    /// <exception cref="ArgumentException">The name is empty or holds U+0000 or an unpaired surrogate.</exception>
    public static string Identifier(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Quote(name, '"');
    }

    /// <summary>A text literal: <c>O'Neil</c> becomes <c>'O''Neil'</c>. A backslash means itself.</summary>
    /// <exception cref="ArgumentException">The text holds U+0000 or an unpaired surrogate, which DuckDB cannot store.</exception>
    public static string Literal(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Quote(text, '\'');
    }

    /// <summary>An integer of at most 127 bits.</summary>
    internal static string Integer(BigInteger value) =>
        value.Sign < 0 ? "(" + value.ToString(CultureInfo.InvariantCulture) + ")" : value.ToString(CultureInfo.InvariantCulture);

    private static string Quote(string text, char quote)
    {
        var result = new StringBuilder(text.Length + 2).Append(quote);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\0') throw new ArgumentException("U+0000 cannot stand in SQL text.", nameof(text));
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) result.Append(c).Append(text[++i]);
            else if (char.IsSurrogate(c)) throw new ArgumentException("An unpaired surrogate cannot stand in SQL text.", nameof(text));
            else if (c == quote) result.Append(c).Append(c);
            else result.Append(c);
        }

        return result.Append(quote).ToString();
    }
}
