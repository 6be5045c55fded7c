using Lumos.Core.Migration.Transform;
using Lumos.Core.Migration.Verification;

namespace Lumos.Core.Migration.Staging;

/// <summary>
/// Notes the hash of every key as rows are staged, parted on disk by its first bits, and says in the end which hashes occur more than once. Memory does not grow with the rows. Two keys can share a hash, so
/// what it says must be looked at again.
/// </summary>
/// <param name="folder">Folder for its file.</param>
/// <param name="name">Name of the file.</param>
/// <param name="mask">Bits of a key's hash that count.</param>
internal sealed class KeyNotes(string folder, string name, ulong mask) : IDisposable
{
    /// <summary>Most rows it tells about; more are better grouped by an engine.</summary>
    public const int Most = 100_000;

    private readonly RowMarks _marks = new(folder, name);
    private ulong[] _keys = [];
    private long[] _numbers = [];

    /// <summary>Notes the rows of a slice.</summary>
    public void Add(TransformedBatch slice)
    {
        var hashes = slice.Keys!.Span;
        var rows = slice.Rows.Columns[^1].GetValues<long>();
        if (_keys.Length < hashes.Length) (_keys, _numbers) = (new ulong[hashes.Length], new long[hashes.Length]);
        var count = 0;
        for (var row = 0; row < hashes.Length; row++)
        {
            // 0 stands for a row without a key, which repeats none.
            if (hashes[row] == 0) continue;
            _keys[count] = hashes[row] & mask;
            _numbers[count++] = rows[row];
        }

        var keys = _keys.AsSpan(0, count);
        _marks.Add(_numbers.AsSpan(0, count), keys, keys);
    }

    /// <summary>Numbers of the rows whose key may have come before.</summary>
    /// <returns>Null when there are more than <see cref="Most"/>.</returns>
    public IReadOnlyList<long>? Find(CancellationToken cancellationToken)
    {
        var noted = new List<long>();
        foreach (var part in new SortedMarks([_marks]).Read(cancellationToken))
        {
            for (var at = 1; at < part.Count; at++)
            {
                if (part[at].Key == part[at - 1].Key) noted.Add(part[at].Row);
            }

            if (noted.Count > Most) return null;
        }

        return noted;
    }

    public void Dispose() => _marks.Dispose();
}
