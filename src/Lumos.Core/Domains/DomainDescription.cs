using Lumos.Abstractions;

namespace Lumos.Core.Domains;

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

    /// <summary>Names of the parts of a composite, in order.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

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

    /// <summary>Values that are not of the domain.</summary>
    public IReadOnlyList<string> Wrong { get; init; } = [];
}

/// <summary>How well one domain fits.</summary>
/// <param name="Label">Label.</param>
/// <param name="Title">What it is.</param>
/// <param name="Score">How likely it is right beside the others, 0 to 1.</param>
/// <param name="Evidence">Why, without values.</param>
public sealed record DomainFit(string Label, string Title, double Score, IReadOnlyList<string> Evidence);
