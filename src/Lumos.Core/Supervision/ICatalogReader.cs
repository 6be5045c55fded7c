using Lumos.Abstractions;

namespace Lumos.Core.Supervision;

/// <summary>Opens tables of a catalog again, so that later stages read the rows ingest described without knowing ingest.</summary>
internal interface ICatalogReader
{
    /// <summary>Opens a table as raw text columns named by their source names, in source order.</summary>
    /// <exception cref="LumosException">The file is gone or is no longer the one in the snapshot (<c>SOURCE_CHANGED</c>).</exception>
    ValueTask<ISource> OpenAsync(CatalogTable table, CancellationToken cancellationToken = default);

    /// <summary>Reads the raw rows of a sample; the caller masks before anything leaves memory.</summary>
    ValueTask<ColumnBatch> ReadSampleAsync(CatalogTable table, TableSample sample, CancellationToken cancellationToken = default);
}
