using Lumos.Abstractions;

namespace Lumos.Core.Domains;

/// <summary>Reads the domain catalog, for people and tools. Immutable and safe to share.</summary>
public static class DomainsReader
{
    /// <summary>Version of the catalog in force.</summary>
    public static string CatalogVersion => DomainCatalog.Default.Version;

    /// <summary>All domains in order of label.</summary>
    /// <param name="area">Only this area, such as <c>geo</c>; null for all.</param>
    public static IReadOnlyList<DomainDescription> List(string? area = null) =>
        [.. DomainCatalog.Default.Entries.Where(e => area is null || e.Label == area || e.Label.StartsWith(area + ".", StringComparison.Ordinal)).Select(Describe)];

    /// <summary>One domain; null when the catalog has none of this label.</summary>
    public static DomainDescription? Find(string label)
    {
        ArgumentNullException.ThrowIfNull(label);
        return DomainCatalog.Default.Find(label) is { } entry ? Describe(entry) : null;
    }

    /// <summary>Ranks the domains for a header and, when given, some values, and says why. Nothing is stored.</summary>
    /// <param name="header">Column name as a source would spell it.</param>
    /// <param name="values">Some values; empty for the header alone.</param>
    /// <param name="table">Table name; empty for none.</param>
    /// <param name="most">How many to give, 1 or more.</param>
    public static IReadOnlyList<DomainFit> Explain(string header, IReadOnlyList<string> values, string table = "", int most = 5)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        var evidence = ColumnEvidence.Collect(table, header, ColumnType.Text, values);
        return [.. new DomainScorer(DomainCatalog.Default).Rank(evidence).Take(most).Select(s => new DomainFit(s.Entry.Label, s.Entry.Definition.Title, s.Score, DomainScorer.Explain(s, evidence)))];
    }

    private static DomainDescription Describe(DomainEntry entry) => new()
    {
        Label = entry.Label,
        Title = entry.Definition.Title,
        Composite = entry.Definition.Kind == "composite",
        Names = entry.Definition.Names,
        Pattern = entry.Definition.Pattern,
        Check = entry.Definition.Test,
        Telling = entry.Definition.Telling,
        Units = entry.Definition.Units,
        Pii = entry.Pii,
        Source = entry.Definition.Source,
        Examples = entry.Definition.Examples,
    };
}

/// <summary>One domain of the catalog.</summary>
public sealed record DomainDescription
{
    /// <summary>Label such as <c>contact.email</c>.</summary>
    public required string Label { get; init; }

    /// <summary>What it is.</summary>
    public required string Title { get; init; }

    /// <summary>Whether it is made of other domains.</summary>
    public bool Composite { get; init; }

    /// <summary>Header phrases.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>Regular expression over a whole value; null for none.</summary>
    public string? Pattern { get; init; }

    /// <summary>Named check; null for none.</summary>
    public string? Check { get; init; }

    /// <summary>How far values alone prove it, 0 to 1.</summary>
    public double Telling { get; init; }

    /// <summary>Units of measure.</summary>
    public IReadOnlyList<string> Units { get; init; } = [];

    /// <summary>How personal it is.</summary>
    public PiiGrade Pii { get; init; }

    /// <summary>Where its rule comes from; null when it is common knowledge.</summary>
    public string? Source { get; init; }

    /// <summary>Examples of the catalog.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];
}

/// <summary>How well one domain fits.</summary>
/// <param name="Label">Label.</param>
/// <param name="Title">What it is.</param>
/// <param name="Score">0 to 1.</param>
/// <param name="Evidence">Why, without values.</param>
public sealed record DomainFit(string Label, string Title, double Score, IReadOnlyList<string> Evidence);
