using Lumos.Core.Vocabulary;

namespace Lumos.Core.Analysis.Cells;

/// <summary>
/// Rare values that are a slip away from a frequent one. Where frequent values are close to each other too (first names, codes in sequence),
/// closeness means nothing, and nothing is said.
/// </summary>
internal static class TypoCells
{
    private const double Score = 0.75;
    private const int MostValues = 20_000;
    private const int MostFrequent = 600;

    /// <summary>How much more frequent the right spelling must be.</summary>
    private const int LeastRatio = 4;

    private const int LeastFrequent = 4;

    /// <summary>Share of the rows a spelling needs before others are measured by it.</summary>
    private const double LeastShare = 0.005;

    /// <summary>Share of frequent values that may be close to another one before closeness means nothing.</summary>
    private const double MostClose = 0.15;

    public static void Look(CellTable table, SuspicionBook book, CancellationToken cancellationToken)
    {
        for (var c = 0; c < table.Columns.Count; c++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var column = table.Columns[c];
            if (Corrections(column) is not { Count: > 0 } corrections) continue;
            for (var row = 0; row < table.Rows; row++)
            {
                if (column.Codes[row] is not (>= 0 and var code) || !corrections.TryGetValue(code, out var right) || book.SupportOf(row, c) >= 0.8) continue;
                book.Add(new Suspicion(row, c, SuspicionKind.Typo, Score, "A rare spelling, a slip away from a frequent one.", column.Values[right]));
            }
        }
    }

    /// <summary>Values that look like slips, with the value that was meant.</summary>
    internal static Dictionary<int, int>? Corrections(CellColumn column)
    {
        if (column.Filled < 20 || column.Values.Count is < 2 or > MostValues) return null;
        var texts = column.Values.Select(static value => value.Length <= 200 ? value : value[..200]).ToList();
        var frequent = Enumerable.Range(0, texts.Count).Where(i => column.Counts[i] >= Math.Max(LeastFrequent, column.Filled * LeastShare) && texts[i].Any(char.IsLetter)).OrderByDescending(i => column.Counts[i]).Take(MostFrequent).ToList();
        if (frequent.Count == 0) return null;

        // How close frequent values are to each other, without those that may be repeated slips of a much more frequent one.
        var honest = frequent.Where(i => !frequent.Exists(j => column.Counts[j] >= column.Counts[i] * 20 && Close(texts[i], texts[j]))).ToList();
        var close = honest.Count(i => honest.Exists(j => i != j && Close(texts[i], texts[j])));
        if (honest.Count >= 4 && close > honest.Count * MostClose) return null;

        Dictionary<int, int> corrections = [];
        for (var i = 0; i < texts.Count; i++)
        {
            if (texts[i].Length < 2) continue;
            var (best, distance) = (-1, int.MaxValue);
            foreach (var j in frequent)
            {
                var ratio = texts[i].Length <= 3 ? LeastRatio * 5 : LeastRatio;
                if (i == j || column.Counts[j] < column.Counts[i] * ratio) continue;
                var most = Allowed(texts[i], texts[j]);
                if (most == 0 || Math.Abs(texts[i].Length - texts[j].Length) > most) continue;
                var d = WordDistance.Edits(texts[i], texts[j], Math.Min(most, distance - 1));
                if (d <= most && d < distance && d > 0 && IsSlip(texts[i], texts[j])) (best, distance) = (j, d);
            }

            if (best >= 0) corrections[i] = best;
        }

        return corrections;
    }

    private static bool Close(string a, string b)
    {
        var most = Allowed(a, b);
        return most > 0 && Math.Abs(a.Length - b.Length) <= most && WordDistance.Edits(a, b, most) is > 0 and var d && d <= most && IsSlip(a, b);
    }

    // One slip in a short word, more in a long text.
    private static int Allowed(string a, string b)
    {
        var length = Math.Min(a.Length, b.Length);
        return length switch { <= 1 => 0, <= 7 => 1, <= 14 => 2, <= 24 => 4, _ => Math.Min(12, length / 6) };
    }

    /// <summary>Values that differ in digits only, in case, or in the end of the last word (plural), are different on purpose.</summary>
    private static bool IsSlip(string a, string b)
    {
        if (string.Equals(a, b, StringComparison.OrdinalIgnoreCase) || DifferInDigitsOnly(a, b)) return false;
        var start = 0;
        while (start < a.Length && start < b.Length && a[start] == b[start]) start++;
        int endA = a.Length, endB = b.Length;
        while (endA > start && endB > start && a[endA - 1] == b[endB - 1]) (endA, endB) = (endA - 1, endB - 1);
        ReadOnlySpan<char> changedA = a.AsSpan(start, endA - start), changedB = b.AsSpan(start, endB - start);
        return !(endA == a.Length && endB == b.Length && (IsEnding(changedA, changedB) || IsEnding(changedB, changedA)));
    }

    // Also in several places: days, moments and numbers with marks between their parts.
    private static bool DifferInDigitsOnly(string a, string b)
    {
        int i = 0, j = 0;
        while (true)
        {
            while (i < a.Length && char.IsAsciiDigit(a[i])) i++;
            while (j < b.Length && char.IsAsciiDigit(b[j])) j++;
            if (i == a.Length || j == b.Length) return i == a.Length && j == b.Length;
            if (a[i++] != b[j++]) return false;
        }
    }

    private static bool IsEnding(ReadOnlySpan<char> more, ReadOnlySpan<char> less) => less.Length == 0 && more.Length <= 2 && (more is "s" or "es" or "n" or "e" || OnlyDigits(more));

    private static bool OnlyDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');
}
