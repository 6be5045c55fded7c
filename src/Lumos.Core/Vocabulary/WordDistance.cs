namespace Lumos.Core.Vocabulary;

/// <summary>How far two texts are apart: insertions, deletions, replacements and swaps of neighbours.</summary>
internal static class WordDistance
{
    private const int LongestWord = 64;
    private const int LongestOnStack = 256;

    /// <summary>1 for equal words, less for each edit; 0 for nothing in common, and for words of more than 64 characters.</summary>
    /// <param name="a">One word.</param>
    /// <param name="b">The other.</param>
    /// <param name="least">What is less is not of interest, and 0: most pairs of words are told apart by their lengths.</param>
    public static double Closeness(string a, string b, double least = 0)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (a == b) return 1;
        var longest = Math.Max(a.Length, b.Length);
        if (longest is 0 or > LongestWord) return 0;
        var most = (int)((1 - least) * longest + 1e-9);
        return Edits(a, b, most) is var edits && edits <= most ? 1 - (double)edits / longest : 0;
    }

    /// <summary>The number of edits, or one above <paramref name="most"/> when there are more.</summary>
    public static int Edits(string a, string b, int most)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (Math.Abs(a.Length - b.Length) > most) return most + 1;
        if (a == b) return 0;
        var width = b.Length + 1;
        var rows = width <= LongestOnStack ? stackalloc int[3 * width] : new int[3 * width];
        Span<int> previous = rows[..width], current = rows[width..(2 * width)], before = rows[(2 * width)..];
        for (var j = 0; j <= b.Length; j++) previous[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            // Only cells near the diagonal can stay within the limit.
            var (low, high) = (Math.Max(1, i - most), Math.Min(b.Length, i + most));
            current.Fill(most + 1);
            current[0] = i;
            var least = low == 1 ? i : most + 1;
            for (var j = low; j <= high; j++)
            {
                var change = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                var up = j < i + most ? previous[j] + 1 : most + 1;
                current[j] = Math.Min(Math.Min(current[j - 1] + 1, up), change);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) current[j] = Math.Min(current[j], before[j - 2] + 1);
                least = Math.Min(least, current[j]);
            }

            if (least > most) return most + 1;
            var spare = before;
            before = previous;
            previous = current;
            current = spare;
        }

        return Math.Min(previous[b.Length], most + 1);
    }
}
