using System.Collections.Frozen;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Mapping;

/// <summary>Names that say which of somebody's places, numbers or days they are of: where somebody lives is not where that person works, nor is the day of an invoice that of a delivery.</summary>
internal static class OtherPlaces
{
    private static readonly FrozenDictionary<string, string> Places = Read("home private residence residential", "work office workplace", "billing bill invoice", "shipping ship delivery deliver shipment");

    /// <summary>Whether both sides say a place, and not the same.</summary>
    public static bool Differ(string source, string target) => Of(source) is { Count: > 0 } said && Of(target) is { Count: > 0 } asked && !said.Overlaps(asked);

    private static HashSet<string> Of(string name) => [.. HeaderWords.SplitTokens(name).Select(Places.GetValueOrDefault).OfType<string>()];

    private static FrozenDictionary<string, string> Read(params string[] lines) => lines.Select(static l => l.Split(' ')).SelectMany(static l => l.Select(word => (word, l[0]))).ToFrozenDictionary(static p => p.word, static p => p.Item2, StringComparer.Ordinal);
}
