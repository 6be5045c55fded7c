namespace Lumos.Core.Analysis.Duplicates;

/// <summary>Two rows that are probably the same.</summary>
/// <param name="First">Earlier row.</param>
/// <param name="Second">Later row.</param>
/// <param name="Score">Probability, 0 to 1.</param>
internal readonly record struct DuplicatePair(int First, int Second, double Score);

/// <summary>
/// Finds rows that are probably the same thing, written differently. Only rows that meet in a block are compared: by contact or mark, by rare word, by two beginnings of words, and
/// as neighbours in sorted orders of names and addresses. Every block has a bound, so the work grows with the rows, not with their square. Deterministic.
/// </summary>
internal static class DuplicateFinder
{
    /// <summary>Probability from which on a pair is reported.</summary>
    public const double LeastScore = 0.9;

    private const int LargestBlock = 40;
    private const int Window = 8;
    private const int RareWord = 24;

    /// <summary>The pairs, in order of rows.</summary>
    public static IReadOnlyList<DuplicatePair> Find(RecordSet records, CancellationToken cancellationToken = default) => Find(records, out _, cancellationToken);

    /// <inheritdoc cref="Find(RecordSet, CancellationToken)"/>
    /// <param name="records">Rows.</param>
    /// <param name="looked">Pairs that met in a block.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    internal static IReadOnlyList<DuplicatePair> Find(RecordSet records, out long looked, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(records);
        looked = 0;
        if (records.Count < 2) return [];
        var score = new PairScore(records);
        Dictionary<long, double> found = [];
        foreach (var pass in Passes(records))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Compare(pass, score, found, cancellationToken);
        }

        looked = score.Looked;

        return [.. found.Where(static pair => pair.Value >= LeastScore).OrderBy(static pair => pair.Key).Select(static pair => new DuplicatePair((int)(pair.Key >> 32), (int)pair.Key, pair.Value))];
    }

    private static void Compare((ulong Key, int Row)[] pass, PairScore score, Dictionary<long, double> found, CancellationToken cancellationToken)
    {
        Array.Sort(pass);
        for (var start = 0; start < pass.Length;)
        {
            var end = start + 1;
            while (end < pass.Length && pass[end].Key == pass[start].Key) end++;
            if ((start & 0xFFFF) == 0) cancellationToken.ThrowIfCancellationRequested();

            // A block beyond its bound is gone through by a window: rows of one key are in the order of the source.
            var reach = end - start <= LargestBlock ? end - start : Window;
            for (var i = start; i < end; i++)
            {
                for (var j = i + 1; j < end && j <= i + reach; j++) Look(pass[i].Row, pass[j].Row, score, found);
            }

            start = end;
        }
    }

    private static void Look(int a, int b, PairScore score, Dictionary<long, double> found)
    {
        if (a == b) return;
        if (a > b) (a, b) = (b, a);
        if (!score.MayBeAlike(a, b)) return;
        var pair = ((long)a << 32) | (uint)b;
        if (found.ContainsKey(pair)) return;
        var value = score.Of(a, b);

        // Clear cases only are remembered: the rest costs less to compute twice than to keep.
        if (value >= 0.5) found[pair] = value;
    }

    private static IEnumerable<(ulong Key, int Row)[]> Passes(RecordSet records)
    {
        for (var field = 0; field < records.WholeRoles.Count; field++)
        {
            var at = field;
            yield return Keyed(records, row => records.Wholes(row)[at] is >= 0 and var whole ? [(ulong)whole] : []);
        }

        yield return Keyed(records, row => Rare(records, records.Names(row)));
        yield return Keyed(records, row => Rare(records, records.Places(row)));
        yield return Keyed(records, row => Beginnings(records, records.Names(row), records.Names(row)));
        yield return Keyed(records, row => Beginnings(records, records.Names(row), records.Places(row)));
        yield return Keyed(records, row => Beginnings(records, records.Places(row), records.Places(row)));
        yield return Neighbours(records, records.Names);
        yield return Neighbours(records, row => [.. records.Names(row).Reverse()]);
        yield return Neighbours(records, records.Places);
    }

    private static (ulong Key, int Row)[] Keyed(RecordSet records, Func<int, IEnumerable<ulong>> keys)
    {
        List<(ulong, int)> pass = new(records.Count);
        for (var row = 0; row < records.Count; row++)
        {
            foreach (var key in keys(row)) pass.Add((key, row));
        }

        return [.. pass];
    }

    private static IEnumerable<ulong> Rare(RecordSet records, int[] words) =>
        words.Where(word => records.Frequency(word) is > 1 and <= RareWord && records.Word(word).Length > 2).Distinct().Select(static word => (ulong)word);

    // The beginnings of the two rarest words of one kind and of each kind: a slip seldom hits the first three letters of both.
    private static IEnumerable<ulong> Beginnings(RecordSet records, int[] first, int[] second)
    {
        var (a, b) = (Rarest(records, first), Rarest(records, second));
        if (ReferenceEquals(first, second))
        {
            for (var i = 0; i < a.Length; i++)
            {
                for (var j = i + 1; j < a.Length; j++)
                {
                    var (x, y) = (Beginning(records.Word(a[i])), Beginning(records.Word(a[j])));
                    yield return x < y ? (x << 32) | y : (y << 32) | x;
                }
            }

            yield break;
        }

        foreach (var x in a)
        {
            foreach (var y in b) yield return (Beginning(records.Word(x)) << 32) | Beginning(records.Word(y));
        }
    }

    private static int[] Rarest(RecordSet records, int[] words) => [.. words.Where(word => records.Word(word).Length > 1).OrderBy(records.Frequency).ThenBy(static word => word).Take(3)];

    private static ulong Beginning(string word)
    {
        ulong key = 0;
        for (var i = 0; i < 3; i++) key = (key * 1009) + (i < word.Length ? word[i] : 0u);
        return key & 0xFFFFFFFF;
    }

    // Neighbours in sorted order meet in overlapping blocks of the window's size.
    private static (ulong Key, int Row)[] Neighbours(RecordSet records, Func<int, int[]> words)
    {
        var order = Enumerable.Range(0, records.Count).Where(row => words(row).Length > 0).Select(row => (Text: string.Join(' ', words(row).Select(records.Word)), Row: row)).ToArray();
        Array.Sort(order, static (x, y) => string.CompareOrdinal(x.Text, y.Text) is not 0 and var difference ? difference : x.Row.CompareTo(y.Row));
        List<(ulong, int)> pass = new(order.Length * 2);
        for (var i = 0; i < order.Length; i++)
        {
            var block = (ulong)(i / Window);
            pass.Add((block * 2, order[i].Row));
            pass.Add((((ulong)(i + (Window / 2)) / Window * 2) + 1, order[i].Row));
        }

        return [.. pass];
    }
}
