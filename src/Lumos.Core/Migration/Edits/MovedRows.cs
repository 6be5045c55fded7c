using Lumos.Abstractions;
using Lumos.Core.State;

namespace Lumos.Core.Migration.Edits;

/// <summary>
/// Finds the rows that were edited in a source that has changed since, where rows may have other numbers: a file somebody sorted, a table of a database that is in use. A row is the same when all of its
/// texts are. Of rows that are equal the one that kept its number is taken, else the first that nobody took: which of them an edit falls on makes no difference.
/// </summary>
/// <param name="table">The table as it is now.</param>
/// <param name="source">Its rows, without edits.</param>
internal sealed class MovedRows(CatalogTable table, ISource source)
{
    /// <summary>The edits of the table with the numbers their rows have now. Edits whose row is not there stay as they are; a sentence each names them.</summary>
    public async Task<(RowEdit[] Edits, IReadOnlyList<string> Gone)> FindAsync(IReadOnlyList<RowEdit> edits, CancellationToken cancellationToken)
    {
        var moved = edits.Where(edit => edit.SourceHash is { } hash && hash != table.Source.Sha256).ToList();
        var rows = await RowsOfAsync([.. moved.Select(static edit => edit.Print).OfType<string>()], cancellationToken).ConfigureAwait(false);

        // Edits of one row go together, and rows that kept their numbers come first.
        var places = new Dictionary<(string Hash, long Row), long>();
        var taken = new HashSet<long>();
        var wanted = moved.Where(static edit => edit.Print is not null).GroupBy(static edit => (edit.SourceHash!, edit.Row)).Select(static group => (group.Key, group.First().Print)).OrderBy(static one => one.Key.Row).ToList();
        foreach (var isKept in new[] { true, false })
        {
            foreach (var (key, print) in wanted.Where(one => !places.ContainsKey(one.Key)))
            {
                var found = rows.GetValueOrDefault(print!, []).Where(row => isKept ? row == key.Row : !taken.Contains(row)).Select(static row => (long?)row).FirstOrDefault();
                if (found is not { } row || !taken.Add(row)) continue;
                places[key] = row;
            }
        }

        var gone = moved.Where(edit => edit.Values.Count > 0 && !places.ContainsKey((edit.SourceHash!, edit.Row))).DistinctBy(static edit => (edit.SourceHash, edit.Row)).Select(static edit => FormattableString.Invariant(
            $"Row {edit.Row} of '{edit.Source}' was edited and is not in the changed source any more as it was; its edit is left out and the source counts as it is now."));
        return ([.. edits.Select(edit => moved.Contains(edit) && places.TryGetValue((edit.SourceHash!, edit.Row), out var row) ? edit with { Row = row, SourceHash = table.Source.Sha256 } : edit)], [.. gone]);
    }

    private async Task<Dictionary<string, List<long>>> RowsOfAsync(HashSet<string> prints, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<string, List<long>>(StringComparer.Ordinal);
        if (prints.Count == 0) return rows;
        await foreach (var batch in source.ReadAsync(new SourceReadOptions(), cancellationToken).ConfigureAwait(false))
        {
            using (batch)
            {
                for (var row = 0; row < batch.RowCount; row++)
                {
                    var print = RowPrint.Of(batch, row);
                    if (!prints.Contains(print)) continue;
                    if (!rows.TryGetValue(print, out var equal)) rows[print] = equal = [];
                    equal.Add(batch.Origin.NumberOf(row));
                }
            }
        }

        return rows;
    }
}
