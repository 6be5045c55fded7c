using Lumos.Abstractions;
using Lumos.Core.State;

namespace Lumos.Core.Migration.Edits;

/// <summary>Lays the edits persons made to quarantined rows over the tables they belong to. It stands below joins, so that a mended reference is looked up anew.</summary>
/// <param name="edits">Edits, the oldest first; a later one of a cell counts.</param>
/// <param name="settle">Told all edits once a changed source shows which rows they are of now; null for nobody.</param>
internal sealed class EditedRows(IReadOnlyList<RowEdit> edits, Action<IReadOnlyList<RowEdit>>? settle = null)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Task<SortedDictionary<long, Dictionary<string, string?>>>> _tables = new(StringComparer.Ordinal);
    private readonly List<string> _gone = [];
    private readonly Dictionary<string, IReadOnlyDictionary<long, long>> _places = new(StringComparer.Ordinal);
    private RowEdit[] _edits = [.. edits];

    /// <summary>Rows without edits that are looked for in a source that has changed, together with the edited ones so that no row is found twice.</summary>
    public IReadOnlyList<RowEdit> Sought { get; init; } = [];

    /// <summary>What to say of edits whose rows are no longer in their sources, a sentence each.</summary>
    public IReadOnlyList<string> Gone
    {
        get
        {
            lock (_lock) return [.. _gone];
        }
    }

    /// <summary>The rows of a table with its edits; the source itself when it has none.</summary>
    public async ValueTask<ISource> OverAsync(CatalogTable table, ISource source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (edits.Count == 0 && Sought.Count == 0) return source;
        Task<SortedDictionary<long, Dictionary<string, string?>>>? own;
        lock (_lock)
        {
            if (!_tables.TryGetValue(table.Name, out own)) _tables[table.Name] = own = LayAsync(table, source, cancellationToken);
        }

        var laid = await own.ConfigureAwait(false);
        return laid.Count == 0 ? source : new EditedSource(source, laid);
    }

    /// <summary>Where the sought rows of a table that has changed are now, by the number they had; those that are not there are not in it. Known once the table was opened.</summary>
    public IReadOnlyDictionary<long, long> PlacesOf(string table)
    {
        lock (_lock) return _places.GetValueOrDefault(table) ?? new Dictionary<long, long>();
    }

    private async Task<SortedDictionary<long, Dictionary<string, string?>>> LayAsync(CatalogTable table, ISource source, CancellationToken cancellationToken)
    {
        RowEdit[] own = [.. _edits.Where(edit => edit.Source == table.Name)];
        RowEdit[] sought = [.. Sought.Where(row => row.Source == table.Name && IsOfAnother(row, table))];
        if (sought.Length > 0 || own.Any(edit => IsOfAnother(edit, table)))
        {
            var (found, gone) = await new MovedRows(table, source).FindAsync([.. own, .. sought], cancellationToken).ConfigureAwait(false);
            var isEdited = own.Length > 0;
            own = found[..own.Length];
            lock (_lock)
            {
                _places[table.Name] = sought.Zip(found[own.Length..]).Where(pair => !IsOfAnother(pair.Second, table)).DistinctBy(static pair => pair.First.Row).ToDictionary(static pair => pair.First.Row, static pair => pair.Second.Row);
                _gone.AddRange(gone);
                _edits = [.. _edits.Where(edit => edit.Source != table.Name), .. own];
                if (isEdited) settle?.Invoke(_edits);
            }
        }

        var rows = new SortedDictionary<long, Dictionary<string, string?>>();
        foreach (var edit in own.Where(edit => !IsOfAnother(edit, table)))
        {
            if (!rows.TryGetValue(edit.Row, out var values)) rows[edit.Row] = values = new Dictionary<string, string?>(StringComparer.Ordinal);
            foreach (var (column, value) in edit.Values) values[column] = value;
        }

        return rows;
    }

    /// <summary>Whether an edit's row number is one of the source as it was before.</summary>
    private static bool IsOfAnother(RowEdit edit, CatalogTable table) => edit.SourceHash is { } hash && hash != table.Source.Sha256;
}
