using System.Text;
using Lumos.Abstractions;
using Lumos.Core.Artifacts;

namespace Lumos.Core.Tests.Artifacts;

public sealed class FileArtifactStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FileArtifactStore _store;

    public FileArtifactStoreTests() => _store = new FileArtifactStore(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Put_Catalog_ReadsBackEqual()
    {
        var catalog = Catalog("orders");
        var reference = await _store.PutAsync(catalog);
        var read = await _store.GetAsync<CatalogArtifact>(reference.Hash);

        Assert.Equal(ArtifactKind.Catalog, reference.Kind);
        Assert.Equal(reference, await _store.PutAsync(read));
        Assert.Equal(ColumnType.Decimal(12, 3), read.Tables[0].Columns[0].Type);
        Assert.Equal(7, read.Tables[0].Columns[0].Counts!.Fits["int64"]);
        Assert.Null(read.Tables[0].Columns[0].Unit);
    }

    [Fact]
    public async Task Put_Artifact_IsCanonicalUnderItsHash()
    {
        var reference = await _store.PutAsync(Catalog("orders"));
        var path = _folder[Path.Combine(reference.Hash[..2], reference.Hash + ".json")];
        var bytes = await File.ReadAllBytesAsync(path);

        Assert.Equal(reference.Hash, CanonicalJson.Hash(bytes));
        Assert.Equal(bytes, CanonicalJson.Canonicalize(bytes));
        Assert.Contains("\"type\":\"decimal(12,3)\"", Encoding.UTF8.GetString(bytes));
        Assert.Contains("\"kind\":\"catalog\"", Encoding.UTF8.GetString(bytes));
    }

    [Fact]
    public async Task Put_Again_LeavesOneFileAndNoTemporary()
    {
        await _store.PutAsync(Catalog("orders"));
        await _store.PutAsync(Catalog("orders"));
        Assert.Single(Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Get_Unknown_SaysMissing()
    {
        var error = await Assert.ThrowsAsync<LumosException>(async () => await _store.GetBytesAsync(new string('0', 64)));
        Assert.Equal("ARTIFACT_MISSING", error.Reason);
    }

    [Fact]
    public async Task Get_ChangedBytes_SaysTampered()
    {
        var reference = await _store.PutAsync(Catalog("orders"));
        var path = _folder[Path.Combine(reference.Hash[..2], reference.Hash + ".json")];
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path)).Replace("orders", "orderz"));

        var error = await Assert.ThrowsAsync<LumosException>(async () => await _store.GetAsync<CatalogArtifact>(reference.Hash));
        Assert.Equal("ARTIFACT_TAMPERED", error.Reason);
        Assert.Equal(reference, await _store.PutAsync(Catalog("orders")));
        Assert.Equal("orders", (await _store.GetAsync<CatalogArtifact>(reference.Hash)).Tables[0].Name);
    }

    [Fact]
    public async Task Get_OtherKind_SaysWhich()
    {
        var reference = await _store.PutAsync(Catalog("orders"));
        var error = await Assert.ThrowsAsync<LumosException>(async () => await _store.GetAsync<AnalysisReportArtifact>(reference.Hash));
        Assert.Equal("ARTIFACT_KIND", error.Reason);
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("")]
    [InlineData("ABCDEF0000000000000000000000000000000000000000000000000000000000")]
    public async Task Get_NotAHash_IsRefused(string hash) =>
        await Assert.ThrowsAsync<ArgumentException>(async () => await _store.GetBytesAsync(hash));

    private static CatalogArtifact Catalog(string table) => new()
    {
        Header = new ArtifactHeader
        {
            Kind = ArtifactKind.Catalog, RunId = "01J0000000000000000000000A", ContractHash = new string('a', 64),
            PolicyVersion = "1.0.0", ThresholdProfileId = "tp_default_v1", DslVersion = "1.0.0",
        },
        SnapshotHash = new string('b', 64),
        Tables =
        [
            new CatalogTable
            {
                Name = table,
                Source = new CatalogSource { Location = "orders.csv", Format = "csv", Sha256 = new string('c', 64) },
                Columns =
                [
                    new CatalogColumn
                    {
                        Name = "amount", SourceName = "Amount", Ordinal = 0, Type = ColumnType.Decimal(12, 3),
                        Counts = new ColumnCounts { Fits = new Dictionary<string, long> { ["int64"] = 7 } },
                    },
                ],
            },
        ],
    };
}
