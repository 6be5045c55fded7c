namespace Lumos.Core.Migration.Verification;

/// <summary>Gives collected marks part by part in the order of key, hash and row.</summary>
/// <param name="collected">What each thread collected.</param>
internal sealed class SortedMarks(IReadOnlyList<RowMarks> collected)
{
    /// <summary>Marks in all.</summary>
    public long Count => collected.Sum(static marks => marks.Count);

    /// <summary>Whether two rows have one key, by its hash; known when all parts were read.</summary>
    public bool HasRepeatedKeys { get; private set; }

    /// <summary>The parts in order; the next one is being sorted while one is used. A part is good until the next one is asked for.</summary>
    public IEnumerable<ArraySegment<RowMark>> Read(CancellationToken cancellationToken)
    {
        // Two parts in turn: new arrays for each of them would pile up a gigabyte of garbage before it is collected.
        var largest = Enumerable.Range(0, RowMarks.Parts).Max(CountOf);
        var keys = new ulong[largest];
        var buffers = new[] { new RowMark[largest], new RowMark[largest] };
        var next = Task.Run(() => Sort(0), cancellationToken);
        for (var part = 0; part < RowMarks.Parts; part++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var sorted = next.GetAwaiter().GetResult();
            var following = part + 1;
            if (following < RowMarks.Parts) next = Task.Run(() => Sort(following), cancellationToken);
            yield return sorted;
        }

        ArraySegment<RowMark> Sort(int part)
        {
            var marks = new ArraySegment<RowMark>(buffers[part % 2], 0, (int)CountOf(part));
            Fill(part, marks, keys.AsSpan(0, marks.Count));
            return marks;
        }
    }

    private long CountOf(int part) => collected.Sum(each => each.CountOf(part));

    private void Fill(int part, Span<RowMark> marks, Span<ulong> keys)
    {
        var at = 0;
        foreach (var each in collected)
        {
            each.CopyTo(part, marks[at..]);
            at += (int)each.CountOf(part);
        }

        // Hashes are spread evenly, so sorting them as plain numbers with their places is twice as fast as comparing marks.
        for (var i = 0; i < keys.Length; i++) keys[i] = marks[i].Key;
        keys.Sort(marks);
        for (var first = 0; first < marks.Length;)
        {
            var end = first + 1;
            while (end < marks.Length && marks[end].Key == marks[first].Key) end++;
            if (end - first > 1)
            {
                HasRepeatedKeys = true;
                marks[first..end].Sort(ByHash);
            }

            first = end;
        }
    }

    private static readonly Comparer<RowMark> ByHash = Comparer<RowMark>.Create(static (left, right) =>
        left.Hash != right.Hash ? left.Hash.CompareTo(right.Hash) : left.Row.CompareTo(right.Row));
}
