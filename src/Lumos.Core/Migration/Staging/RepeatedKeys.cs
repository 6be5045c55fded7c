using System.Runtime.InteropServices;
using Lumos.Abstractions;
using Lumos.Core.Migration.Columns;
using Lumos.Core.Migration.Hashing;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Migration.Transform;

namespace Lumos.Core.Migration.Staging;

/// <summary>
/// Parts the rows of a table into those whose key is new and those whose key may have come before (late rows). Only the validation, which sees
/// all rows, decides what becomes of late rows; being late costs them nothing but their place in the file.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="mask">Bits of a key's hash that count.</param>
internal sealed class RepeatedKeys(TablePlan table, ulong mask) : IDisposable
{
    private readonly KeySet _seen = new();
    private readonly List<int> _main = [];
    private readonly List<int> _late = [];
    private ulong[] _mainHashes = [];
    private ulong[] _lateHashes = [];

    /// <summary>Remembers the keys that were staged before this life of the process, in the same order.</summary>
    /// <param name="staged">Staged rows.</param>
    /// <param name="end">First row that will be staged again.</param>
    /// <param name="cancellationToken">Stops the engine.</param>
    public async Task RestoreAsync(IStagedTables staged, long end, CancellationToken cancellationToken)
    {
        if (end == 0) return;
        var schema = new ColumnSchema([.. table.KeyPlaces.Select(place => new ColumnField(table.Table.Columns[place].Name, table.Table.Columns[place].Type))]);
        var places = Enumerable.Range(0, table.Key.Count).ToArray();
        await foreach (var read in staged.ReadAsync(staged.Main(table.Name), schema, 0, end, cancellationToken).ConfigureAwait(false))
        {
            using var batch = read;
            var hashes = new ulong[batch.RowCount];
            RowHasher.HashKey(batch, places, hashes);
            foreach (var hash in hashes) _seen.Add(Masked(hash));
        }
    }

    /// <summary>Parts the rows of a slice.</summary>
    /// <returns>
    /// Main rows, and late rows or null when there are none, each with its hashes, which are good until the next call. The slice's own rows are
    /// disposed when they are not handed on.
    /// </returns>
    public (ColumnBatch Main, ReadOnlyMemory<ulong> MainHashes, ColumnBatch? Late, ReadOnlyMemory<ulong> LateHashes) Part(TransformedBatch slice)
    {
        _main.Clear();
        _late.Clear();
        var keys = slice.Keys!.Span;
        for (var row = 0; row < keys.Length; row++) (_seen.Add(Masked(keys[row])) ? _main : _late).Add(row);
        if (_late.Count == 0) return (slice.Rows, slice.Hashes.Memory, null, default);
        using (slice.Rows)
        {
            var main = CollectionsMarshal.AsSpan(_main);
            var late = CollectionsMarshal.AsSpan(_late);
            var hashes = slice.Hashes.Span;
            return (BatchSelection.Take(slice.Rows, main), Take(hashes, main, ref _mainHashes), BatchSelection.Take(slice.Rows, late), Take(hashes, late, ref _lateHashes));
        }
    }

    public void Dispose() => _seen.Dispose();

    // 0 stands for a row without a key, and only for that.
    private ulong Masked(ulong hash) => hash == 0 ? 0 : Math.Max(1, hash & mask);

    private static ReadOnlyMemory<ulong> Take(ReadOnlySpan<ulong> hashes, ReadOnlySpan<int> rows, ref ulong[] into)
    {
        if (into.Length < rows.Length) into = new ulong[rows.Length];
        for (var i = 0; i < rows.Length; i++) into[i] = hashes[rows[i]];
        return into.AsMemory(0, rows.Length);
    }
}
