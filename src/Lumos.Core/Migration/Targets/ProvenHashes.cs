using Lumos.Abstractions;
using Lumos.Core.Migration.Staging;

namespace Lumos.Core.Migration.Targets;

/// <summary>Gives what this process remembers of rows the target proves to be as they were written; other rows are read back.</summary>
/// <param name="staged">Where they are staged.</param>
/// <param name="relation">SQL of the rows.</param>
/// <param name="log">What this process remembers.</param>
/// <param name="read">Reads rows back.</param>
internal sealed class ProvenHashes(IStagedTables staged, string relation, RowLog log, IStagedHashes read) : IStagedHashes
{
    /// <inheritdoc/>
    public async ValueTask<long> ReadAsync(long first, long end, StagedRowsRead take, CancellationToken cancellationToken)
    {
        if (first < log.From || !await staged.IsAsWrittenAsync(relation, first, end, cancellationToken).ConfigureAwait(false)) return await read.ReadAsync(first, end, take, cancellationToken).ConfigureAwait(false);
        return log.Replay(first, end, take);
    }

    public void Dispose() => read.Dispose();
}
