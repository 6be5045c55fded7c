using System.Runtime.CompilerServices;
using Lumos.Abstractions;
using Lumos.Core.Ingest.Inventory;
using Lumos.Core.Supervision;

namespace Lumos.Core.Ingest.Reading;

/// <summary>A source over a verified file, that looks again at the end of a read whether the file stood still meanwhile.</summary>
internal sealed class VerifiedSource(ISource inner, string path, string location, SourceVerifier.FileStamp stamp) : ISource, IEngineRows
{
    public EngineRows? Table => (inner as IEngineRows)?.Table;

    public string Name => inner.Name;

    public ColumnSchema Schema => inner.Schema;

    public async IAsyncEnumerable<ColumnBatch> ReadAsync(SourceReadOptions options, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        SourceVerifier.CheckStill(path, location, stamp);
        await foreach (var batch in inner.ReadAsync(options, cancellationToken).ConfigureAwait(false))
        {
            yield return batch;
            SourceVerifier.CheckStill(path, location, stamp);
        }
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
