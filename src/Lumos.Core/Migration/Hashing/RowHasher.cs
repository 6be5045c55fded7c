using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Lumos.Abstractions;

namespace Lumos.Core.Migration.Hashing;

/// <summary>
/// Gives every row of a batch a 64-bit hash of its cells, column by column and without an allocation per cell.
/// </summary>
/// <remarks>
/// Row hash, version 1 (decision 0004). A row starts at P5 plus the number of columns. A cell that is present folds in one
/// 64-bit lane as XXH64 folds eight bytes: <c>h = rotl(h ^ round(0, lane), 27) * P1 + P4</c>; a NULL folds in as
/// <c>h = rotl(h, 31) * P2 + P3</c>. Lanes: text is XXH64 of its UTF-8 bytes (seed 0); int64, date, timestamp and decimals up to
/// 18 digits are the number itself; wider decimals are two lanes, low half first; bool is 0 or 1; float64 is its bits with
/// one NaN and one zero. XXH64's avalanche ends the row. It is no defence against someone who forges rows, which is
/// why chunks are named by SHA-256; it finds every accident.
/// </remarks>
internal static class RowHasher
{
    /// <summary>Hashes all rows.</summary>
    /// <param name="batch">Rows.</param>
    /// <param name="columns">How many columns count, from the first.</param>
    /// <param name="hashes">Receives one hash per row.</param>
    public static void Hash(ColumnBatch batch, int columns, Span<ulong> hashes)
    {
        hashes = hashes[..batch.RowCount];
        Begin(hashes, columns);
        for (var i = 0; i < columns; i++) Fold(batch.Columns[i], hashes);
        End(hashes);
    }

    /// <summary>Hashes some columns of all rows.</summary>
    /// <param name="batch">Rows.</param>
    /// <param name="columns">Places of the columns that count, in the order they are folded in.</param>
    /// <param name="hashes">Receives one hash per row.</param>
    public static void Hash(ColumnBatch batch, IReadOnlyList<int> columns, Span<ulong> hashes)
    {
        hashes = hashes[..batch.RowCount];
        Begin(hashes, columns.Count);
        foreach (var column in columns) Fold(batch.Columns[column], hashes);
        End(hashes);
    }

    /// <summary>Begins the hashes of rows whose columns are folded in one by one.</summary>
    /// <param name="hashes">One per row.</param>
    /// <param name="columns">How many columns there will be.</param>
    public static void Begin(Span<ulong> hashes, int columns) => hashes.Fill(Xxh64.P5 + (ulong)columns);

    /// <summary>Ends them.</summary>
    public static void End(Span<ulong> hashes)
    {
        for (var row = 0; row < hashes.Length; row++) hashes[row] = Xxh64.Avalanche(hashes[row]);
    }

    /// <summary>Folds the lanes of a column in.</summary>
    /// <param name="hashes">One per row.</param>
    /// <param name="validity">Which rows hold a value; empty when all do.</param>
    /// <param name="lanes">Lanes of the rows that hold a value, in order.</param>
    /// <param name="second">Second lanes where a value has two, else empty.</param>
    /// <returns>Rows that hold none.</returns>
    public static int Fold(Span<ulong> hashes, ReadOnlySpan<byte> validity, ReadOnlySpan<ulong> lanes, ReadOnlySpan<ulong> second)
    {
        if (validity.IsEmpty && second.IsEmpty)
        {
            lanes = lanes[..hashes.Length];
            for (var row = 0; row < hashes.Length; row++) hashes[row] = Fold(hashes[row], lanes[row]);
            return 0;
        }

        var next = 0;
        for (var row = 0; row < hashes.Length; row++)
        {
            if (IsNull(validity, row))
            {
                hashes[row] = FoldNull(hashes[row]);
                continue;
            }

            hashes[row] = Fold(hashes[row], lanes[next]);
            if (!second.IsEmpty) hashes[row] = Fold(hashes[row], second[next]);
            next++;
        }

        return hashes.Length - next;
    }

    /// <summary>The lane of a float64: there is one NaN and one zero.</summary>
    public static ulong LaneOf(double value) => double.IsNaN(value) ? 0x7FF8000000000000 : value == 0 ? 0 : BitConverter.DoubleToUInt64Bits(value);

    /// <summary>Hashes the key columns of all rows; 0 for a row with a NULL among them.</summary>
    /// <param name="batch">Rows.</param>
    /// <param name="key">Places of the key columns.</param>
    /// <param name="hashes">Receives one hash per row.</param>
    public static void HashKey(ColumnBatch batch, IReadOnlyList<int> key, Span<ulong> hashes)
    {
        hashes = hashes[..batch.RowCount];
        hashes.Fill(Xxh64.P5 + (ulong)key.Count);
        foreach (var column in key) Fold(batch.Columns[column], hashes);
        for (var row = 0; row < hashes.Length; row++) hashes[row] = Math.Max(1, Xxh64.Avalanche(hashes[row]));
        foreach (var column in key)
        {
            if (batch.Columns[column].Validity.IsEmpty) continue;
            for (var row = 0; row < hashes.Length; row++) hashes[row] = batch.Columns[column].IsNull(row) ? 0 : hashes[row];
        }
    }

    private static void Fold(Column column, Span<ulong> hashes)
    {
        var kind = column.Type.Kind;
        var validity = column.Validity.Span;
        switch (kind)
        {
            case ColumnKind.Text:
                FoldText(column, validity, hashes);
                return;
            case ColumnKind.Bool:
                for (var row = 0; row < hashes.Length; row++) hashes[row] = IsNull(validity, row) ? FoldNull(hashes[row]) : Fold(hashes[row], column.GetBool(row) ? 1UL : 0);
                return;
            case ColumnKind.Date:
                var days = column.GetValues<int>();
                for (var row = 0; row < hashes.Length; row++) hashes[row] = IsNull(validity, row) ? FoldNull(hashes[row]) : Fold(hashes[row], (ulong)(long)days[row]);
                return;
            case ColumnKind.Float64:
                var doubles = column.GetValues<double>();
                for (var row = 0; row < hashes.Length; row++) hashes[row] = IsNull(validity, row) ? FoldNull(hashes[row]) : Fold(hashes[row], LaneOf(doubles[row]));
                return;
            case ColumnKind.Decimal when column.Type.Precision > 18:
                var halves = column.GetValues<ulong>();
                for (var row = 0; row < hashes.Length; row++) hashes[row] = IsNull(validity, row) ? FoldNull(hashes[row]) : Fold(Fold(hashes[row], halves[row * 2]), halves[(row * 2) + 1]);
                return;
            default:
                FoldWords(MemoryMarshal.Cast<byte, ulong>(column.Values.Span), validity, hashes);
                return;
        }
    }

    private static void FoldWords(ReadOnlySpan<ulong> values, ReadOnlySpan<byte> validity, Span<ulong> hashes)
    {
        values = values[..hashes.Length];
        if (validity.IsEmpty)
        {
            for (var row = 0; row < hashes.Length; row++) hashes[row] = Fold(hashes[row], values[row]);
            return;
        }

        for (var row = 0; row < hashes.Length; row++) hashes[row] = IsNull(validity, row) ? FoldNull(hashes[row]) : Fold(hashes[row], values[row]);
    }

    private static void FoldText(Column column, ReadOnlySpan<byte> validity, Span<ulong> hashes)
    {
        var offsets = column.Offsets.Span[..(hashes.Length + 1)];
        var bytes = column.Values.Span;
        for (var row = 0; row < hashes.Length; row++)
        {
            hashes[row] = IsNull(validity, row)
                ? FoldNull(hashes[row])
                : Fold(hashes[row], Xxh64.Hash(bytes[offsets[row]..offsets[row + 1]]));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsNull(ReadOnlySpan<byte> validity, int row) => validity.Length != 0 && (validity[row >> 3] & (1 << (row & 7))) == 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fold(ulong hash, ulong lane) => (BitOperations.RotateLeft(hash ^ Xxh64.Round(0, lane), 27) * Xxh64.P1) + Xxh64.P4;

    private static ulong FoldNull(ulong hash) => (BitOperations.RotateLeft(hash, 31) * Xxh64.P2) + Xxh64.P3;
}
