using Lumos.Abstractions;

namespace Lumos.Core.Supervision;

/// <summary>
/// The raw samples of a run by what was read: two target tables may look up other columns for the rows of one source. Lives in memory only; for one stage, not thread-safe.
/// </summary>
/// <param name="own">Samples of tables without joins, by name.</param>
internal sealed class SampleShelf(IReadOnlyDictionary<string, RawSample> own)
{
    private readonly Dictionary<string, RawSample> _samples = new(own, StringComparer.Ordinal);

    /// <summary>The sample of a table as it is read; one of no rows when there is none.</summary>
    public RawSample Of(CatalogTable table) => _samples.GetValueOrDefault(JoinedTables.Identity(table), RawSample.Empty);

    /// <summary>Reads the sample rows of a joined table, once.</summary>
    /// <param name="reader">Opens the tables.</param>
    /// <param name="joined">The table with what is joined to it.</param>
    /// <param name="pack">Sample rows of every table; a table it does not have is left out.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task FetchAsync(ICatalogReader reader, CatalogTable joined, SamplePackArtifact? pack, CancellationToken cancellationToken)
    {
        var identity = JoinedTables.Identity(joined);
        if (_samples.ContainsKey(identity) || pack?.Tables.FirstOrDefault(t => t.Table == JoinedTables.OwnName(joined)) is not { } rows) return;
        _samples[identity] = await RawSample.ReadAsync(reader, joined, rows, cancellationToken).ConfigureAwait(false);
    }
}
