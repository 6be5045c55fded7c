namespace Lumos.Dsl.Model;

/// <summary>Text as the language sees it: a sequence of Unicode code points.</summary>
internal static class CodePoints
{
    /// <summary>The code points of a text; an unpaired surrogate comes out as itself.</summary>
    public static IEnumerable<int> Of(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                yield return char.ConvertToUtf32(text[i], text[++i]);
            }
            else
            {
                yield return text[i];
            }
        }
    }

    /// <summary>Each code point once, in ascending order.</summary>
    public static string SortedDistinct(string text) => string.Concat(Of(text).Distinct().OrderBy(point => point).Select(ToText));

    /// <summary>Whether every engine can hold the text: no U+0000 and no unpaired surrogate.</summary>
    public static bool AreStorable(string text) => Of(text).All(point => point != 0 && point is < 0xD800 or > 0xDFFF);

    private static string ToText(int point) => point is >= 0xD800 and <= 0xDFFF ? ((char)point).ToString() : char.ConvertFromUtf32(point);
}
