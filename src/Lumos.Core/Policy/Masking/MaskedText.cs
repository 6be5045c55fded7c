using System.Globalization;
using System.Text;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Policy.Masking;

/// <summary>Writes values masked: the layout stays readable, the content does not.</summary>
internal static partial class MaskedText
{
    /// <summary>Masks one value.</summary>
    public static string Write(MaskStyle style, string value) => style switch
    {
        MaskStyle.Email => Email(value),
        MaskStyle.Digits => Tail(value, Visible(value, 2, 6)),
        MaskStyle.Card => Tail(value, Visible(value, 4, 12)),
        MaskStyle.Iban => value.Length < 8 ? Stars(value) : value[..2] + Tail(value[2..], 2),
        MaskStyle.Words => Words(value),
        MaskStyle.Date => Date(value),
        MaskStyle.Prefix => value.Length < 4 ? Stars(value) : value[..2] + Stars(value[2..]),
        MaskStyle.Network => Network(value),
        MaskStyle.Secret => "********",
        MaskStyle.Coordinate => Coordinate(value),
        MaskStyle.Age => Age(value),
        MaskStyle.Category => "*",
        _ => FreeText(value),
    };

    private static int Visible(string value, int visible, int from) => value.Count(char.IsLetterOrDigit) >= from ? visible : 0;

    private static string Stars(string value) => Tail(value, 0);

    // Every letter and digit but the last few becomes a star.
    private static string Tail(string value, int visible)
    {
        var text = value.ToCharArray();
        for (var i = text.Length - 1; i >= 0; i--)
        {
            if (!char.IsLetterOrDigit(text[i]) && !char.IsSurrogate(text[i]) && !IsMark(text[i])) continue;
            if (visible-- <= 0 || char.IsSurrogate(text[i]) || IsMark(text[i])) text[i] = '*';
        }

        return new string(text);
    }

    private static string Email(string value)
    {
        var at = value.LastIndexOf('@');
        if (at < 1) return Words(value);
        var dot = value.LastIndexOf('.');
        var end = dot > at ? value[dot..] : "";
        return Initial(value.AsSpan(0, at)) + "***@" + Initial(value.AsSpan(at + 1)) + "***" + (end.Length is > 1 and <= 5 ? end : "");
    }

    private static string Words(string value)
    {
        var text = new StringBuilder(value.Length);
        var i = 0;
        while (i < value.Length)
        {
            if (char.IsDigit(value[i])) text.Append('*');
            if (!IsWordStart(value[i]))
            {
                if (!char.IsDigit(value[i])) text.Append(value[i]);
                i++;
                continue;
            }

            var start = i;
            while (i < value.Length && (IsWordStart(value[i]) || value[i] is '\'' or '’')) i++;
            text.Append(Initial(value.AsSpan(start, i - start))).Append("***");
        }

        return text.ToString();
    }

    private static bool IsWordStart(char c) => char.IsLetter(c) || char.IsSurrogate(c) || IsMark(c);

    // Vowels of Indic scripts and of Thai, accents of their own: parts of the word, and as telling as its letters.
    private static bool IsMark(char c) => c >= '\u0300' && char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format;

    private static string Initial(ReadOnlySpan<char> word)
    {
        if (word.Length == 0) return "";
        return Rune.DecodeFromUtf16(word, out var rune, out _) == System.Buffers.OperationStatus.Done ? rune.ToString() : "*";
    }

    private static string Date(string value)
    {
        var text = value.ToCharArray();
        var yearAt = -1;
        for (var i = 0; i < text.Length && yearAt < 0; i++)
        {
            if (!char.IsAsciiDigit(text[i]) || i > 0 && char.IsAsciiDigit(text[i - 1])) continue;
            var run = 1;
            while (i + run < text.Length && char.IsAsciiDigit(text[i + run])) run++;
            if ((run == 4 || run == 8 && text.Length == 8) && text[i] is '1' or '2') yearAt = i;
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsLetterOrDigit(text[i]) && !(yearAt >= 0 && i >= yearAt && i < yearAt + 4)) text[i] = '*';
        }

        return new string(text);
    }

    private static string Network(string value)
    {
        var at = value.AsSpan().IndexOfAny('.', ':', '-');
        return at is > 0 and <= 4 ? value[..at] + Stars(value[at..]) : Stars(value);
    }

    private static string Coordinate(string value)
    {
        var at = value.AsSpan().IndexOfAny('.', ',');
        return at is > 0 and <= 4 ? value[..(at + 1)] + "**" : Stars(value);
    }

    private static string Age(string value)
    {
        if (!int.TryParse(value.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var age) || age > 150) return Stars(value);
        return age >= 90 ? "90+" : string.Create(CultureInfo.InvariantCulture, $"{age / 10 * 10}-{age / 10 * 10 + 9}");
    }
}
