using System.Text;

namespace Lumos.Core.Vocabulary;

/// <summary>Lower case without diacritics, the same on every machine: a table, because invariant globalisation knows no folding.</summary>
internal static class TextFolding
{
    private const string From = "àáâãäåāăąçćčďđèéêëēęěğìíîïīįıłľñńňòóôõöøōőŕřśšşșťţțùúûüūůűųýÿźżž";
    private const string To = "aaaaaaaaacccddeeeeeeegiiiiiiillnnnoooooooorrsssstttuuuuuuuuyyzzz";

    /// <summary>Folds one character; ß, æ, œ and þ, which become two letters, are handled by <see cref="Fold(string)"/>.</summary>
    public static char Fold(char c)
    {
        if (c < 128) return c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c;
        c = char.ToLowerInvariant(c);
        var at = From.IndexOf(c);
        return at < 0 ? c : To[at];
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
