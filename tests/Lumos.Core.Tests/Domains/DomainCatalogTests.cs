using Lumos.Core.Domains;

namespace Lumos.Core.Tests.Domains;

public sealed class DomainCatalogTests
{
    public static TheoryData<string> Labels => [.. DomainCatalog.Default.Entries.Select(e => e.Label)];

    [Theory]
    [MemberData(nameof(Labels))]
    public void Entry_Examples_PassAndCounterExamplesFail(string label)
    {
        var entry = DomainCatalog.Default.Find(label)!;
        Assert.NotEmpty(entry.Names);
        Assert.NotEmpty(entry.Definition.Examples);
        Assert.InRange(entry.Definition.Telling, 0, 1);
        if (!entry.TestsValues) return;
        Assert.All(entry.Definition.Examples, e => Assert.True(entry.Accepts(e, headerAgrees: true), $"{label} should accept '{e}'"));
        Assert.All(entry.Definition.Wrong, e => Assert.False(entry.Accepts(e, headerAgrees: false), $"{label} should not accept '{e}'"));
    }

    [Theory]
    [MemberData(nameof(Labels))]
    public void Entry_OwnFirstName_RanksFirstOrTies(string label)
    {
        var entry = DomainCatalog.Default.Find(label)!;
        var header = string.Join('_', entry.Definition.Names[0].Split(' '));
        var ranked = DomainsReader.Explain(header, [], string.Join('_', entry.Definition.Context), 3);
        Assert.Contains(ranked, r => r.Label == label && r.Score > ranked[0].Score - 0.15);
    }

    [Fact]
    public void Catalog_Size_CoversTheVocabularyAreas()
    {
        string[] areas = ["account", "bank", "bio", "category", "code", "color", "contact", "flag", "geo", "health", "id", "lang", "measure", "media", "money", "net", "opaque", "org", "payment", "person", "structured", "text", "time", "vehicle", "web"];
        Assert.True(DomainCatalog.Default.Entries.Count >= 180);
        Assert.All(areas, a => Assert.NotEmpty(DomainsReader.List(a)));
    }
}
