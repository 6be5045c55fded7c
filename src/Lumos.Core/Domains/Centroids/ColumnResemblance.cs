using System.Collections.Frozen;

namespace Lumos.Core.Domains.Centroids;

/// <summary>How like the domains of a catalog a column is, as an embedding model sees it. Immutable.</summary>
/// <param name="Representation">The model.</param>
/// <param name="Names">By label, how like what the domain is called the header is; null where that was not asked.</param>
/// <param name="Values">By label, how like the domain's examples the values are; null where that was not asked.</param>
internal sealed record ColumnResemblance(string Representation, FrozenDictionary<string, double>? Names, FrozenDictionary<string, double>? Values)
{
    private const double Tells = 0.5;
    private const double AtMost = 0.85;

    /// <summary>What the header tells for a domain, 0 to 0.85: a paraphrase tells less than the name itself, and what is hardly alike nothing.</summary>
    public double NameOf(string label) => Names?.GetValueOrDefault(label) is { } alike and >= Tells ? AtMost * alike : 0;
}
