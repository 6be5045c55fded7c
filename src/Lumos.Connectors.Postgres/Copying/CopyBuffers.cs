using System.Buffers;

namespace Lumos.Connectors.Postgres.Copying;

/// <summary>Buffers of a batch, given back to the pool when the batch is disposed.</summary>
internal sealed class CopyBuffers(IReadOnlyList<(byte[] Values, int[]? Offsets)> buffers) : IDisposable
{
    public void Dispose()
    {
        foreach (var (values, offsets) in buffers)
        {
            ArrayPool<byte>.Shared.Return(values);
            if (offsets is not null) ArrayPool<int>.Shared.Return(offsets);
        }
    }
}
