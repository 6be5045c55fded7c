using Lumos.Abstractions;
using Lumos.Core.State;

namespace Lumos.Core.Tests.State;

public sealed class FileCentroidStoreTests : CentroidStoreContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Read_DamagedFile_CountsAsNone()
    {
        var store = Empty();
        await store.WriteAsync(new CentroidSet("1", "x"), [new Centroid("a.a", CentroidKind.Name, "h", new[] { 1f })]);
        var file = Directory.GetFiles(_folder["centroids"]).Single();
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file))[..^9]);

        Assert.Empty(await store.ReadAsync(new CentroidSet("1", "x")));
    }

    public void Dispose() => _folder.Dispose();

    protected override ICentroidStore Empty() => new FileCentroidStore(_folder["centroids"]);
}
