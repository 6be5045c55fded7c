using System.Text;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Interpreter;

/// <summary>
/// case(title): the first character of every word to upper case, the others to lower case. O'Neil has two capitals, don't has one: behind an
/// apostrophe a capital stands when exactly one character is before it and at least three are behind it.
/// </summary>
internal static class TitleCase
{
    public static string Of(string text, CaseAlphabet alphabet)
    {
        var runes = text.EnumerateRunes().ToArray();
        var result = new StringBuilder(text.Length);
        for (var start = 0; start < runes.Length;)
        {
            var end = EndOfWord(runes, start);
            if (end == start)
            {
                result.Append(runes[start++].ToString());
                continue;
            }

            for (var i = start; i < end; i++)
            {
                var isCapital = i == start || (i == start + 2 && HasCapitalBehindApostrophe(runes, start, end));
                result.Append(Change(runes[i], isCapital, alphabet));
            }

            start = end;
        }

        return result.ToString();
    }

    // A word is as long as it can be; an apostrophe is in it when a word could begin behind it.
    private static int EndOfWord(Rune[] runes, int start)
    {
        if (!WordCharacters.Begins(runes[start].Value)) return start;
        var end = start + 1;
        while (end < runes.Length)
        {
            var isInside = WordCharacters.IsApostrophe(runes[end].Value) && end + 1 < runes.Length && WordCharacters.Begins(runes[end + 1].Value);
            if (!isInside && !WordCharacters.GoesOn(runes[end].Value)) break;
            end += isInside ? 2 : 1;
        }

        return end;
    }

    private static bool HasCapitalBehindApostrophe(Rune[] runes, int start, int end) =>
        end - start >= 5 && WordCharacters.IsApostrophe(runes[start + 1].Value) && !runes[(start + 2)..(start + 5)].Any(rune => WordCharacters.IsApostrophe(rune.Value));

    // A capital ß is Ss: the word goes on in lower case.
    private static string Change(Rune rune, bool isCapital, CaseAlphabet alphabet)
    {
        var changed = TextSemantics.Case(rune.ToString(), isCapital ? CaseMode.Upper : CaseMode.Lower, alphabet);
        return changed == "SS" ? "Ss" : changed;
    }
}
