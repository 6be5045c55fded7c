using System.Text;

namespace Lumos.Core.Vocabulary;

/// <summary>Lower case without diacritics, the same on every machine: a table, because invariant globalisation knows no folding.</summary>
internal static class TextFolding
{
    private const string From = "àáâãäåāăąǎçćčĉċďđðèéêëēęěėĕĝğġģĥħìíîïīįıǐĩĭĵķĺļľłŀñńņňòóôõöøōőŏǒŕŗřśşšșŝťţțŧùúûüūůűųũŭǔŵýÿŷźżžə";
    private const string To = "aaaaaaaaaacccccdddeeeeeeeeegggghhiiiiiiiiiijklllllnnnnoooooooooorrrsssssttttuuuuuuuuuuuwyyyzzza";
    // Vietnamese vowels with a tone stay as they are: without it they are words of other languages.
    private static readonly char[] Folded = Fill();

    /// <summary>Folds one character; ß, æ, œ and þ, which become two letters, are handled by <see cref="Fold(string)"/>.</summary>
    public static char Fold(char c) => c < Folded.Length ? Folded[c] : char.ToLowerInvariant(c);

    private static char[] Fill()
    {
        const int BehindSchwa = 0x25A;
        var folded = new char[BehindSchwa];
        for (var c = '\0'; c < folded.Length; c++)
        {
            folded[c] = c == 'İ' ? 'i' : char.ToLowerInvariant(c);
            if (From.IndexOf(folded[c], StringComparison.Ordinal) is var at and >= 0) folded[c] = To[at];
        }

        return folded;
    }

    /// <summary>Folds a text. Combining accents are dropped.</summary>
    public static string Fold(string text)
    {
        var plain = true;
        foreach (var c in text)
        {
            if (c < 128 && c is not (>= 'A' and <= 'Z')) continue;
            plain = false;
            break;
        }

        if (plain) return text;
        var folded = new StringBuilder(text.Length + 4);
        foreach (var c in text)
        {
            if (c is >= '\u0300' and <= '\u036F') continue;
            switch (char.ToLowerInvariant(c))
            {
                case 'ß': folded.Append("ss"); break;
                case 'æ': folded.Append("ae"); break;
                case 'œ': folded.Append("oe"); break;
                case 'þ': folded.Append("th"); break;
                default: folded.Append(Fold(c)); break;
            }
        }

        return folded.ToString();
    }
}
