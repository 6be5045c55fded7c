using Lumos.Abstractions;
using Lumos.Core.Analysis.Drift;
using Lumos.Core.Tests.Ingest;

namespace Lumos.Core.Tests.Analysis;

public sealed class CatalogDriftTests
{
    [Fact]
    public async Task Compare_SameSource_FindsNothing()
    {
        var catalog = await CatalogAsync(300, static i => $"{i},{(i % 9 == 0 ? "" : "2024-01-02")},{i % 7}");

        Assert.Empty(CatalogDrift.Compare(catalog, catalog));
    }

    [Fact]
    public async Task Compare_SmallChangeInASmallFile_IsChance()
    {
        var before = await CatalogAsync(60, static i => $"{i},{(i % 20 == 0 ? "" : "2024-01-02")},{i % 7}");
        var after = await CatalogAsync(60, static i => $"{i},{(i % 10 == 0 ? "" : "2024-01-02")},{i % 7}");

        Assert.Empty(CatalogDrift.Compare(before, after));
    }

    [Fact]
    public async Task Compare_MoreMissingAndAnotherType_AreNamedWithShares()
    {
        var before = await CatalogAsync(400, static i => $"{i},{(i % 20 == 0 ? "" : "2024-01-02")},{i % 7}");
        var after = await CatalogAsync(400, static i => $"{i},{(i % 4 == 0 ? "" : "2024-01-02")},{(i % 7) + 0.5}");

        var found = CatalogDrift.Compare(before, after);

        var nulls = Assert.Single(found, static finding => finding.Kind == "nulls");
        Assert.Equal(("day", 0.05, 0.25), (nulls.Column, nulls.Before!.Value, nulls.After!.Value));
        Assert.True(nulls.PValue < 1e-10);
        Assert.Contains(found, static finding => finding is { Kind: "type", Column: "level" });
    }

    [Fact]
    public async Task Compare_DatesWrittenAnotherWay_AreNamed()
    {
        var before = await CatalogAsync(100, static i => $"{i},2024-01-{i % 28 + 1:00},{i % 7}");
        var after = await CatalogAsync(100, static i => $"{i},2024/01/{i % 28 + 1:00},{i % 7}");

        var found = Assert.Single(CatalogDrift.Compare(before, after));
        Assert.Equal(("format", "day"), (found.Kind, found.Column));
    }

    [Fact]
    public async Task Compare_ColumnsAndRows_AreNamed()
    {
        var before = await CatalogAsync(300, static i => $"{i},2024-01-02,{i % 7}");
        var after = await CatalogAsync(40, static i => $"{i},2024-01-02,{i % 7}", "id,day,grade");

        Assert.Equal(["rows", "column_new", "column_gone"], CatalogDrift.Compare(before, after).Where(static f => f.Kind is "rows" or "column_new" or "column_gone").Select(static f => f.Kind));
    }

    private static async Task<CatalogArtifact> CatalogAsync(int rows, Func<int, string> row, string header = "id,day,level")
    {
        using var ingest = new IngestRun();
        ingest.Write("t.csv", header + "\n" + string.Concat(Enumerable.Range(1, rows).Select(i => row(i) + "\n")));
        return (await ingest.RunAsync(["t.csv"], CancellationToken.None)).Output;
    }
}
