using System.Globalization;
using System.Text;

namespace System;

/// <summary>Text methods .NET Standard 2.0 lacks.</summary>
internal static class TextMethods
{
    extension(string)
    {
        public static string Create(IFormatProvider provider, FormattableString text) => text.ToString(provider);
    }

    public static bool Contains(this string text, char character) => text.IndexOf(character) >= 0;

    public static bool Contains(this string text, string part, StringComparison comparison) => text.IndexOf(part, comparison) >= 0;

    public static bool Contains(this string text, char character, StringComparison comparison) => text.IndexOf(character.ToString(), comparison) >= 0;

    public static int IndexOf(this string text, char character, StringComparison comparison) => text.IndexOf(character.ToString(), comparison);

    public static bool StartsWith(this string text, char character) => text.Length > 0 && text[0] == character;

    public static bool EndsWith(this string text, char character) => text.Length > 0 && text[text.Length - 1] == character;

    public static string Replace(this string text, string old, string replacement, StringComparison comparison) => comparison == StringComparison.Ordinal
        ? text.Replace(old, replacement)
        : throw new NotSupportedException("Ordinal only.");

    public static string[] Split(this string text, char separator, StringSplitOptions options = StringSplitOptions.None) => text.Split([separator], options);

    public static string[] Split(this string text, char separator, int count) => text.Split([separator], count);

    public static StringBuilder Append(this StringBuilder builder, IFormatProvider provider, FormattableString text) => builder.Append(text.ToString(provider));

    public static StringBuilder AppendJoin(this StringBuilder builder, string separator, IEnumerable<string> parts) => builder.Append(string.Join(separator, parts));
}

/// <summary>Character tests .NET Standard 2.0 lacks.</summary>
internal static class CharacterTests
{
    extension(char)
    {
        public static bool IsAsciiDigit(char c) => c is >= '0' and <= '9';

        public static bool IsAsciiLetter(char c) => (char)(c | 0x20) is >= 'a' and <= 'z';

        public static bool IsAsciiLetterUpper(char c) => c is >= 'A' and <= 'Z';

        public static bool IsAsciiLetterLower(char c) => c is >= 'a' and <= 'z';

        public static bool IsAsciiLetterOrDigit(char c) => c is (>= '0' and <= '9') or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');

        public static bool IsBetween(char c, char low, char high) => c >= low && c <= high;
    }

    extension(int)
    {
        public static int Parse(ReadOnlySpan<char> text, NumberStyles style, IFormatProvider provider) => int.Parse(text.ToString(), style, provider);
    }
}
