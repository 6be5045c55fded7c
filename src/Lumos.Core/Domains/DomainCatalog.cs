using System.Collections.Frozen;
using System.Text.Json;
using Lumos.Abstractions;

namespace Lumos.Core.Domains;

/// <summary>All domains Lumos knows, with the weights of the score. Immutable.</summary>
internal sealed class DomainCatalog
{
    private const string Prefix = "Lumos.Core.Domains.Catalog.";
    private static readonly Lazy<DomainCatalog> Embedded = new(ReadEmbedded);
    private readonly FrozenDictionary<string, DomainEntry> _byLabel;

    /// <summary>Makes a catalog.</summary>
    /// <exception cref="LumosException">Two entries share a label.</exception>
    public DomainCatalog(CatalogManifest manifest, Calibration calibration, IEnumerable<DomainDefinition> definitions)
    {
        Calibration = calibration;
        Version = manifest.Version;
        Weights = manifest.Weights;
        Entries = [.. definitions.OrderBy(static d => d.Label, StringComparer.Ordinal).Select(static d => new DomainEntry(d))];
        var twice = Entries.GroupBy(static e => e.Label, StringComparer.Ordinal).FirstOrDefault(static g => g.Count() > 1)?.Key;
        if (twice is not null)
        {
            throw new LumosException(ErrorCode.DeterministicFailure, "DOMAIN_CATALOG_DUPLICATE", $"The domain catalog names '{twice}' twice.", nextStep: "Give one of them another label.");
        }

        _byLabel = Entries.ToFrozenDictionary(static e => e.Label, StringComparer.Ordinal);
        WordWeights = Weigh(Entries);
    }

    /// <summary>The catalog that travels in the assembly.</summary>
    public static DomainCatalog Default => Embedded.Value;

    /// <summary>Version of the catalog.</summary>
    public string Version { get; }

    /// <summary>From scores to probabilities.</summary>
    public Calibration Calibration { get; }

    /// <summary>Weights of the score.</summary>
    public ScoreWeights Weights { get; }

    /// <summary>Entries in order of label.</summary>
    public IReadOnlyList<DomainEntry> Entries { get; }

    /// <summary>How much a header word tells: rare words of the catalog more than frequent ones.</summary>
    public FrozenDictionary<string, double> WordWeights { get; }

    /// <summary>An entry by label; null when there is none.</summary>
    public DomainEntry? Find(string label) => _byLabel.GetValueOrDefault(label);

    private static FrozenDictionary<string, double> Weigh(IReadOnlyList<DomainEntry> entries)
    {
        Dictionary<string, int> seen = new(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            foreach (var word in entry.Names.SelectMany(static n => n).Distinct(StringComparer.Ordinal)) seen[word] = seen.GetValueOrDefault(word) + 1;
        }

        return seen.ToFrozenDictionary(static p => p.Key, p => Math.Max(0.25, 1 - Math.Log(p.Value) / Math.Log(entries.Count)), StringComparer.Ordinal);
    }

    private static DomainCatalog ReadEmbedded()
    {
        var assembly = typeof(DomainCatalog).Assembly;
        CatalogManifest? manifest = null;
        Calibration? calibration = null;
        List<DomainDefinition> definitions = [];
        foreach (var name in assembly.GetManifestResourceNames().Where(static n => n.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            if (name == Prefix + "catalog.json") manifest = JsonSerializer.Deserialize(stream, DomainCatalogJson.Default.CatalogManifest);
            else if (name == Prefix + "calibration.json") calibration = JsonSerializer.Deserialize(stream, DomainCatalogJson.Default.Calibration);
            else definitions.AddRange(JsonSerializer.Deserialize(stream, DomainCatalogJson.Default.DomainFile)!.Domains);
        }

        return new DomainCatalog(manifest!, calibration!, definitions);
    }
}
