namespace Lumos.Core.Domains.Files;

/// <summary>A file of domains in the state folder and where it came from.</summary>
public sealed record DomainFileRecord
{
    /// <summary>Id, from the file's name.</summary>
    public required string Id { get; init; }

    /// <summary>Whether it waits to be promoted; a live one is used by runs.</summary>
    public bool Staged { get; init; }

    /// <summary>Labels of its domains, and of those it gives further names to.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>The file it was added from, or the decision that proposed it.</summary>
    public required string Origin { get; init; }

    /// <summary>SHA-256 of its content, lower-case hex.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>Who added it.</summary>
    public required string AddedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>Who promoted it; null while it is staged.</summary>
    public string? PromotedBy { get; init; }

    /// <summary>When; null while it is staged.</summary>
    public DateTimeOffset? PromotedAt { get; init; }

    /// <summary>Catalog version its promotion made; null while it is staged.</summary>
    public string? CatalogVersion { get; init; }

    /// <summary>Ending of the file in the state folder, with the dot.</summary>
    public string Extension { get; init; } = ".json";
}
