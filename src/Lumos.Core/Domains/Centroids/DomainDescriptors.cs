using System.Security.Cryptography;
using System.Text;
using Lumos.Abstractions;

namespace Lumos.Core.Domains.Centroids;

/// <summary>What the centroids of a domain are made of: its title and header phrases, one text each, and its examples as one text.</summary>
internal static class DomainDescriptors
{
    private const int MostValues = 12;
    private const int MostLetters = 64;

    /// <summary>The texts of a domain; none where the catalog has nothing to say.</summary>
    public static IReadOnlyList<string> Of(DomainDefinition domain, CentroidKind kind) => kind == CentroidKind.Name
        ? [.. domain.Names.Prepend(domain.Title).Select(static n => n.ToLowerInvariant()).Distinct(StringComparer.Ordinal)]
        : domain.Examples.Length == 0 ? [] : [OfValues(domain.Examples)];

    /// <summary>Values as one text, each cut to a readable length.</summary>
    public static string OfValues(IEnumerable<string> values) => string.Join('\n', values.Take(MostValues).Select(static v => v.Length > MostLetters ? v[..MostLetters] : v));

    /// <summary>Identity of texts.</summary>
    public static string HashOf(IReadOnlyList<string> texts) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', texts))));
}
