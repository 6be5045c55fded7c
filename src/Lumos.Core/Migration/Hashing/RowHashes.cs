using System.Buffers;

namespace Lumos.Core.Migration.Hashing;

/// <summary>One hash per row of a batch, in a borrowed array. Dispose it when the hashes are used up; do so once.</summary>
internal sealed class RowHashes(int rows) : IDisposable
{
    private ulong[]? _hashes = ArrayPool<ulong>.Shared.Rent(rows);

    /// <summary>The hashes.</summary>
    public Memory<ulong> Memory => _hashes.AsMemory(0, rows);

    /// <summary>The hashes.</summary>
    public Span<ulong> Span => _hashes.AsSpan(0, rows);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _hashes, null) is { } hashes) ArrayPool<ulong>.Shared.Return(hashes);
    }
}
