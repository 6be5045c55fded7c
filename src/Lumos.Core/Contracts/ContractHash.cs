using System.Text.Json;
using Lumos.Abstractions;
using Lumos.Core.Artifacts;

namespace Lumos.Core.Contracts;

/// <summary>Identity of a contract: SHA-256 over its canonical JSON (section 28).</summary>
internal static class ContractHash
{
    public static string Of(RunContract contract) => CanonicalJson.HashOf(contract, ArtifactJson.Default.RunContract);

    /// <summary>Dotted keys in which two contracts differ, sorted. Values are not shown.</summary>
    public static IReadOnlyList<string> Differences(RunContract left, RunContract right)
    {
        using var a = JsonSerializer.SerializeToDocument(left, ArtifactJson.Default.RunContract);
        using var b = JsonSerializer.SerializeToDocument(right, ArtifactJson.Default.RunContract);
        var keys = new SortedSet<string>(StringComparer.Ordinal);
        Compare(a.RootElement, b.RootElement, "", keys);
        return [.. keys];
    }

    private static void Compare(JsonElement left, JsonElement right, string path, SortedSet<string> keys)
    {
        if (left.ValueKind != JsonValueKind.Object || right.ValueKind != JsonValueKind.Object)
        {
            if (!JsonElement.DeepEquals(left, right)) keys.Add(path);
            return;
        }

        foreach (var name in left.EnumerateObject().Concat(right.EnumerateObject()).Select(static member => member.Name).Distinct(StringComparer.Ordinal))
        {
            var inner = path.Length == 0 ? name : $"{path}.{name}";
            if (left.TryGetProperty(name, out var a) && right.TryGetProperty(name, out var b)) Compare(a, b, inner, keys);
            else keys.Add(inner);
        }
    }
}
