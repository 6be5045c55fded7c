using Lumos.Abstractions;

namespace Lumos.Core.State;

/// <summary>How nearly two vectors point the same way. One number after the other, so that every machine gives the same.</summary>
internal static class Cosine
{
    /// <summary>Cosine, -1 to 1; 0 where one is nought.</summary>
    public static double Of(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double product = 0, first = 0, second = 0;
        for (var i = 0; i < a.Length; i++)
        {
            product += (double)a[i] * b[i];
            first += (double)a[i] * a[i];
            second += (double)b[i] * b[i];
        }

        return first > 0 && second > 0 ? Math.Clamp(product / Math.Sqrt(first * second), -1, 1) : 0;
    }

    /// <summary>The centroids of a kind that point most nearly where a vector does, as <see cref="ICentroidStore.NearestAsync"/> gives them.</summary>
    public static IReadOnlyList<CentroidMatch> Nearest(IEnumerable<Centroid> centroids, CentroidKind kind, ReadOnlyMemory<float> vector, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        return
        [
            .. centroids.Where(c => c.Kind == kind && c.Vector.Length == vector.Length).Select(c => new CentroidMatch(c.Domain, Of(c.Vector.Span, vector.Span)))
                .OrderByDescending(static m => m.Similarity).ThenBy(static m => m.Domain, StringComparer.Ordinal).Take(most),
        ];
    }
}
