namespace Lumos.Core.Analysis.Cells;

/// <summary>Insertions, deletions, replacements and swaps of neighbours between two texts, counted up to a limit.</summary>
internal static class EditDistance
{
    /// <summary>The distance, or a number above <paramref name="most"/> when it is larger.</summary>
    public static int Between(string a, string b, int most)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (Math.Abs(a.Length - b.Length) > most) return most + 1;
        if (a == b) return 0;
        Span<int> previous = stackalloc int[b.Length + 1], current = stackalloc int[b.Length + 1], before = stackalloc int[b.Length + 1];
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
