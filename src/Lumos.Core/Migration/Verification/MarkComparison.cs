namespace Lumos.Core.Migration.Verification;

/// <summary>Compares the marks a run kept with the marks of the rows that are there, both in the order of key and hash.</summary>
/// <param name="isPart">Whether further rows of others are expected beside the run's own.</param>
internal sealed class MarkComparison(bool isPart)
{
    private readonly List<RowMark> _expected = [];
    private readonly List<RowMark> _found = [];

    /// <summary>Rows of the run that are gone.</summary>
    public long Missing { get; private set; }

    /// <summary>Rows of the run whose key is there with other values.</summary>
    public long Changed { get; private set; }

    /// <summary>Rows the run did not write.</summary>
    public long Extra { get; private set; }

    /// <summary>The first row of the run that is missing or changed; null for none.</summary>
    public (RowMark Mark, bool IsChanged)? First { get; private set; }

    /// <summary>Compares to the end.</summary>
    public void Run(IEnumerable<ArraySegment<RowMark>> expected, IEnumerable<ArraySegment<RowMark>> found)
    {
        using var wanted = expected.SelectMany(static part => part).GetEnumerator();
        using var there = found.SelectMany(static part => part).GetEnumerator();
        var (hasWanted, hasThere) = (wanted.MoveNext(), there.MoveNext());
        while (hasWanted || hasThere)
        {
            var key = !hasThere || (hasWanted && wanted.Current.Key <= there.Current.Key) ? wanted.Current.Key : there.Current.Key;
            for (_expected.Clear(); hasWanted && wanted.Current.Key == key; hasWanted = wanted.MoveNext()) _expected.Add(wanted.Current);
            for (_found.Clear(); hasThere && there.Current.Key == key; hasThere = there.MoveNext()) _found.Add(there.Current);
            Compare();
        }
    }

    private void Compare()
    {
        if (_expected.Count == 1 && _found.Count == 1 && _expected[0].Hash == _found[0].Hash) return;
        var gone = new List<RowMark>();
        var left = _found.Select(static mark => mark.Hash).ToList();
        foreach (var mark in _expected)
        {
            if (!left.Remove(mark.Hash)) gone.Add(mark);
        }

        // A table without a key has whole rows for keys, so there a row is missing or there, never changed.
        var changed = Math.Min(gone.Count, left.Count);
        Changed += changed;
        Missing += gone.Count - changed;
        if (!isPart) Extra += left.Count - changed;
        if (gone.Count > 0) First ??= (gone[0], changed > 0);
    }
}
