using System.Collections.Frozen;
using Lumos.Abstractions;
using Lumos.Core.State;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Domains.Centroids;

/// <summary>The centroids of a catalog in one representation, and how alike two domains that have nothing to do with each other are in it. Immutable.</summary>
internal sealed class DomainCentroids
{
    private readonly FrozenDictionary<string, ReadOnlyMemory<float>> _names;
    private readonly FrozenDictionary<string, ReadOnlyMemory<float>> _values;
    private readonly double _usualNames;
    private readonly double _usualValues;

    /// <summary>Takes the centroids of a set.</summary>
    public DomainCentroids(IReadOnlyList<Centroid> all)
    {
        All = all;
        _names = all.Where(static c => c.Kind == CentroidKind.Name).ToFrozenDictionary(static c => c.Domain, static c => c.Vector, StringComparer.Ordinal);
        _values = all.Where(static c => c.Kind == CentroidKind.Value).ToFrozenDictionary(static c => c.Domain, static c => c.Vector, StringComparer.Ordinal);
        _usualNames = Usual(all.Where(static c => c.Kind == CentroidKind.Name));
        _usualValues = Usual(all.Where(static c => c.Kind == CentroidKind.Value));
    }

    /// <summary>The centroids, in order of domain.</summary>
    public IReadOnlyList<Centroid> All { get; }

    /// <summary>Those of the built-in representation.</summary>
    public static IReadOnlyList<Centroid> BuiltIn(DomainCatalog catalog)
    {
        List<Centroid> all = [];
        foreach (var entry in catalog.Entries)
        {
            var names = DomainDescriptors.Of(entry.Definition, CentroidKind.Name);
            all.Add(new Centroid(entry.Label, CentroidKind.Name, DomainDescriptors.HashOf(names), TextVector.Of(names).Values));
            if (entry.Definition.Examples.Length > 0) all.Add(new Centroid(entry.Label, CentroidKind.Value, DomainDescriptors.HashOf(entry.Definition.Examples), entry.Examples.Values));
        }

        return all;
    }

    /// <summary>The mean of some vectors, each counted alike.</summary>
    public static ReadOnlyMemory<float> Mean(IReadOnlyList<ReadOnlyMemory<float>> vectors) => Array.ConvertAll(Directions(vectors), s => (float)(s / vectors.Count));

    /// <summary>How like the domains are to a column: 0 where no more than any two domains are, 1 where they are the same.</summary>
    /// <param name="representation">What made the vectors.</param>
    /// <param name="header">Vector of the header; null where it says nothing.</param>
    /// <param name="values">Vector of the values; null where none was made.</param>
    public ColumnResemblance To(string representation, ReadOnlyMemory<float>? header, ReadOnlyMemory<float>? values) =>
        new(representation, Measure(_names, _usualNames, header), Measure(_values, _usualValues, values));

    private static FrozenDictionary<string, double>? Measure(FrozenDictionary<string, ReadOnlyMemory<float>> centroids, double usual, ReadOnlyMemory<float>? vector) => vector is not { } of ? null
        : centroids.ToFrozenDictionary(static c => c.Key, c => usual >= 1 ? 0 : Math.Clamp((Cosine.Of(c.Value.Span, of.Span) - usual) / (1 - usual), 0, 1), StringComparer.Ordinal);

    // Some models put all texts into one corner: what two domains have in common anyway, the mean cosine of a pair, says nothing.
    private static double Usual(IEnumerable<Centroid> centroids)
    {
        List<ReadOnlyMemory<float>> all = [.. centroids.Select(static c => c.Vector)];
        if (all.Count < 2) return 0;
        var square = Directions(all).Sum(static s => s * s);
        return Math.Clamp((square - all.Count) / (all.Count * (all.Count - 1.0)), 0, 1);
    }

    // The sum of vectors brought to length one.
    private static double[] Directions(IReadOnlyList<ReadOnlyMemory<float>> vectors)
    {
        var sums = new double[vectors[0].Length];
        foreach (var vector in vectors)
        {
            double length = 0;
            foreach (var number in vector.Span) length += (double)number * number;
            if (length == 0) continue;
            var scale = 1 / Math.Sqrt(length);
            for (var i = 0; i < sums.Length; i++) sums[i] += vector.Span[i] * scale;
        }

        return sums;
    }
}
