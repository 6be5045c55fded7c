using Lumos.Core.Domains;

namespace Lumos.Core.Tests.Domains;

public sealed class DomainCatalogTests
{
    private static readonly string[] Checksummed =
    [
        "bank.iban", "bank.us_routing", "code.gtin", "code.isin", "code.loinc", "code.snomed", "health.uk_nhs", "health.us_npi", "id.be_national_number", "id.br_cpf", "id.ca_sin", "id.cn_resident_id", "id.de_tax_id", "id.es_nif",
        "id.fi_personal_identity_code", "id.fr_nir", "id.imei", "id.in_aadhaar", "id.isbn", "id.isbn10", "id.isbn13", "id.issn", "id.it_fiscal_code", "id.nl_bsn", "id.orcid", "id.pl_pesel", "id.se_personnummer", "id.sg_nric_fin",
        "id.th_tnin", "id.tr_national_id", "id.za_id_number", "id.au_tfn", "org.au_abn", "org.br_cnpj", "org.de_vat_id", "org.lei", "payment.card_number",
    ];

    public static TheoryData<string> Labels => [.. DomainCatalog.Default.Entries.Select(static e => e.Label)];

    public static TheoryData<string> CheckedLabels => [.. Checksummed];

    public static TheoryData<string> Composites => [.. DomainCatalog.Default.Entries.Where(static e => e.Definition.Kind == "composite").Select(static e => e.Label)];

    [Theory]
    [MemberData(nameof(Labels))]
    public void Entry_Examples_AreEnoughAndPass(string label)
    {
        var entry = DomainCatalog.Default.Find(label)!;
        Assert.NotEmpty(entry.Names);
        Assert.InRange(entry.Definition.Telling, 0, 1);
        Assert.InRange(entry.Definition.Examples.Distinct(StringComparer.Ordinal).Count(), 10, 20);
        Assert.All(entry.Definition.Examples, e => Assert.True(entry.Accepts(e, headerAgrees: true), $"{label} should accept '{e}'"));
    }

    [Theory]
    [MemberData(nameof(Labels))]
    public void Entry_CounterExamples_AreEnoughAndFail(string label)
    {
        var entry = DomainCatalog.Default.Find(label)!;
        Assert.InRange(entry.Definition.Wrong.Distinct(StringComparer.Ordinal).Count(), 3, 20);
        // A domain without a test of its own is held to its loose one, which only speaks when the header agrees.
        Assert.All(entry.Definition.Wrong, e => Assert.False(entry.Accepts(e, headerAgrees: !entry.TestsValues), $"{label} should not accept '{e}'"));
    }

    [Theory]
    [MemberData(nameof(CheckedLabels))]
    public void Entry_WithChecksum_NoticesAChangedDigit(string label)
    {
        var entry = DomainCatalog.Default.Find(label)!;
        int changed = 0, noticed = 0;
        foreach (var example in entry.Definition.Examples)
        {
            for (var i = 0; i < example.Length; i++)
            {
                if (!char.IsAsciiDigit(example[i])) continue;
                changed++;
                if (!entry.Proves($"{example[..i]}{(char)('0' + (example[i] - '0' + 1) % 10)}{example[(i + 1)..]}")) noticed++;
            }
        }

        Assert.True(noticed > 0.85 * changed, $"{label} noticed {noticed} of {changed} changed digits");
    }

    [Theory]
    [MemberData(nameof(Composites))]
    public void Composite_Examples_AreSplitIntoNamedParts(string label)
    {
        var entry = DomainCatalog.Default.Find(label)!;
        if (label == "contact.email_list") return;
        Assert.NotEmpty(entry.Definition.Parts);
        Assert.All(entry.Definition.Parts, static p => Assert.True(p.Domain is null || DomainCatalog.Default.Find(p.Domain) is not null, p.Domain));
        Assert.All(entry.Definition.Examples, e => Assert.NotEmpty(entry.PartsOf(e)));
    }

    [Theory]
    [MemberData(nameof(Composites))]
    public void Composite_ValuesUnderAHeaderThatSaysNothing_AreRecognised(string label)
    {
        var entry = DomainCatalog.Default.Find(label)!;
        var ranked = DomainsReader.Default.Explain("c1", entry.Definition.Examples, most: 3);
        Assert.Contains(ranked, r => r.Label == label || r.Label == entry.Definition.Broader || DomainCatalog.Default.Find(r.Label)!.Definition.Broader == label);
    }

    [Theory]
    [MemberData(nameof(Labels))]
    public void Entry_OwnFirstName_IsAmongTheFirstFour(string label)
    {
        var entry = DomainCatalog.Default.Find(label)!;
        var header = string.Join('_', entry.Definition.Names[0].Split(' '));
        Assert.Contains(DomainsReader.Default.Explain(header, [], string.Join('_', entry.Definition.Context), 4), r => r.Label == label);
    }

    [Fact]
    public void Catalog_Size_CoversTheVocabularyAreas()
    {
        string[] areas = ["account", "bank", "bio", "category", "code", "color", "contact", "flag", "geo", "health", "id", "lang", "measure", "media", "money", "net", "opaque", "org", "payment", "person", "structured", "text", "time", "vehicle", "web"];
        Assert.True(DomainCatalog.Default.Entries.Count(static e => e.Definition.Kind == "atomic") >= 180);
        Assert.True(DomainCatalog.Default.Entries.Count(static e => e.Definition.Kind == "composite") >= 25);
        Assert.All(areas, a => Assert.NotEmpty(DomainsReader.Default.List(a)));
    }

    [Fact]
    public void Find_ForThePartsOfAValue_NamesThem()
    {
        var parts = DomainsReader.Default.PartsOf("geo.city_state_zip", "Springfield, IL 62704");
        Assert.Equal(["city=Springfield", "region=IL", "postal_code=62704"], parts.Select(static p => $"{p.Key}={p.Value}"));
        Assert.Empty(DomainsReader.Default.PartsOf("geo.city_state_zip", "Springfield"));
        Assert.False(DomainCatalog.Default.Find("geo.city_state_zip")!.Proves("Springfield, ZZ 62704"));
    }
}
