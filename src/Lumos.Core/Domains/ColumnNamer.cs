using Lumos.Abstractions;
using Lumos.Core.Supervision;

namespace Lumos.Core.Domains;

/// <summary>Names target columns by the same catalog: header, enum and sample values; the description helps when the header does not.</summary>
internal sealed class ColumnNamer(DomainCatalog? catalog = null) : IColumnNamer
{
    private const double DescriptionCounts = 0.85;
    private const double NameSuffices = 0.9;
    private readonly Lazy<DomainScorer> _scorer = new(() => new DomainScorer(catalog ?? DomainCatalog.Default));

    /// <inheritdoc/>
    public IReadOnlyList<ColumnMeaning> Name(string table, TargetColumn column, int most = 3)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (column.Domain is { Length: > 0 } declared) return [new ColumnMeaning(declared, 1)];
        string?[] values = [.. column.Enum ?? [], .. column.Samples ?? []];
        Dictionary<string, double> best = new(StringComparer.Ordinal);
        Collect(column.Name, 1);
        if (column.Description is { Length: > 0 and < 80 } description && best.Values.DefaultIfEmpty().Max() < NameSuffices) Collect(description, DescriptionCounts);
        return [.. best.OrderByDescending(static p => p.Value).ThenBy(static p => p.Key, StringComparer.Ordinal).Take(most).Select(static p => new ColumnMeaning(p.Key, p.Value))];

        void Collect(string header, double factor)
        {
            foreach (var score in _scorer.Value.Rank(ColumnEvidence.Collect(table, header, column.Type, values, column.Unit)).Take(most))
            {
                best[score.Entry.Label] = Math.Max(best.GetValueOrDefault(score.Entry.Label), score.Score * factor);
            }
        }
    }
}
