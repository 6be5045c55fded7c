using System.Text;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Policy.Masking;

internal static partial class MaskedText
{
    // Words stay when they are lower case, carry no digit and are no known name: enough to see what a text is about.
    private static string FreeText(string value)
    {
        var text = new StringBuilder(value.Length);
        var i = 0;
        while (i < value.Length)
        {
            if (char.IsWhiteSpace(value[i]))
            {
                text.Append(value[i++]);
                continue;
            }

            var start = i;
            while (i < value.Length && !char.IsWhiteSpace(value[i])) i++;
            text.Append(FreeWord(value[start..i]));
        }

        return text.ToString();
    }

    private static string FreeWord(string word)
    {
        if (word.Contains('@')) return Email(word.Trim('<', '>', '(', ')', ',', ';', '.'));
        if (BareText.CountDigits(word) >= 2) return Stars(word);
        if (!char.IsUpper(word[0]) && !char.IsSurrogate(word[0]))
        {
            var folded = TextFolding.Fold(word.Trim('.', ',', ';', ':', '(', ')', '!', '?', '"'));
            if (folded.Length < 4 || !WordLists.FirstNames.Contains(folded) && !WordLists.LastNames.Contains(folded)) return word;
        }

        return Words(word);
    }
}
