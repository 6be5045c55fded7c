namespace Lumos.Core.Vocabulary;

/// <summary>
/// What a word sounds like: a given name, a family name, a place or a common word. Chains of three letters counted in the lists that travel in the assembly, so that a name no list holds is
/// still told from a word.
/// </summary>
internal static class WordModel
{
    private const int Letters = 28;
    private const int Other = 27;
    private const int MostValues = 60;
    private const int MostLetters = 40;
    private const double Borrowed = 4;

    private static readonly Lazy<float[][]> Chains = new(Count);

    /// <summary>Share of texts that sound most like each kind; noughts when they are no words of Latin letters.</summary>
    /// <param name="values">Texts; the first sixty are looked at.</param>
    public static (double Given, double Family, double Place) Shares(IEnumerable<string> values)
    {
        int looked = 0, given = 0, family = 0, place = 0;
        Span<double> sums = stackalloc double[4];
        foreach (var value in values.Take(MostValues))
        {
            looked++;
            if (!Measure(value, sums)) continue;
            var best = 0;
            for (var i = 1; i < sums.Length; i++) best = sums[i] > sums[best] ? i : best;
            if (best == 0) given++;
            else if (best == 1) family++;
            else if (best == 2) place++;
        }

        return looked == 0 ? default : ((double)given / looked, (double)family / looked, (double)place / looked);
    }

    /// <summary>Whether a text sounds more like the name of a person than like a word.</summary>
    public static bool SoundsLikeName(string text)
    {
        Span<double> sums = stackalloc double[4];
        return Measure(text, sums) && Math.Max(sums[0], sums[1]) > sums[3];
    }

    // The logarithm of how likely each kind makes the text; false when a letter is not Latin.
    private static bool Measure(string text, Span<double> sums)
    {
        sums.Clear();
        var folded = TextFolding.Fold(text.Length > MostLetters ? text[..MostLetters] : text);
        int before = 0, last = 0, letters = 0;
        for (var i = 0; i <= folded.Length; i++)
        {
            var c = i < folded.Length ? IndexOf(folded[i]) : 0;
            if (c == Other) return false;
            if (c == 0 && last == 0) continue;
            var at = (before * Letters + last) * Letters + c;
            for (var kind = 0; kind < sums.Length; kind++) sums[kind] += Chains.Value[kind][at];
            letters += c > 0 ? 1 : 0;
            (before, last) = c == 0 ? (0, 0) : (last, c);
        }

        return letters >= 3;
    }

    private static int IndexOf(char c) => c is >= 'a' and <= 'z' ? c - 'a' + 1 : char.IsLetterOrDigit(c) ? Other : 0;

    private static float[][] Count() =>
    [
        CountOf(WordLists.FirstNames), CountOf(WordLists.LastNames), CountOf(WordLists.Load("cities.txt", "places.txt")), CountOf(HeaderLexicon.Default.Words),
    ];

    private static float[] CountOf(IEnumerable<string> words)
    {
        var three = new float[Letters * Letters * Letters];
        var two = new float[Letters * Letters];
        var one = new float[Letters];
        foreach (var word in words)
        {
            int before = 0, last = 0;
            for (var i = 0; i <= word.Length; i++)
            {
                var c = i < word.Length ? IndexOf(word[i]) : 0;
                if (c == Other || c == 0 && last == 0) continue;
                three[(before * Letters + last) * Letters + c]++;
                two[before * Letters + last]++;
                one[c]++;
                (before, last) = c == 0 ? (0, 0) : (last, c);
            }
        }

        var all = one.Sum() + Letters;
        for (var i = 0; i < three.Length; i++) three[i] = (float)Math.Log((three[i] + Borrowed * (one[i % Letters] + 1) / all) / (two[i / Letters] + Borrowed));
        return three;
    }
}
