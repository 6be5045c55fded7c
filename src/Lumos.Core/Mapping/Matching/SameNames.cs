using Lumos.Core.Vocabulary;

namespace Lumos.Core.Mapping.Matching;

/// <summary>
/// Names that stand on both sides letter for letter, in whatever order of their words, go before names that say the same in other words: where a table has a shipping cost and a shipping fee, or a phone and a telephone, the vocabulary does
/// not tell them apart, and their spelling does.
/// </summary>
internal static class SameNames
{
    private const double SaysTheSame = 0.99;
    private const double OddType = 0.2;

    /// <summary>What a pair in other words is worth beside the pair of the same spelling: too little to leave a doubt.</summary>
    private const double InOtherWords = 0.5;

    /// <summary>Lowers what stands in the way of pairs of one spelling.</summary>
    public static void Prefer(double[,] scores, PairFeatures[,] features)
    {
        for (var s = 0; s < scores.GetLength(0); s++)
        {
            for (var t = 0; t < scores.GetLength(1); t++)
            {
                if (!features[s, t].IsSameName || features[s, t].Type < OddType) continue;
                var most = InOtherWords * scores[s, t];
                for (var other = 0; other < scores.GetLength(1); other++) Yield(s, other, most);
                for (var other = 0; other < scores.GetLength(0); other++) Yield(other, t, most);
            }
        }

        void Yield(int s, int t, double most)
        {
            if (!features[s, t].IsSameName && features[s, t].Name >= SaysTheSame) scores[s, t] = Math.Min(scores[s, t], most);
        }
    }

    /// <summary>The pieces of a name in the order of the alphabet: "id municipio" and "municipio_id" are one name.</summary>
    public static string Pieces(string name)
    {
        List<string> pieces = [.. HeaderWords.SplitTokens(name).SelectMany(ColumnTerms.Default.Cut).Where(static p => !HeaderWords.Connectives.AsSpan().Contains(p))];
        pieces.Sort(StringComparer.Ordinal);
        return pieces.Count < 2 ? "" : string.Join(' ', pieces);
    }

    /// <summary>Letters and digits of a name, in one case.</summary>
    public static string Spelling(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
