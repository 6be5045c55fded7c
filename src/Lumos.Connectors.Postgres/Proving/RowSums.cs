using System.Buffers.Binary;
using Lumos.Abstractions;
using Lumos.Connectors.Postgres.Copying;

namespace Lumos.Connectors.Postgres.Proving;

/// <summary>
/// Hashes rows as the statement of <see cref="SumsSql"/> has the server hash them: each cell with a seed made of its row's number and its column's place, all cells of a row by exclusive or, all
/// rows of a block by adding up. A cell that changed, moved to another column or row, or is missing makes another sum, but for one case in 2^64.
/// </summary>
/// <param name="rowColumn">Place of the row numbers.</param>
/// <param name="into">Receives the sums.</param>
internal sealed class RowSums(int rowColumn, BlockSums into)
{
    /// <summary>Bit of a seed that says that a number is negative.</summary>
    public const int SignBit = 51;

    /// <summary>First bit of a seed that says which column it is.</summary>
    public const int ColumnBit = 52;

    private ulong[] _hashes = [];

    /// <summary>What is mixed into the row's number for the seed of a column.</summary>
    public static long SeedOf(int column) => (long)(column + 1) << ColumnBit;

    /// <summary>Adds the rows of a batch.</summary>
    public void Add(ColumnBatch batch)
    {
        if (batch.RowCount == 0) return;
        if (_hashes.Length < batch.RowCount) _hashes = new ulong[batch.RowCount];
        var hashes = _hashes.AsSpan(0, batch.RowCount);
        hashes.Clear();
        var numbers = batch.Columns[rowColumn].GetValues<ulong>()[..batch.RowCount];
        for (var i = 0; i < batch.Columns.Count; i++)
        {
            if (i != rowColumn) Fold(batch.Columns[i], (ulong)SeedOf(i), numbers, hashes);
        }

        for (var row = 0; row < numbers.Length;)
        {
            var block = (long)numbers[row] >> BlockSums.BlockBits;
            var from = row;
            Int128 sum = 0;
            for (; row < numbers.Length && (long)numbers[row] >> BlockSums.BlockBits == block; row++) sum += (long)hashes[row];
            into.Add(block, row - from, sum);
        }
    }

    private static void Fold(Column column, ulong place, ReadOnlySpan<ulong> numbers, Span<ulong> hashes)
    {
        var hasNulls = !column.Validity.IsEmpty;
        switch (column.Type.Kind)
        {
            case ColumnKind.Text:
                var bytes = column.Values.Span;
                var offsets = column.Offsets.Span;
                for (var row = 0; row < hashes.Length; row++)
                {
                    if (!hasNulls || !column.IsNull(row)) hashes[row] ^= ServerHash.Bytes(bytes[offsets[row]..offsets[row + 1]], numbers[row] ^ place);
                }

                break;
            case ColumnKind.Int64:
                var longs = column.GetValues<long>();
                for (var row = 0; row < hashes.Length; row++)
                {
                    if (!hasNulls || !column.IsNull(row)) hashes[row] ^= ServerHash.Number(longs[row], numbers[row] ^ place ^ (ulong)longs[row]);
                }

                break;
            case ColumnKind.Date:
                var days = column.GetValues<int>();
                for (var row = 0; row < hashes.Length; row++)
                {
                    if (!hasNulls || !column.IsNull(row)) hashes[row] ^= ServerHash.Number((uint)(days[row] - CopyFormat.EpochDays), numbers[row] ^ place);
                }

                break;
            case ColumnKind.Bool:
                for (var row = 0; row < hashes.Length; row++)
                {
                    if (!hasNulls || !column.IsNull(row)) hashes[row] ^= ServerHash.Number(column.GetBool(row) ? 1u : 0u, numbers[row] ^ place);
                }

                break;
            case ColumnKind.Decimal when column.Type.Precision <= 18:
                var small = column.GetValues<long>();
                var scale = column.Type.Scale;
                for (var row = 0; row < hashes.Length; row++)
                {
                    if (hasNulls && column.IsNull(row)) continue;
                    var seed = numbers[row] ^ place ^ (small[row] < 0 ? 1UL << SignBit : 0);
                    hashes[row] ^= ServerHash.Decimal((ulong)Math.Abs(small[row]), scale, seed);
                }

                break;
            case ColumnKind.Decimal:
                for (var row = 0; row < hashes.Length; row++)
                {
                    if (hasNulls && column.IsNull(row)) continue;
                    var scaled = column.GetScaled(row);
                    var seed = numbers[row] ^ place ^ (scaled < 0 ? 1UL << SignBit : 0);
                    hashes[row] ^= ServerHash.Decimal(scaled < 0 ? (UInt128)(-scaled) : (UInt128)scaled, column.Type.Scale, seed);
                }

                break;
            default:
                FoldHex(column, place, numbers, hashes);
                break;
        }
    }

    // Times and floats as the hex digits of the eight bytes they are sent as.
    private static void FoldHex(Column column, ulong place, ReadOnlySpan<ulong> numbers, Span<ulong> hashes)
    {
        var words = column.GetValues<long>();
        Span<byte> bytes = stackalloc byte[8];
        Span<byte> digits = stackalloc byte[16];
        for (var row = 0; row < hashes.Length; row++)
        {
            if (column.IsNull(row)) continue;
            BinaryPrimitives.WriteInt64BigEndian(bytes, column.Type.Kind == ColumnKind.Timestamp ? words[row] - CopyFormat.EpochMicroseconds : words[row]);
            Convert.TryToHexStringLower(bytes, digits, out _);
            hashes[row] ^= ServerHash.Bytes(digits, numbers[row] ^ place);
        }
    }
}
