using Lumos.Abstractions;
using Lumos.Core.State;
using Lumos.Core.Supervision;

namespace Lumos.Core.Migration.Edits;

/// <summary>Reads the sources of a catalog with the edits persons made to quarantined rows.</summary>
/// <param name="inner">Reads them as they are.</param>
/// <param name="edits">Edits, the oldest first; a later one of a cell counts.</param>
internal sealed class EditedReader(ICatalogReader inner, IReadOnlyList<RowEdit> edits) : ICatalogReader
{
    /// <inheritdoc/>
    public async ValueTask<ISource> OpenAsync(CatalogTable table, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        var source = await inner.OpenAsync(table, cancellationToken).ConfigureAwait(false);
        var own = new SortedDictionary<long, Dictionary<string, string?>>();
        foreach (var edit in edits.Where(edit => edit.Source == table.Name))
        {
            if (!own.TryGetValue(edit.Row, out var values)) own[edit.Row] = values = new Dictionary<string, string?>(StringComparer.Ordinal);
            foreach (var (column, value) in edit.Values) values[column] = value;
        }

        return own.Count == 0 ? source : new EditedSource(source, own);
    }

    /// <inheritdoc/>
    public ValueTask<ColumnBatch> ReadSampleAsync(CatalogTable table, TableSample sample, CancellationToken cancellationToken = default) => inner.ReadSampleAsync(table, sample, cancellationToken);
}
