using Lumos.Abstractions;
using Lumos.Core.Supervision;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Domains.Centroids;

/// <summary>
/// Has an embedding model compare columns with the domains of a catalog: of a column it is given the words of the header and, where values may be looked at, some of its values, masked. When any part of it
/// fails nothing of it is used: one representation scores a whole run.
/// </summary>
/// <param name="embeddings">The model.</param>
/// <param name="shelf">Where centroids are kept.</param>
/// <param name="masker">Masks values.</param>
internal sealed class ColumnEmbedder(ITextEmbeddings embeddings, CentroidShelf shelf, IPiiMasker masker)
{
    private const int MostValues = 400;

    /// <summary>How like the domains the columns are, by table and source name; null when the built-in representation stands in.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="samples">Their values by table, empty in metadata_only.</param>
    /// <param name="catalog">The domains.</param>
    /// <param name="context">The run.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyDictionary<(string Table, string Column), ColumnResemblance>?> CompareAsync(
        IReadOnlyList<CatalogTable> tables, IReadOnlyDictionary<string, RawSample> samples, DomainCatalog catalog, StageContext context, CancellationToken cancellationToken)
    {
        List<(string Table, string Column, int Header, int Values)> columns = [];
        List<string> texts = [];
        var holdsValues = false;
        foreach (var table in tables)
        {
            var language = HeaderWords.CommonLanguage(table.Columns.Select(static c => c.SourceName));
            var sample = samples.GetValueOrDefault(table.Name, RawSample.Empty);
            string[] headers = [.. table.Columns.Select(static c => c.SourceName)];
            foreach (var column in table.Columns)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var header = HeaderWords.Parse(column.SourceName, language);
                var values = Describe(table.Name, column, sample[column.SourceName], headers);
                holdsValues |= values is not null;
                columns.Add((table.Name, column.SourceName, Place(header.Informative ? header.ToString() : null), Place(values)));
            }
        }

        if (texts.Count == 0) return null;
        var question = new EmbeddingQuestion(StageName.Domains, $"for {columns.Count} columns", texts, holdsValues);
        if (await embeddings.EmbedAsync(question, context, cancellationToken).ConfigureAwait(false) is not { } vectors) return null;
        if (await shelf.OfModelAsync(catalog, vectors[0].Length, context, cancellationToken).ConfigureAwait(false) is not { } centroids) return null;
        Dictionary<(string Table, string Column), ColumnResemblance> found = [];
        foreach (var (table, column, header, values) in columns) found[(table, column)] = centroids.To(embeddings.Representation, At(header), At(values));
        return found;

        ReadOnlyMemory<float>? At(int place) => place < 0 ? default(ReadOnlyMemory<float>?) : vectors[place];

        int Place(string? text)
        {
            if (string.IsNullOrEmpty(text)) return -1;
            texts.Add(text);
            return texts.Count - 1;
        }
    }

    // The most frequent values, equal ones in order, as a person would see them.
    private string? Describe(string table, CatalogColumn column, IReadOnlyList<string?> values, string[] headers)
    {
        Dictionary<string, int> counts = new(StringComparer.Ordinal);
        foreach (var raw in values)
        {
            if (raw?.Trim() is not { Length: > 0 } value || column.NullTokens?.Contains(value, StringComparer.OrdinalIgnoreCase) == true) continue;
            if (counts.TryGetValue(value, out var count)) counts[value] = count + 1;
            else if (counts.Count < MostValues) counts[value] = 1;
        }

        if (counts.Count == 0) return null;
        var mask = masker.Inspect(table, column.SourceName, column.Type, [.. values.OfType<string>()], headers);
        return DomainDescriptors.OfValues(counts.OrderByDescending(static p => p.Value).ThenBy(static p => p.Key, StringComparer.Ordinal).Take(50).Select(p => masker.Mask(mask, p.Key)!).Distinct(StringComparer.Ordinal));
    }
}
