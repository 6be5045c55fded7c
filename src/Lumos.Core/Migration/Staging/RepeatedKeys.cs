using Lumos.Abstractions;
using Lumos.Core.Migration.Columns;
using Lumos.Core.Migration.Hashing;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Migration.Targets;
using Lumos.Core.Migration.Transform;

namespace Lumos.Core.Migration.Staging;

/// <summary>
/// Parts the rows of a table into those whose key is new and those whose key may have come before (late rows). Only the validation, which sees
/// all rows, decides what becomes of late rows; being late costs them nothing but their place in the file.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="mask">Bits of a key's hash that count.</param>
internal sealed class RepeatedKeys(TablePlan table, ulong mask)
{
    private readonly KeySet _seen = new();
    private readonly List<int> _main = [];
    private readonly List<int> _late = [];

    /// <summary>Remembers the keys that were staged before this life of the process, in the same order.</summary>
    /// <param name="staged">Staged rows.</param>
    /// <param name="end">First row that will be staged again.</param>
    /// <param name="cancellationToken">Stops the engine.</param>
    public void Restore(IStagedTables staged, long end, CancellationToken cancellationToken)
    {
        if (end == 0) return;
        var schema = new ColumnSchema([.. table.KeyPlaces.Select(place => new ColumnField(table.Table.Columns[place].Name, table.Table.Columns[place].Type))]);
        var collector = new BatchCollector(schema);
        var places = Enumerable.Range(0, table.Key.Count).ToArray();
        using var command = staged.Engine.CreateCommand(
            $"SELECT {EngineSql.Names(table.Key)} FROM {staged.Main(table.Name)} WHERE {TablePlan.RowColumn} < {EngineSql.Number(end)}");
        using var result = command.ExecuteColumns(cancellationToken);
        while (result.ReadChunk(cancellationToken) is { } read)
        {
            using (read)
            {
                collector.Append(read, places.Length, [.. Enumerable.Range(0, read.RowCount)]);
                using var batch = collector.Take(new RowOrigin(table.Name, 0));
                var hashes = new ulong[batch.RowCount];
                RowHasher.HashKey(batch, places, hashes);
                foreach (var hash in hashes) _seen.Add(Masked(hash));
            }
        }
    }

    /// <summary>Parts the rows of a slice.</summary>
    /// <returns>Main rows, and late rows or null when there are none, each with its hashes. The slice's own rows are disposed when they are not handed on.</returns>
    public (ColumnBatch Main, ulong[] MainHashes, ColumnBatch? Late, ulong[] LateHashes) Part(TransformedBatch slice)
    {
        _main.Clear();
        _late.Clear();
        var keys = slice.Keys!;
        for (var row = 0; row < keys.Length; row++) (_seen.Add(Masked(keys[row])) ? _main : _late).Add(row);
        if (_late.Count == 0) return (slice.Rows, slice.Hashes, null, []);
        using (slice.Rows)
        {
            var main = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_main);
            var late = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_late);
            return (BatchSelection.Take(slice.Rows, main), Take(slice.Hashes, main), BatchSelection.Take(slice.Rows, late), Take(slice.Hashes, late));
        }
    }

    // 0 stands for a row without a key, and only for that.
    private ulong Masked(ulong hash) => hash == 0 ? 0 : Math.Max(1, hash & mask);

    private static ulong[] Take(ulong[] hashes, ReadOnlySpan<int> rows)
    {
        var taken = new ulong[rows.Length];
        for (var i = 0; i < rows.Length; i++) taken[i] = hashes[rows[i]];
        return taken;
    }
}
