using System.Buffers.Binary;
using Lumos.Abstractions;

namespace Lumos.Connectors.Postgres.Copying;

/// <summary>Decimals of one column for a block of rows, encoded apart because their length is only known then.</summary>
internal sealed class CopyDecimals(int rows)
{
    private const int Stride = 4 + CopyNumeric.MaxBytes;

    private readonly byte[] _fields = new byte[rows * Stride];
    private readonly int[] _bytes = new int[rows];

    /// <summary>Encodes a block and adds each field's bytes behind its length to the size of its row.</summary>
    public void Encode(Column column, int first, Span<int> sizes)
    {
        for (var row = 0; row < sizes.Length; row++)
        {
            var field = _fields.AsSpan(row * Stride, Stride);
            var bytes = column.IsNull(first + row) ? CopyFormat.Null : CopyNumeric.Write(column.GetScaled(first + row), column.Type.Scale, field[4..]);
            BinaryPrimitives.WriteInt32BigEndian(field, bytes);
            _bytes[row] = 4 + Math.Max(bytes, 0);
            sizes[row] += Math.Max(bytes, 0);
        }
    }

    /// <summary>Puts the fields into their places and moves the places behind them.</summary>
    public void CopyTo(Span<int> at, Span<byte> to)
    {
        for (var row = 0; row < at.Length; row++)
        {
            _fields.AsSpan(row * Stride, _bytes[row]).CopyTo(to[at[row]..]);
            at[row] += _bytes[row];
        }
    }
}
