using Lumos.Abstractions;
using Lumos.Core.Domains.Files;

namespace Lumos.Core.Tests.Domains.Files;

public sealed class DomainFileReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Read_YamlWithDomainsAndAliases_GivesBoth()
    {
        _folder.Write("shop.yaml", """
            domains:
              - label: shop.voucher
                title: Voucher code
                names: [voucher, gift code]
                pattern: '^VC-[0-9]{6}$'
                telling: 0.95
                examples: [VC-000123, VC-987654, VC-111111]
                wrong: [VC-12, '000123']
            aliases:
              - label: contact.phone
                names: [rufnr intern]
            """);

        var file = DomainFileReader.Read(_folder["shop.yaml"]);

        Assert.Equal("shop.voucher", Assert.Single(file.Domains).Label);
        Assert.Equal(0.95, file.Domains[0].Telling);
        Assert.Equal("contact.phone", Assert.Single(file.Aliases).Label);
    }

    [Fact]
    public void Read_FileWithMistakes_NamesLineAndKeyOfEach()
    {
        _folder.Write("bad.yaml", """
            domains:
              - label: Shop Voucher
                names: [voucher]
                pattern: '(['
                telling: 2
                colour: red
                test: nonsense
            """);

        var error = Assert.Throws<LumosException>(() => DomainFileReader.Read(_folder["bad.yaml"]));

        Assert.Equal("DOMAIN_FILE_INVALID", error.Reason);
        Assert.Equal(_folder["bad.yaml"], error.Where?.File);
        foreach (var (line, key) in new[] { (2, "domains[0].label"), (2, "domains[0].title"), (4, "domains[0].pattern"), (5, "domains[0].telling"), (6, "domains[0].colour"), (7, "domains[0].test") })
        {
            Assert.Contains(error.Message.Split('\n'), l => l.Contains($"line {line},", StringComparison.Ordinal) && l.Contains(key, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Read_FileWithoutAnything_SaysSo()
    {
        _folder.Write("empty.json", "{}");
        Assert.Contains("no domain", Assert.Throws<LumosException>(() => DomainFileReader.Read(_folder["empty.json"])).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
