namespace Lumos.Core.Vocabulary;

/// <summary>Closeness of two words by edits.</summary>
internal static class WordDistance
{
    /// <summary>1 for equal words, less for each insertion, deletion, replacement or swap of neighbours; 0 for nothing in common.</summary>
    public static double Closeness(string a, string b)
    {
        if (a == b) return 1;
        var longest = Math.Max(a.Length, b.Length);
        if (longest == 0 || longest > 64) return 0;
        Span<int> previous = stackalloc int[b.Length + 1], current = stackalloc int[b.Length + 1], before = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) previous[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                current[j] = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, previous[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) current[j] = Math.Min(current[j], before[j - 2] + 1);
            }

            var spare = before;
            before = previous;
            previous = current;
            current = spare;
        }

        return 1 - (double)previous[b.Length] / longest;
    }
}
