using Lumos.Abstractions;
using Lumos.Core.Migration.Planning;
using Lumos.Core.State;
using Lumos.Core.Supervision;

namespace Lumos.Core.Migration.Edits;

/// <summary>Finds the rows a run takes from the quarantine of the run before in its sources, which may have changed since: there a row is found again by all of its texts, or stays in quarantine.</summary>
/// <param name="released">The rows, by the numbers they had.</param>
/// <param name="edits">Lays edits over the sources, and looks for the rows on the way.</param>
/// <param name="settle">Told where the rows are, when a source has changed.</param>
internal sealed class RowRelease(IReadOnlyList<ReleasedRows> released, EditedRows edits, Action<IReadOnlyList<ReleasedRows>>? settle)
{
    private List<string> _gone = [];

    /// <summary>What to say of rows that are not in their source any more, a sentence for each table and source.</summary>
    public IReadOnlyList<string> Gone => _gone;

    /// <summary>Makes sure that the run is still the one to add them; null where nobody else can have.</summary>
    public Func<CancellationToken, Task>? CheckAsync { get; init; }

    /// <summary>Finds them.</summary>
    /// <param name="catalog">The sources as they are now.</param>
    /// <param name="reader">Opens them with their edits.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<ReleaseScope> FindAsync(CatalogArtifact catalog, ICatalogReader reader, CancellationToken cancellationToken)
    {
        var found = new List<ReleasedRows>();
        foreach (var some in released) found.Add(some.Now is null ? await FindAsync(some, catalog, reader, cancellationToken).ConfigureAwait(false) : some);
        if (!found.SequenceEqual(released)) settle?.Invoke(found);
        _gone = [.. found.Where(static some => some.Now is not null).GroupBy(static some => (some.Table, some.Source)).Select(Sentence).OfType<string>()];
        return new ReleaseScope(found);
    }

    private async Task<ReleasedRows> FindAsync(ReleasedRows some, CatalogArtifact catalog, ICatalogReader reader, CancellationToken cancellationToken)
    {
        if (catalog.Tables.FirstOrDefault(table => table.Name == some.Source) is not { } table) return some with { Now = [.. some.Rows.Select(static _ => -1L)] };
        if (table.Source.Sha256 == some.SourceHash) return some;

        // Opening it looks for the rows.
        await (await reader.OpenAsync(table, cancellationToken).ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        var places = edits.PlacesOf(table.Name);
        return some with { Now = [.. some.Rows.Select(row => places.GetValueOrDefault(row, -1))] };
    }

    private static string? Sentence(IGrouping<(string Table, string Source), ReleasedRows> all)
    {
        var gone = all.SelectMany(static some => some.Rows.Where((_, place) => some.Now![place] < 0)).ToList();
        return gone.Count == 0 ? null : FormattableString.Invariant(
            $"{all.Key.Table}: {gone.Count} row(s) of '{all.Key.Source}' that were to be released, row {gone[0]} the first, are not in the changed source as they were; they stay in quarantine of the run before.");
    }
}
