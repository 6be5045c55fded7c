namespace Lumos.Core.Migration.Verification;

/// <summary>Gives collected marks part by part in the order of key, hash and row.</summary>
/// <param name="collected">What each thread collected.</param>
internal sealed class SortedMarks(IReadOnlyList<RowMarks> collected)
{
    /// <summary>Marks in all.</summary>
    public long Count => collected.Sum(static marks => marks.Count);

    /// <summary>The parts in order; the next one is being sorted while one is used.</summary>
    public IEnumerable<RowMark[]> Read(CancellationToken cancellationToken)
    {
        var next = Task.Run(() => Sort(0), cancellationToken);
        for (var part = 0; part < RowMarks.Parts; part++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var sorted = next.GetAwaiter().GetResult();
            var following = part + 1;
            if (following < RowMarks.Parts) next = Task.Run(() => Sort(following), cancellationToken);
            yield return sorted;
        }
    }

    private RowMark[] Sort(int part)
    {
        var marks = new RowMark[collected.Sum(each => each.CountOf(part))];
        var at = 0;
        foreach (var each in collected)
        {
            each.CopyTo(part, marks.AsSpan(at));
            at += (int)each.CountOf(part);
        }

        // Hashes are spread evenly, so sorting them as plain numbers with their places is twice as fast as comparing marks.
        var keys = new ulong[marks.Length];
        for (var i = 0; i < keys.Length; i++) keys[i] = marks[i].Key;
        Array.Sort(keys, marks);
        for (var first = 0; first < marks.Length;)
        {
            var end = first + 1;
            while (end < marks.Length && marks[end].Key == marks[first].Key) end++;
            if (end - first > 1) Array.Sort(marks, first, end - first, ByHash);
            first = end;
        }

        return marks;
    }

    private static readonly Comparer<RowMark> ByHash = Comparer<RowMark>.Create(static (left, right) =>
        left.Hash != right.Hash ? left.Hash.CompareTo(right.Hash) : left.Row.CompareTo(right.Row));
}
