using Lumos.Abstractions;

namespace Lumos.Core.Tests.State;

/// <summary>What every store of centroids must do.</summary>
public abstract class CentroidStoreContract
{
    private static readonly CentroidSet Set = new("1.1.0", "fake:small");

    /// <summary>A store that is empty.</summary>
    protected abstract ICentroidStore Empty();

    [Fact]
    public async Task Read_NothingWritten_IsEmpty() => Assert.Empty(await Empty().ReadAsync(Set));

    [Fact]
    public async Task Write_ThenRead_GivesTheSameNumbersInOrder()
    {
        var store = Empty();
        float[] odd = [1f / 3, -0f, float.Epsilon, float.MaxValue / 3, -1e-20f];
        await store.WriteAsync(Set, [Of("org.name", CentroidKind.Value, 1, 2, 3, 4, 5), new Centroid("geo.city", CentroidKind.Value, "h", odd), Of("geo.city", CentroidKind.Name, 5, 4, 3, 2, 1), Of("Z.upper", CentroidKind.Name, 1, 0, 0, 0, 0)]);

        var read = await store.ReadAsync(Set);
        Assert.Equal([("Z.upper", CentroidKind.Name), ("geo.city", CentroidKind.Name), ("geo.city", CentroidKind.Value), ("org.name", CentroidKind.Value)], read.Select(static c => (c.Domain, c.Kind)));
        Assert.Equal(odd.Select(BitConverter.SingleToInt32Bits), read[2].Vector.ToArray().Select(BitConverter.SingleToInt32Bits));
        Assert.Equal("h", read[2].TextHash);
    }

    [Fact]
    public async Task Write_Again_ReplacesAndRemoves()
    {
        var store = Empty();
        await store.WriteAsync(Set, [Of("a.a", CentroidKind.Name, 1, 0), Of("b.b", CentroidKind.Name, 0, 1)]);
        await store.WriteAsync(Set, [new Centroid("a.a", CentroidKind.Name, "other", new[] { 0f, 2f, 1f }), new Centroid("a.a", CentroidKind.Value, "v", new[] { 1f, 1f, 1f })]);

        var read = await store.ReadAsync(Set);
        Assert.Equal([("a.a", CentroidKind.Name, "other"), ("a.a", CentroidKind.Value, "v")], read.Select(static c => (c.Domain, c.Kind, c.TextHash)));
        Assert.Equal([0f, 2f, 1f], read[0].Vector.ToArray());
    }

    [Fact]
    public async Task Write_OtherCatalogOrModel_IsAnotherSet()
    {
        var store = Empty();
        await store.WriteAsync(Set, [Of("a.a", CentroidKind.Name, 1, 0)]);
        await store.WriteAsync(Set with { CatalogVersion = "1.1.0+1.abc" }, [Of("b.b", CentroidKind.Name, 1, 0, 0)]);
        await store.WriteAsync(Set with { Representation = "fake:large" }, [Of("c.c", CentroidKind.Name, 1, 0, 0, 0)]);

        Assert.Equal("a.a", (await store.ReadAsync(Set)).Single().Domain);
        Assert.Equal("b.b", (await store.ReadAsync(Set with { CatalogVersion = "1.1.0+1.abc" })).Single().Domain);
        Assert.Equal(4, (await store.ReadAsync(Set with { Representation = "fake:large" })).Single().Vector.Length);
    }

    [Fact]
    public async Task Write_MixedLengthsOrTwice_IsRefused()
    {
        var store = Empty();
        await Assert.ThrowsAsync<ArgumentException>(async () => await store.WriteAsync(Set, [Of("a.a", CentroidKind.Name, 1, 0), Of("b.b", CentroidKind.Name, 1)]));
        await Assert.ThrowsAsync<ArgumentException>(async () => await store.WriteAsync(Set, [Of("a.a", CentroidKind.Name)]));
        await Assert.ThrowsAsync<ArgumentException>(async () => await store.WriteAsync(Set, [Of("a.a", CentroidKind.Name, 1), Of("a.a", CentroidKind.Name, 1)]));
        Assert.Empty(await store.ReadAsync(Set));
    }

    [Fact]
    public async Task Nearest_Centroids_ComeByCosineThenByDomain()
    {
        var store = Empty();
        await store.WriteAsync(Set, [Of("far", CentroidKind.Name, -1, 0), Of("near", CentroidKind.Name, 3, 1), Of("same.b", CentroidKind.Name, 2, 0), Of("same.a", CentroidKind.Name, 7, 0), Of("nought", CentroidKind.Name, 0, 0), Of("value", CentroidKind.Value, 1, 0)]);

        var found = await store.NearestAsync(Set, CentroidKind.Name, new[] { 5f, 0f }, 10);
        Assert.Equal(["same.a", "same.b", "near", "nought", "far"], found.Select(static m => m.Domain));
        Assert.Equal([1, 1, 3 / Math.Sqrt(10), 0, -1], found.Select(static m => m.Similarity), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal("same.a", (await store.NearestAsync(Set, CentroidKind.Name, new[] { 5f, 0f }, 1)).Single().Domain);
        Assert.Empty(await store.NearestAsync(Set, CentroidKind.Name, new[] { 5f, 0f, 1f }, 3));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await store.NearestAsync(Set, CentroidKind.Name, new[] { 5f, 0f }, 0));
    }

    [Fact]
    public async Task Write_ManyAtOnce_LeavesAWholeSet()
    {
        var store = Empty();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(async () => await store.WriteAsync(Set, [.. Enumerable.Range(0, 20).Select(d => Of($"d.{d:00}", CentroidKind.Name, i + 1, d))]))));

        var read = await store.ReadAsync(Set);
        Assert.Equal(20, read.Count);
        Assert.Single(read.Select(static c => c.Vector.Span[0]).Distinct());
    }

    private static Centroid Of(string domain, CentroidKind kind, params float[] vector) => new(domain, kind, "hash of " + domain, vector);
}
