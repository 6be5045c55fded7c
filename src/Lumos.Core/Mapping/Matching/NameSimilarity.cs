using Lumos.Core.Vocabulary;

namespace Lumos.Core.Mapping.Matching;

/// <summary>How alike two column names are, in three views: terms, words and letters. For one pair of tables; not thread-safe.</summary>
internal sealed class NameSimilarity(WordWeights sourceWeights, WordWeights targetWeights, WordNearness words)
{
    private const double PlainWordCounts = 0.9;
    private const double SharedCounts = 0.8;
    private const double NumberCounts = 0.4;
    private const double Beside = 0.5;

    /// <summary>Segments laid side by side: 1 when both names say the same terms and nothing else.</summary>
    public double OfTerms(NameReading source, NameReading target)
    {
        if (source.Segments.Count == 0 || target.Segments.Count == 0) return 0;
        return Align(source.Segments, target.Segments, Near, s => Weight(s, sourceWeights), t => Weight(t, targetWeights)).Both;
    }

    /// <summary>Words laid side by side: both names together, how much of the source's name the target's has, and how much of the target's the source's, and how many words of the source have none beside them.</summary>
    public (double Both, double OfSource, double OfTarget, int Alone) OfWords(IReadOnlyList<string> source, IReadOnlyList<string> target) =>
        source.Count == 0 || target.Count == 0 ? (0, 0, 0, source.Count) : Align(source, target, words.Of, sourceWeights.Of, targetWeights.Of);

    /// <summary>Share of letter triples, 0 to 1.</summary>
    public static double OfLetters(string a, string b)
    {
        if (a.Length < 3 || b.Length < 3) return a == b && a.Length > 0 ? 1 : 0;
        var common = 0;
        Span<bool> used = b.Length <= 128 ? stackalloc bool[b.Length] : new bool[b.Length];
        used.Clear();
        for (var i = 0; i + 3 <= a.Length; i++)
        {
            for (var j = 0; j + 3 <= b.Length; j++)
            {
                if (used[j] || a[i] != b[j] || a[i + 1] != b[j + 1] || a[i + 2] != b[j + 2]) continue;
                used[j] = true;
                common++;
                break;
            }
        }

        return 2.0 * common / (a.Length - 2 + b.Length - 2);
    }

    /// <summary>How much of the source's words a text has, by weight.</summary>
    public double Covered(IReadOnlyList<string> source, IReadOnlySet<string> text, IReadOnlySet<string> stems)
    {
        double total = 0, found = 0;
        foreach (var word in source)
        {
            var weight = Math.Min(sourceWeights.Of(word), targetWeights.Of(word));
            total += weight;
            if (text.Contains(word)) found += weight;
            else if (stems.Contains(WordNearness.Stem(word))) found += 0.9 * weight;
        }

        return total == 0 ? 0 : found / total;
    }

    private double Near(NameSegment a, NameSegment b)
    {
        double best = 0;
        foreach (var s in a.Terms)
        {
            foreach (var t in b.Terms) best = Math.Max(best, ColumnTerms.Default.Nearness(s, t) * a.Sense(s) * b.Sense(t));
        }

        if (best >= PlainWordCounts) return best;
        return Math.Max(best, PlainWordCounts * OfWords(a.Words, b.Words).Both);
    }

    // Greedy: the nearest pair first. Names are short, and the nearest pair is nearly always right.
    private static (double Both, double OfSource, double OfTarget, int Alone) Align<T>(IReadOnlyList<T> a, IReadOnlyList<T> b, Func<T, T, double> near, Func<T, double> weightA, Func<T, double> weightB)
    {
        double ofSource = 0, ofTarget = 0, common = 0, commonSource = 0, commonTarget = 0;
        var alone = 0;
        foreach (var x in a) ofSource += weightA(x);
        foreach (var y in b) ofTarget += weightB(y);
        Span<bool> used = stackalloc bool[Math.Min(b.Count, 64)];
        used.Clear();
        for (var i = 0; i < a.Count; i++)
        {
            var at = -1;
            double best = 0;
            for (var j = 0; j < used.Length; j++)
            {
                // Two words of the source may say one word of the target between them, as "street" and "street type" do.
                var n = near(a[i], b[j]) * (used[j] ? SharedCounts : 1);
                if (n > best) (at, best) = (j, n);
            }

            if (best < Beside) alone++;
            if (at < 0) continue;
            common += best * (used[at] ? weightA(a[i]) : weightA(a[i]) + weightB(b[at]));
            commonSource += best * weightA(a[i]);
            if (!used[at]) commonTarget += best * weightB(b[at]);
            used[at] = true;
        }

        var total = ofSource + ofTarget;
        return (total == 0 ? 0 : common / total, ofSource == 0 ? 0 : commonSource / ofSource, ofTarget == 0 ? 0 : commonTarget / ofTarget, alone);
    }

    private static double Weight(NameSegment segment, WordWeights weights)
    {
        double sum = 0;
        foreach (var word in segment.Words) sum = Math.Max(sum, weights.Of(word) * (char.IsAsciiDigit(word[0]) ? NumberCounts : 1));
        return segment.Words.Count == 0 ? 0.5 : sum * (segment.Terms.Count > 0 ? 1 : 0.8);
    }
}
