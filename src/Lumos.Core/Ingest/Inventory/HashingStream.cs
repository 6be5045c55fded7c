using System.Security.Cryptography;

namespace Lumos.Core.Ingest.Inventory;

/// <summary>
/// A file being read, hashed on the way so that the bytes are read from disk once. Reading on from where the hash stands adds to it;
/// jumps are allowed, and <see cref="FileHash.FinishAsync"/> reads what was passed over.
/// </summary>
internal sealed class HashingStream : Stream
{
    private readonly FileStream _file;
    private readonly FileHash _hash;

    /// <summary>Opens a file.</summary>
    public HashingStream(string path, FileHash hash)
    {
        _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0, FileOptions.SequentialScan);
        _hash = hash;
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => _file.Length;

    public override long Position { get => _file.Position; set => _file.Position = value; }

    public override int Read(Span<byte> buffer)
    {
        var at = _file.Position;
        var read = _file.Read(buffer);
        _hash.Add(at, buffer[..read]);
        return read;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var at = _file.Position;
        var read = await _file.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        _hash.Add(at, buffer.Span[..read]);
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => _file.Seek(offset, origin);

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _file.Dispose();
        base.Dispose(disposing);
    }
}

/// <summary>SHA-256 of a file that is put together from reads in any order; one reader at a time.</summary>
internal sealed class FileHash : IDisposable
{
    private readonly IncrementalHash _sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly string _path;

    /// <summary>A hash with nothing read yet.</summary>
    public FileHash(string path) => _path = path;

    /// <summary>Bytes hashed, from the start.</summary>
    public long Done { get; private set; }

    /// <summary>Adds bytes read at a position; bytes passed over before them are read now.</summary>
    public void Add(long at, ReadOnlySpan<byte> bytes)
    {
        if (at > Done) CatchUp(at);
        if (at != Done && at + bytes.Length <= Done) return;
        _sha.AppendData(bytes[(int)(Done - at)..]);
        Done = at + bytes.Length;
    }

    /// <summary>Reads the rest of the file.</summary>
    /// <returns>Lower-case hex, and the bytes it covers.</returns>
    public async ValueTask<(string Sha256, long Bytes)> FinishAsync(CancellationToken cancellationToken)
    {
        var file = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0, FileOptions.SequentialScan);
        await using (file.ConfigureAwait(false))
        {
            file.Position = Done;
            var buffer = new byte[1 << 20];
            while (await file.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is var read and > 0) Add(file.Position - read, buffer.AsSpan(0, read));
        }

        return (Convert.ToHexStringLower(_sha.GetHashAndReset()), Done);
    }

    private void CatchUp(long to)
    {
        using var file = File.OpenHandle(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var buffer = new byte[(int)Math.Min(1 << 20, to - Done)];
        while (Done < to)
        {
            var read = RandomAccess.Read(file, buffer.AsSpan(0, (int)Math.Min(buffer.Length, to - Done)), Done);
            if (read == 0) return;
            _sha.AppendData(buffer, 0, read);
            Done += read;
        }
    }

    public void Dispose() => _sha.Dispose();
}
