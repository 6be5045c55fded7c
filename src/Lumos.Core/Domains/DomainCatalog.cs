using System.Collections.Frozen;
using System.Text.Json;
using Lumos.Abstractions;
using Lumos.Core.Domains.Files;

namespace Lumos.Core.Domains;

/// <summary>All domains Lumos knows, with the weights of the score. Immutable.</summary>
internal sealed class DomainCatalog
{
    private const string Prefix = "Lumos.Core.Domains.Catalog.";
    private static readonly Lazy<DomainCatalog> Embedded = new(ReadEmbedded);
    private readonly FrozenDictionary<string, DomainEntry> _byLabel;

    /// <summary>Makes a catalog.</summary>
    /// <exception cref="LumosException">Two entries share a label.</exception>
    public DomainCatalog(CatalogManifest manifest, Judge judge, IEnumerable<DomainDefinition> definitions)
    {
        Judge = judge;
        Version = manifest.Version;
        Weights = manifest.Weights;
        Entries = [.. definitions.OrderBy(static d => d.Label, StringComparer.Ordinal).Select(static d => new DomainEntry(d))];
        var twice = Entries.GroupBy(static e => e.Label, StringComparer.Ordinal).FirstOrDefault(static g => g.Count() > 1)?.Key;
        if (twice is not null)
        {
            throw new LumosException(ErrorCode.DeterministicFailure, "DOMAIN_CATALOG_DUPLICATE", $"The domain catalog names '{twice}' twice.", nextStep: "Give one of them another label.");
        }

        _byLabel = Entries.ToFrozenDictionary(static e => e.Label, StringComparer.Ordinal);
        foreach (var entry in Entries) entry.Resolve(Find);
        WordWeights = Weigh(Entries);
    }

    /// <summary>The catalog that travels in the assembly.</summary>
    public static DomainCatalog Default => Embedded.Value;

    /// <summary>Version of the catalog.</summary>
    public string Version { get; }

    /// <summary>From scores to probabilities.</summary>
    public Judge Judge { get; }

    /// <summary>Weights of the score.</summary>
    public ScoreWeights Weights { get; }

    /// <summary>Entries in order of label.</summary>
    public IReadOnlyList<DomainEntry> Entries { get; }

    /// <summary>How much a header word tells: rare words of the catalog more than frequent ones.</summary>
    public FrozenDictionary<string, double> WordWeights { get; }

    /// <summary>This catalog with the domains and further names of files.</summary>
    /// <param name="files">Files of a user.</param>
    /// <param name="mark">What the version is told apart by.</param>
    /// <exception cref="LumosException">A label is taken (<c>DOMAIN_CATALOG_DUPLICATE</c>), or a further name is of no domain (<c>DOMAIN_UNKNOWN</c>).</exception>
    public DomainCatalog With(IReadOnlyList<UserDomainFile> files, string mark)
    {
        Dictionary<string, DomainDefinition> definitions = Entries.ToDictionary(static e => e.Label, static e => e.Definition, StringComparer.Ordinal);
        foreach (var file in files)
        {
            foreach (var domain in file.Domains)
            {
                if (!definitions.TryAdd(domain.Label, domain with { OfUser = true })) throw new LumosException(ErrorCode.DeterministicFailure, "DOMAIN_CATALOG_DUPLICATE", $"The domain catalog has '{domain.Label}' already.", new ErrorLocation(File: file.Path, Key: domain.Label), "Give the domain another label, or add its names under 'aliases'.");
            }
        }

        foreach (var file in files)
        {
            foreach (var alias in file.Aliases)
            {
                if (!definitions.TryGetValue(alias.Label, out var domain)) throw new LumosException(ErrorCode.DeterministicFailure, "DOMAIN_UNKNOWN", $"There is no domain '{alias.Label}' to give further names to.", new ErrorLocation(File: file.Path, Key: alias.Label), "lumos domains list shows them all.");
                definitions[alias.Label] = domain with { Names = [.. domain.Names, .. alias.Names] };
            }
        }

        return new DomainCatalog(new CatalogManifest { Version = $"{Version}+{mark}", Weights = Weights }, Judge, definitions.Values);
    }

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
        JudgeWeights? judge = null;
        List<DomainDefinition> definitions = [];
        foreach (var name in assembly.GetManifestResourceNames().Where(static n => n.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            if (name == Prefix + "catalog.json") manifest = JsonSerializer.Deserialize(stream, DomainCatalogJson.Default.CatalogManifest);
            else if (name == Prefix + "judge.json") judge = JsonSerializer.Deserialize(stream, DomainCatalogJson.Default.JudgeWeights);
            else definitions.AddRange(JsonSerializer.Deserialize(stream, DomainCatalogJson.Default.DomainFile)!.Domains);
        }

        return new DomainCatalog(manifest!, new Judge(judge!), definitions);
    }
}
