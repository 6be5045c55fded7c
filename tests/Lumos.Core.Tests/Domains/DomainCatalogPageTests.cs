using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lumos.Core.Domains;

namespace Lumos.Core.Tests.Domains;

public sealed class DomainCatalogPageTests
{
    private static readonly string Page = Path.Combine(Repository.Root, "docs", "domains-catalog.md");

    [Fact]
    public void Page_OfTheCatalog_IsCurrent()
    {
        var wanted = Write();
        if (Environment.GetEnvironmentVariable("LUMOS_WRITE_DOCS") == "1") File.WriteAllText(Page, wanted);
        Assert.True(File.Exists(Page) && File.ReadAllText(Page).ReplaceLineEndings("\n") == wanted, "docs/domains-catalog.md is not what the catalog says; run this test with LUMOS_WRITE_DOCS=1.");
    }

    [Fact]
    public void Schema_OfTheCatalog_NamesEveryFieldOfAnEntry()
    {
        using var schema = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Repository.Root, "docs", "domain-catalog.schema.json")));
        var fields = schema.RootElement.GetProperty("$defs").GetProperty("domain").GetProperty("properties").EnumerateObject().Select(static p => p.Name).Order(StringComparer.Ordinal);
        var properties = typeof(DomainDefinition).GetProperties().Where(static p => p.Name != "EqualityContract" && !p.IsDefined(typeof(JsonIgnoreAttribute), inherit: false)).Select(static p => JsonNamingPolicy.SnakeCaseLower.ConvertName(p.Name)).Order(StringComparer.Ordinal);
        Assert.Equal(properties, fields);
    }

    private static string Write()
    {
        var text = new StringBuilder("# Domain catalog\n\nMade from the catalog by a test; `lumos domains explain <label>` shows an entry in full.\n");
        foreach (var area in DomainCatalog.Default.Entries.GroupBy(static e => e.Label.Split('.')[0], StringComparer.Ordinal))
        {
            text.Append($"\n## {area.Key}\n\n| label | what it is | names | recognised by | personal | examples |\n|---|---|---|---|---|---|\n");
            foreach (var entry in area)
            {
                var d = entry.Definition;
                string?[] rules = [d.Test is { } test ? $"check `{test}`" : null, d.Pattern is null ? null : "pattern", d.Sketch is { } sketch ? $"distribution `{sketch}`" : null];
                text.Append($"| `{d.Label}` | {d.Title}{(d.Source is { } source ? $" ({source})" : "")} | {Cell(d.Names.Take(6))} | {string.Join(", ", rules.OfType<string>().DefaultIfEmpty("header"))} | {(d.Pii == "none" ? "" : d.Pii)} | {Cell(d.Examples.Take(3))} |\n");
            }
        }

        return text.ToString();
    }

    private static string Cell(IEnumerable<string> texts) => string.Join(", ", texts).Replace("|", "\\|", StringComparison.Ordinal);
}
