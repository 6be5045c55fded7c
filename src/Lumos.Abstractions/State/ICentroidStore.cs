namespace Lumos.Abstractions;

/// <summary>
/// Keeps the centroids of a domain catalog: for each domain one vector of what it is called and one of what its values look like. A cache: what is lost is made again.
/// Safe for use by many threads and processes.
/// </summary>
public interface ICentroidStore
{
    /// <summary>Hosts it would reach; the policy is asked about each before it is used. Empty when everything is on this machine.</summary>
    IReadOnlyList<string> Hosts { get; }

    /// <summary>Whether others look into it, so that it holds the centroids of the built-in representation too.</summary>
    bool IsShared { get; }

    /// <summary>The centroids of a set in order of domain (ordinal), names before values; empty when there is no such set. The numbers are exactly those that were written.</summary>
    /// <exception cref="LumosException">The store cannot be reached or read.</exception>
    ValueTask<IReadOnlyList<Centroid>> ReadAsync(CentroidSet set, CancellationToken cancellationToken = default);

    /// <summary>Writes a set whole: what it holds by catalog version, representation, domain and kind is replaced, and centroids of domains that are not among these are removed.</summary>
    /// <exception cref="ArgumentException">The vectors have no common length of 1 or more, or a centroid comes twice.</exception>
    /// <exception cref="LumosException">The store cannot be reached or written; it is as it was.</exception>
    ValueTask WriteAsync(CentroidSet set, IReadOnlyList<Centroid> centroids, CancellationToken cancellationToken = default);

    /// <summary>The domains whose centroids of a kind point most nearly where a vector points, best first, equal ones in order of domain. Every centroid is looked at.</summary>
    /// <param name="set">The set.</param>
    /// <param name="kind">Names or values.</param>
    /// <param name="vector">As long as the centroids; those of another length are passed over.</param>
    /// <param name="most">How many to give, 1 or more.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="LumosException">The store cannot be reached or read.</exception>
    ValueTask<IReadOnlyList<CentroidMatch>> NearestAsync(CentroidSet set, CentroidKind kind, ReadOnlyMemory<float> vector, int most, CancellationToken cancellationToken = default);
}

/// <summary>Names a set of centroids: those of one catalog in one representation. A catalog that changes has another version, and so another set.</summary>
/// <param name="CatalogVersion">Version of the domain catalog, what a user adds to it included.</param>
/// <param name="Representation">What made vectors of texts: <c>builtin:trigrams-256</c>, or <c>provider:model</c>.</param>
public sealed record CentroidSet(string CatalogVersion, string Representation);

/// <summary>What a centroid is of.</summary>
public enum CentroidKind
{
    /// <summary>What the domain is called: its title and the header phrases of the catalog.</summary>
    Name,

    /// <summary>What its values look like: the examples of the catalog.</summary>
    Value,
}

/// <summary>A centroid.</summary>
/// <param name="Domain">Label of the domain.</param>
/// <param name="Kind">What it is of.</param>
/// <param name="TextHash">SHA-256 (lower-case hex) of the texts it was made of: other texts need another centroid.</param>
/// <param name="Vector">Its numbers, all finite.</param>
public sealed record Centroid(string Domain, CentroidKind Kind, string TextHash, ReadOnlyMemory<float> Vector);

/// <summary>A domain and how nearly its centroid points where a vector does.</summary>
/// <param name="Domain">Label of the domain.</param>
/// <param name="Similarity">Cosine, -1 to 1.</param>
public sealed record CentroidMatch(string Domain, double Similarity);
