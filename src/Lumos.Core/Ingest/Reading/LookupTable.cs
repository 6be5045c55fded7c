using Lumos.Abstractions;
using Lumos.Core.Ingest.Profiling;

namespace Lumos.Core.Ingest.Reading;

/// <summary>A table held in memory to be asked by its key. Immutable once read, so safe to share between threads.</summary>
internal sealed class LookupTable
{
    /// <summary>Answer for a key no row has.</summary>
    public const int None = -1;

    /// <summary>Answer for a key several rows have.</summary>
    public const int Several = -2;

    private readonly ColumnBatch _rows;
    private readonly int _key;
    private readonly int[] _slots;

    private LookupTable(ColumnBatch rows, int key)
    {
        (_rows, _key) = (rows, key);
        _slots = new int[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, rows.RowCount * 2L))];
        for (var row = 0; row < rows.RowCount; row++) Put(row);
    }

    /// <summary>Columns that can be read, in the order they were asked for.</summary>
    public IReadOnlyList<Column> Columns => _rows.Columns;

    /// <summary>Reads a table.</summary>
    /// <param name="source">The table.</param>
    /// <param name="join">Its key and the columns wanted; where it numbers rows, the key alone is read.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <exception cref="LumosException">The columns wanted do not fit into memory (<c>JOIN_TOO_LARGE</c>).</exception>
    public static async Task<LookupTable> ReadAsync(ISource source, SourceJoin join, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> columns = join.Numbered == true ? [] : join.Columns;
        int[] places = [.. columns.Append(join.Key).Select(name => source.Schema.IndexOf(name))];
        var rows = new TextBatchBuilder(new ColumnSchema([.. columns.Append("\u0000key").Select(static name => new ColumnField(name, ColumnType.Text))]));
        long bytes = 0;
        await foreach (var batch in source.ReadAsync(new SourceReadOptions(), cancellationToken).ConfigureAwait(false))
        {
            using (batch)
            {
                foreach (var place in places) bytes += batch.Columns[place].Offsets.Span[batch.RowCount] - batch.Columns[place].Offsets.Span[0];
                if (bytes > int.MaxValue || (long)rows.Rows + batch.RowCount > Array.MaxLength / 4) throw IngestErrors.JoinTooLarge(source.Name);
                for (var row = 0; row < batch.RowCount; row++)
                {
                    foreach (var place in places)
                    {
                        if (batch.Columns[place].IsNull(row)) rows.AddNull();
                        else rows.Add(batch.Columns[place].GetUtf8(row));
                    }

                    rows.EndRow();
                }
            }
        }

        return new LookupTable(rows.Take(source.Name, 0, null), places.Length - 1);
    }

    /// <summary>Row that has a key; <see cref="None"/> or <see cref="Several"/> when it is not one.</summary>
    public int Find(ReadOnlySpan<byte> key) => Slot(key) switch { 0 => None, < 0 => Several, var slot => slot - 1 };

    /// <summary>First row that has a key; <see cref="None"/> when no row has it.</summary>
    public int First(ReadOnlySpan<byte> key) => Math.Abs(Slot(key)) - 1;

    private int Slot(ReadOnlySpan<byte> key)
    {
        key = JoinKey.Of(key);
        for (var at = (uint)CellHash.Of(key) & (uint)(_slots.Length - 1); _slots[at] != 0; at = (at + 1) & (uint)(_slots.Length - 1))
        {
            var row = Math.Abs(_slots[at]) - 1;
            if (key.SequenceEqual(JoinKey.Of(_rows.Columns[_key].GetUtf8(row)))) return _slots[at];
        }

        return 0;
    }

    // A slot holds row + 1, negative once a second row has the key.
    private void Put(int row)
    {
        var keys = _rows.Columns[_key];
        if (keys.IsNull(row) || JoinKey.Of(keys.GetUtf8(row)) is not { Length: > 0 } key) return;
        var at = (uint)CellHash.Of(key) & (uint)(_slots.Length - 1);
        for (; _slots[at] != 0; at = (at + 1) & (uint)(_slots.Length - 1))
        {
            if (!key.SequenceEqual(JoinKey.Of(keys.GetUtf8(Math.Abs(_slots[at]) - 1)))) continue;
            _slots[at] = -Math.Abs(_slots[at]);
            return;
        }

        _slots[at] = row + 1;
    }
}

/// <summary>The part of a key that counts: no blanks around it, as ingest compares keys.</summary>
internal static class JoinKey
{
    /// <summary>The key without ASCII blanks around it.</summary>
    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> cell) => cell.Trim(" \t\r\n"u8);
}
