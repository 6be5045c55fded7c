using System.Text.Json.Nodes;
using Lumos.Abstractions;

namespace Lumos.Core.Domains.Files;

/// <summary>What a decision about a mapping teaches the catalog: a source header that turned out to be another name of the target column's domain.</summary>
internal static class AliasProposal
{
    private const double Named = 0.9;

    /// <summary>The domain and the header's words; null when nothing is to be learned.</summary>
    /// <param name="sourceHeader">Header of the one source column.</param>
    /// <param name="table">Its table.</param>
    /// <param name="target">Target column.</param>
    /// <param name="targetTable">Its table.</param>
    /// <param name="catalog">Catalog in force.</param>
    public static (string Label, string Name)? Of(string sourceHeader, string table, TargetColumn target, string targetTable, DomainCatalog catalog)
    {
        var scorer = new DomainScorer(catalog);
        var label = target.Domain is { Length: > 0 } declared ? declared : Best(scorer, target.Name, targetTable) is { Name: >= Named } best ? best.Entry.Label : null;
        if (label is null || catalog.Find(label) is null) return null;
        var header = ColumnEvidence.Collect(table, sourceHeader, ColumnType.Text, []);
        if (!header.Header.Informative || header.Header.Words.Count > 4) return null;
        // A header that names the domain already, or another one in full, teaches nothing.
        var ranked = scorer.Rank(header);
        if (ranked.Any(s => s.Name >= Named)) return null;
        return (label, string.Join(' ', header.Header.Words));
    }

    /// <summary>Adds the alias to the content of a staged file of proposals; null starts a new one. Null when it is in there already.</summary>
    public static byte[]? AddTo(byte[]? content, string label, string name, string source)
    {
        var root = content is null ? new JsonObject { ["aliases"] = new JsonArray() } : JsonNode.Parse(content)!.AsObject();
        var aliases = root["aliases"]!.AsArray();
        if (aliases.Any(a => (string?)a!["label"] == label && a["names"]!.AsArray().Any(n => (string?)n == name))) return null;
        JsonNode proposal = new JsonObject { ["label"] = label, ["names"] = new JsonArray(JsonValue.Create(name)), ["source"] = source };
        aliases.Add(proposal);
        return System.Text.Encoding.UTF8.GetBytes(root.ToJsonString(new System.Text.Json.JsonSerializerOptions { WriteIndented = true }));
    }

    private static DomainScore? Best(DomainScorer scorer, string header, string table) =>
        scorer.Rank(ColumnEvidence.Collect(table, header, ColumnType.Text, [])) is [var first, ..] ? first : null;
}
