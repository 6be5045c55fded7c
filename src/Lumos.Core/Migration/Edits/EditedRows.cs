using Lumos.Abstractions;
using Lumos.Core.State;

namespace Lumos.Core.Migration.Edits;

/// <summary>Lays the edits persons made to quarantined rows over the tables they belong to. It stands below joins, so that a mended reference is looked up anew.</summary>
/// <param name="edits">Edits, the oldest first; a later one of a cell counts.</param>
internal sealed class EditedRows(IReadOnlyList<RowEdit> edits)
{
    /// <summary>The rows of a table with its edits; the source itself when it has none.</summary>
    public ISource Over(CatalogTable table, ISource source)
    {
        ArgumentNullException.ThrowIfNull(table);
        var own = new SortedDictionary<long, Dictionary<string, string?>>();
        foreach (var edit in edits.Where(edit => edit.Source == table.Name))
        {
            if (!own.TryGetValue(edit.Row, out var values)) own[edit.Row] = values = new Dictionary<string, string?>(StringComparer.Ordinal);
            foreach (var (column, value) in edit.Values) values[column] = value;
        }

        return own.Count == 0 ? source : new EditedSource(source, own);
    }
}
