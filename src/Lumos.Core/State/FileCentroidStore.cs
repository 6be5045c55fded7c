using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lumos.Abstractions;
using Lumos.Core.Artifacts;

namespace Lumos.Core.State;

/// <summary>Centroids in the state folder, a file for each set. The file is named by the set and written whole; one that cannot be read counts as none.</summary>
/// <param name="folder">Folder of the files.</param>
internal sealed class FileCentroidStore(string folder) : ICentroidStore
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Hosts => [];

    /// <inheritdoc/>
    public bool IsShared => false;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Centroid>> ReadAsync(CentroidSet set, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(set);
        try
        {
            var file = JsonSerializer.Deserialize(await File.ReadAllBytesAsync(PathOf(set), cancellationToken).ConfigureAwait(false), CentroidJson.Default.CentroidFile);
            return file is null || file.CatalogVersion != set.CatalogVersion || file.Representation != set.Representation ? [] : [.. file.Centroids.Select(static c => new Centroid(c.Domain, c.Kind == "name" ? CentroidKind.Name : CentroidKind.Value, c.TextHash, VectorBytes.FromText(c.Vector)))];
        }
        catch (Exception damaged) when (damaged is FileNotFoundException or DirectoryNotFoundException or JsonException or FormatException)
        {
            // A cache: what cannot be read is made again.
            return [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw StateErrors.Unreadable(PathOf(set), exception);
        }
    }

    /// <inheritdoc/>
    public ValueTask WriteAsync(CentroidSet set, IReadOnlyList<Centroid> centroids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(set);
        var sorted = Sorted(centroids);
        var file = new CentroidFile(set.CatalogVersion, set.Representation, [.. sorted.Select(static c => new StoredCentroid(c.Domain, c.Kind == CentroidKind.Name ? "name" : "value", c.TextHash, VectorBytes.ToText(c.Vector)))]);
        AtomicFile.Write(PathOf(set), CanonicalJson.Serialize(file, CentroidJson.Default.CentroidFile), durable: false);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<CentroidMatch>> NearestAsync(CentroidSet set, CentroidKind kind, ReadOnlyMemory<float> vector, int most, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        return Cosine.Nearest(await ReadAsync(set, cancellationToken).ConfigureAwait(false), kind, vector, most);
    }

    private static List<Centroid> Sorted(IReadOnlyList<Centroid> centroids)
    {
        ArgumentNullException.ThrowIfNull(centroids);
        if (centroids.DistinctBy(static c => (c.Domain, c.Kind)).Count() < centroids.Count) throw new ArgumentException("A centroid comes twice.", nameof(centroids));
        if (centroids.Any(c => c.Vector.Length == 0 || c.Vector.Length != centroids[0].Vector.Length)) throw new ArgumentException("The vectors have no common length of 1 or more.", nameof(centroids));
        return [.. centroids.OrderBy(static c => c.Domain, StringComparer.Ordinal).ThenBy(static c => c.Kind)];
    }

    private string PathOf(CentroidSet set) => Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{set.CatalogVersion}\n{set.Representation}")))[..32] + ".json");
}

/// <summary>A file of centroids.</summary>
internal sealed record CentroidFile(string CatalogVersion, string Representation, IReadOnlyList<StoredCentroid> Centroids);

/// <summary>A centroid of the file; the vector in Base64.</summary>
internal sealed record StoredCentroid(string Domain, string Kind, string TextHash, string Vector);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(CentroidFile))]
internal sealed partial class CentroidJson : JsonSerializerContext;
