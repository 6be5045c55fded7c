using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Lumos.Abstractions;

namespace Lumos.Core.Migration.Verification;

/// <summary>
/// Makes the manifest of a table from the marks of its rows, and names it by a hash that anybody who has the rows can compute again.
/// </summary>
/// <remarks>
/// Manifest, version 1 (decision 0008). The rows are put in the order of the hash of their keys, then of their own. The first <c>bits</c> bits of the key's hash
/// choose a chunk; a chunk is named by SHA-256 over the two hashes of its rows in that order, each eight bytes, low byte first. The root is SHA-256 over
/// what the hashes are made of (the text below) and the hashes of all chunks. No row number and no order of storage counts, so the
/// rows of a table in a database have the same manifest as the file they came from.
/// </remarks>
internal static class Manifests
{
    private const int RowsPerChunk = 16_384;

    /// <summary>Bits of the key's hash that choose the chunk of a table of so many rows.</summary>
    public static int BitsFor(long rows) => rows <= RowsPerChunk ? 0 : Math.Min(24, BitOperations.Log2((ulong)((rows - 1) / RowsPerChunk)) + 1);

    /// <summary>Makes the manifest.</summary>
    /// <param name="table">The table; all its columns count.</param>
    /// <param name="key">Its key; empty for none.</param>
    /// <param name="scope">What of the target's table the rows are.</param>
    /// <param name="marks">Marks of its rows.</param>
    /// <param name="keep">Receives the marks in order; null when nobody wants them.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static TableManifest Make(TargetTable table, IReadOnlyList<string> key, ManifestScope scope, SortedMarks marks, Stream? keep, CancellationToken cancellationToken)
    {
        var columns = table.Columns.Select(static column => new ManifestColumn(column.Name, column.Type)).ToList();
        var hasher = new ChunkHasher(BitsFor(marks.Count));
        foreach (var part in marks.Read(cancellationToken))
        {
            hasher.Add(part);
            keep?.Write(MemoryMarshal.AsBytes(part.AsSpan()));
        }

        return new TableManifest
        {
            Table = table.Name, Columns = columns, Key = [.. table.Columns.Select(static column => column.Name).Where(key.Contains)], Scope = scope, Rows = marks.Count, Bits = hasher.Bits,
            Chunks = hasher.Finish(),
        };
    }

    /// <summary>The hash that names a table's manifest.</summary>
    public static string RootOf(TableManifest manifest)
    {
        var text = new StringBuilder("lumos-manifest/1\n");
        foreach (var name in manifest.Key) text.Append("key ").Append(name.Length).Append(' ').Append(name).Append('\n');
        foreach (var column in manifest.Columns) text.Append("column ").Append(column.Name.Length).Append(' ').Append(column.Name).Append(' ').Append(column.Type).Append('\n');
        if (manifest.ValidTo is { } end) text.Append(CultureInfo.InvariantCulture, $"end {end.Length} {end}\n");
        text.Append(CultureInfo.InvariantCulture, $"rows {manifest.Rows}\nbits {manifest.Bits}\n");
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(Encoding.UTF8.GetBytes(text.ToString()));
        foreach (var chunk in manifest.Chunks) sha.AppendData(Convert.FromHexString(chunk.Sha256));
        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }

    /// <summary>The hash that names a run: over the roots of its tables, in the order of their names.</summary>
    public static string RootOf(IEnumerable<TableManifest> tables)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var table in tables.OrderBy(static table => table.Table, StringComparer.Ordinal))
        {
            sha.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"table {table.Table.Length} {table.Table}\n")));
            sha.AppendData(Convert.FromHexString(RootOf(table)));
        }

        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }
}

/// <summary>Hashes the chunks of a manifest from marks in order.</summary>
/// <param name="bits">Bits of the key's hash that choose the chunk.</param>
internal sealed class ChunkHasher(int bits)
{
    private readonly List<ManifestChunk> _chunks = [];
    private readonly byte[] _buffer = new byte[16 * 1024];
    private readonly IncrementalHash _sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private int _filled;
    private long _rows;

    public int Bits => bits;

    /// <summary>The chunk of a key.</summary>
    public static int ChunkOf(ulong key, int bits) => bits == 0 ? 0 : (int)(key >> (64 - bits));

    public void Add(ReadOnlySpan<RowMark> marks)
    {
        foreach (ref readonly var mark in marks)
        {
            for (var chunk = ChunkOf(mark.Key, bits); _chunks.Count < chunk;) End();
            BinaryPrimitives.WriteUInt64LittleEndian(_buffer.AsSpan(_filled), mark.Key);
            BinaryPrimitives.WriteUInt64LittleEndian(_buffer.AsSpan(_filled + 8), mark.Hash);
            _filled += 16;
            _rows++;
            if (_filled == _buffer.Length) Flush();
        }
    }

    public IReadOnlyList<ManifestChunk> Finish()
    {
        while (_chunks.Count < 1 << bits) End();
        _sha.Dispose();
        return _chunks;
    }

    private void Flush()
    {
        _sha.AppendData(_buffer, 0, _filled);
        _filled = 0;
    }

    private void End()
    {
        Flush();
        _chunks.Add(new ManifestChunk(_rows, Convert.ToHexStringLower(_sha.GetHashAndReset())));
        _rows = 0;
    }
}
