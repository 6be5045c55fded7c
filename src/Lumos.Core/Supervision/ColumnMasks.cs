using Lumos.Abstractions;

namespace Lumos.Core.Supervision;

/// <summary>
/// How columns of tables as they are read are masked, each looked at once: on the rows of the catalog's table they come from, because in a join its values repeat, and a few
/// persons over many rows look like categories. For one stage, not thread-safe.
/// </summary>
internal sealed class ColumnMasks(SampleShelf samples, IPiiMasker masker)
{
    private readonly Dictionary<(string Table, string Column), ColumnMask> _masks = [];
    private readonly Dictionary<CatalogTable, IReadOnlyList<string>> _headers = new(ReferenceEqualityComparer.Instance);

    /// <summary>What is personal in a column, as pipelines over the table name it.</summary>
    public ColumnMask Of(CatalogTable source, string column)
    {
        var (table, found) = JoinedTables.Locate(source, column);
        // Only where the table has no rows of its own here, those it was joined to speak for it, and only for themselves.
        var (read, name) = samples.Of(table).RowCount > 0 ? (table, found.SourceName) : (source, column);
        var key = (JoinedTables.Identity(read), name);
        if (_masks.TryGetValue(key, out var known)) return known;
        return _masks[key] = masker.Inspect(table.Name, found.SourceName, found.Type, [.. samples.Of(read)[name].OfType<string>()], Headers(table));
    }

    /// <summary>The headers of a table, one list for all its columns.</summary>
    private IReadOnlyList<string> Headers(CatalogTable table) =>
        _headers.TryGetValue(table, out var known) ? known : _headers[table] = [.. table.Columns.Select(static c => c.SourceName)];
}
