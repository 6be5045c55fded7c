using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Lumos.Abstractions;

namespace Lumos.Core.Migration.Hashing;

/// <summary>
/// Content hash of one chunk: SHA-256 over the column names and types (key columns first) and the row hashes in row order. How the
/// rows were cut into batches makes no difference.
/// </summary>
internal sealed class ChunkHash : IDisposable
{
    private readonly byte[] _prefix;
    private readonly IncrementalHash _sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Creates the hash for one table.</summary>
    /// <param name="table">The table; its columns are hashed in their order.</param>
    /// <param name="key">Key columns, which the hash names apart.</param>
    public ChunkHash(TargetTable table, IReadOnlyList<string> key)
    {
        var text = new StringBuilder("lumos-chunk/1\n");
        foreach (var name in key) text.Append("key ").Append(name.Length).Append(' ').Append(name).Append('\n');
        foreach (var column in table.Columns) text.Append("column ").Append(column.Name.Length).Append(' ').Append(column.Name).Append(' ').Append(column.Type).Append('\n');
        _prefix = Encoding.UTF8.GetBytes(text.ToString());
        _sha.AppendData(_prefix);
    }

    /// <summary>Adds rows.</summary>
    public void Add(ReadOnlySpan<ulong> rowHashes)
    {
        if (!BitConverter.IsLittleEndian) throw new PlatformNotSupportedException("Chunk hashes are defined over little-endian bytes.");
        _sha.AppendData(MemoryMarshal.AsBytes(rowHashes));
    }

    /// <summary>The hash as lower-case hex; the next rows begin a new chunk.</summary>
    public string Finish()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _sha.GetHashAndReset(hash);
        _sha.AppendData(_prefix);
        return Convert.ToHexStringLower(hash);
    }

    /// <inheritdoc/>
    public void Dispose() => _sha.Dispose();

    /// <summary>SHA-256 over the hashes of all chunks in order, empty chunks included.</summary>
    public static string OfTable(IEnumerable<string> chunkHashes)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var hash in chunkHashes) sha.AppendData(Convert.FromHexString(hash));
        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }
}
