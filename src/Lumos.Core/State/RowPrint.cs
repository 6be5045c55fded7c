using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Lumos.Abstractions;

namespace Lumos.Core.State;

/// <summary>What a row of a source can be found again by when the source has changed and rows have other numbers.</summary>
/// <param name="Source">Catalog table.</param>
/// <param name="Row">0-based row in it.</param>
/// <param name="Print"><see cref="RowPrint"/> of it.</param>
internal sealed record PrintedRow(string Source, long Row, string Print);

/// <summary>SHA-256 over a row's raw texts and the names of their columns. It stays in the state folder, beside the edits that hold such texts themselves.</summary>
internal static class RowPrint
{
    /// <summary>The print of one row of a batch of raw texts.</summary>
    public static string Of(ColumnBatch batch, int row)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var i = 0; i < batch.Columns.Count; i++)
        {
            Add(hash, Encoding.UTF8.GetBytes(batch.Schema.Fields[i].Name));
            var column = batch.Columns[i];
            if (column.IsNull(row)) AddLength(hash, -1);
            else Add(hash, column.GetUtf8(row));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Add(IncrementalHash hash, ReadOnlySpan<byte> text)
    {
        AddLength(hash, text.Length);
        hash.AppendData(text);
    }

    private static void AddLength(IncrementalHash hash, int length)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, length);
        hash.AppendData(bytes);
    }
}
