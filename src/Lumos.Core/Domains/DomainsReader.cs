using Lumos.Abstractions;

namespace Lumos.Core.Domains;

/// <summary>Reads a domain catalog, for people and tools. Immutable and safe to share.</summary>
public sealed class DomainsReader
{
    private readonly DomainCatalog _catalog;
    private readonly Lazy<DomainScorer> _scorer;

    internal DomainsReader(DomainCatalog catalog)
    {
        _catalog = catalog;
        _scorer = new Lazy<DomainScorer>(() => new DomainScorer(catalog));
    }

    /// <summary>The catalog that travels with Lumos; an engine's own may know more.</summary>
    public static DomainsReader Default { get; } = new(DomainCatalog.Default);

    /// <summary>Version of the catalog.</summary>
    public string CatalogVersion => _catalog.Version;

    /// <summary>All domains in order of label.</summary>
    /// <param name="area">Only this area, such as <c>geo</c>; null for all.</param>
    public IReadOnlyList<DomainDescription> List(string? area = null) =>
        [.. _catalog.Entries.Where(e => area is null || e.Label == area || e.Label.StartsWith(area + ".", StringComparison.Ordinal)).Select(Describe)];

    /// <summary>One domain; null when the catalog has none of this label.</summary>
    public DomainDescription? Find(string label)
    {
        ArgumentNullException.ThrowIfNull(label);
        return _catalog.Find(label) is { } entry ? Describe(entry) : null;
    }

    /// <summary>The named parts of a value of a composite domain, in order; empty when it has none or the label is unknown.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> PartsOf(string label, string value)
    {
        ArgumentNullException.ThrowIfNull(label);
        ArgumentNullException.ThrowIfNull(value);
        return _catalog.Find(label)?.PartsOf(value) ?? [];
    }

    /// <summary>Ranks the domains for a header and, when given, some values, and says why. Nothing is stored.</summary>
    /// <param name="header">Column name as a source would spell it.</param>
    /// <param name="values">Some values; empty for the header alone.</param>
    /// <param name="table">Table name; empty for none.</param>
    /// <param name="most">How many to give, 1 or more.</param>
    public IReadOnlyList<DomainFit> Explain(string header, IReadOnlyList<string> values, string table = "", int most = 5)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        var evidence = ColumnEvidence.Collect(table, header, ColumnType.Text, values);
        var ranked = _catalog.Judge.Order(_scorer.Value.Rank(evidence), evidence, _catalog);
        return [.. ranked.Take(most).Select(s => new DomainFit(s.Entry.Label, s.Entry.Definition.Title, s.Right, DomainScorer.Explain(s, evidence)))];
    }

    private static DomainDescription Describe(DomainEntry entry) => new()
    {
        Label = entry.Label,
        Title = entry.Definition.Title,
        Composite = entry.Definition.Kind == "composite",
        Names = entry.Definition.Names,
        Pattern = entry.Definition.Pattern,
        Check = entry.Definition.Test,
        Parts = [.. entry.Definition.Parts.Select(static p => p.Name)],
        Telling = entry.Definition.Telling,
        Units = entry.Definition.Units,
        Pii = entry.Pii,
        Source = entry.Definition.Source,
        Examples = entry.Definition.Examples,
        Wrong = entry.Definition.Wrong,
    };
}
