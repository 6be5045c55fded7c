using System.Globalization;
using Lumos.Abstractions;
using Lumos.Core.Analysis.Drift;
using Lumos.Core.Artifacts;
using Lumos.Core.Tests.Ingest;
using Lumos.Testing;

namespace Lumos.Core.Tests.Analysis;

public sealed class DistributionDriftTests
{
    private const int Trials = 2000;

    [Fact]
    public async Task Compare_NumbersThatMoved_AreNamedWithTheirMedians()
    {
        var found = await CompareAsync(static (i, random) => $"{i},{100 + (random.Next(0, 1000) / 10.0):0.0},std", static (i, random) => $"{i},{130 + (random.Next(0, 1000) / 10.0):0.0},std");

        var finding = Assert.Single(found, static finding => finding.Kind == "distribution");
        Assert.Equal("weight", finding.Column);
        Assert.InRange(finding.Before!.Value, 140, 160);
        Assert.InRange(finding.After!.Value, 170, 190);
        Assert.True(finding.PValue < 1e-6);
    }

    [Fact]
    public async Task Compare_CategoriesThatMoved_NameTheOneThatMovedMost()
    {
        var found = await CompareAsync(static (i, random) => $"{i},1,{(random.Next(0, 10) < 1 ? "express" : random.Next(0, 2) == 0 ? "std" : "slow")}", static (i, random) => $"{i},1,{(random.Next(0, 10) < 4 ? "express" : random.Next(0, 2) == 0 ? "std" : "slow")}");

        var finding = Assert.Single(found, static finding => finding.Kind == "distribution");
        Assert.Equal("method", finding.Column);
        Assert.Contains("'express'", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compare_OtherRowsOfTheSameKind_FindNothing()
    {
        static string Row(int i, SeededRandom random) => $"{i},{random.Next(0, 1000)},{(random.Next(0, 3) == 0 ? "std" : "slow")}";

        Assert.DoesNotContain(await CompareAsync(Row, Row), static finding => finding.Kind == "distribution");
    }

    [Fact]
    public async Task Distributions_OfPersonalData_HoldNoneOfIt()
    {
        using var ingest = new IngestRun();
        string[] towns = ["Anna Lindqvist", "Bernd Oberhauser", "Chiara Santangelo", "Dagmar Weissmann"];
        ingest.Write("t.csv", "id,customer_name,email\n" + string.Concat(Enumerable.Range(1, 200).Select(i => $"{i},{towns[i % 4]},person{i % 9}@example.com\n")));
        var catalog = (await ingest.RunAsync(["t.csv"])).Output;
        var distributions = await ingest.Store.GetAsync<DistributionsArtifact>(catalog.DistributionsHash!);

        Assert.Equal([DistributionKind.Hashed, DistributionKind.Hashed], distributions.Tables[0].Columns.Select(static column => column.Kind));
        var json = System.Text.Encoding.UTF8.GetString((await ingest.Store.GetBytesAsync(catalog.DistributionsHash!)).Span);
        Assert.DoesNotContain("Lindqvist", json, StringComparison.Ordinal);
        Assert.DoesNotContain("example.com", json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Distributions_MetadataOnly_AreNotKept()
    {
        using var ingest = new IngestRun { Mode = RunMode.MetadataOnly };
        ingest.Write("t.csv", "id,level\n" + string.Concat(Enumerable.Range(1, 200).Select(static i => $"{i},{i % 9}\n")));

        Assert.Null((await ingest.RunAsync(["t.csv"])).Output.DistributionsHash);
    }

    [Fact]
    public void Compare_HundredRowsWithoutDrift_PlainIndexCriesWolfAndThisDoesNot()
    {
        var random = new SeededRandom(11);
        int plain = 0, ours = 0;
        for (var trial = 0; trial < Trials; trial++)
        {
            var (a, b) = (Normal(random, 0), Normal(random, 0));
            var edges = StabilityIndex.QuantileEdges(a);
            if (StabilityIndex.Of(StabilityIndex.Count(a, edges), StabilityIndex.Count(b, edges)).Plain > 0.25) plain++;
            if (Compare(a, b).Count > 0) ours++;
        }

        Assert.InRange((double)plain / Trials, 0.1, 0.35);

        // One in a thousand is what the rule promises.
        Assert.InRange(ours, 0, Trials / 400);
    }

    [Fact]
    public void Compare_HundredRowsThatMovedByOneDeviation_IsSeen()
    {
        var random = new SeededRandom(12);
        var seen = Enumerable.Range(0, 200).Count(_ => Compare(Normal(random, 0), Normal(random, 1)).Count > 0);

        Assert.InRange(seen, 190, 200);
    }

    private static List<DriftFinding> Compare(double[] before, double[] after)
    {
        List<DriftFinding> found = [];
        DistributionDrift.Compare(Table(before), Table(after), found);
        return found;

        static TableDistributions Table(double[] sample) => new("t", sample.Length, [new ColumnDistribution { Column = "x", Kind = DistributionKind.Quantiles, Values = sample.Length, Quantiles = [.. sample.Order()] }]);
    }

    // The sum of twelve even numbers is as good as normal.
    private static double[] Normal(SeededRandom random, double mean) => [.. Enumerable.Range(0, 100).Select(_ => mean - 6 + Enumerable.Range(0, 12).Sum(_ => random.Next(0, 1_000_000) / 1e6))];

    private static async Task<IReadOnlyList<DriftFinding>> CompareAsync(Func<int, SeededRandom, string> before, Func<int, SeededRandom, string> after)
    {
        var (old, oldValues) = await CatalogAsync(before, 1);
        var (now, nowValues) = await CatalogAsync(after, 2);
        return CatalogDrift.Compare(old, now, oldValues, nowValues);
    }

    private static async Task<(CatalogArtifact, DistributionsArtifact)> CatalogAsync(Func<int, SeededRandom, string> row, int seed)
    {
        using var ingest = new IngestRun();
        var random = new SeededRandom(seed);
        ingest.Write("t.csv", "id,weight,method\n" + string.Concat(Enumerable.Range(1, 1500).Select(i => string.Create(CultureInfo.InvariantCulture, $"{row(i, random)}\n"))));
        var catalog = (await ingest.RunAsync(["t.csv"])).Output;
        return (catalog, await ingest.Store.GetAsync<DistributionsArtifact>(catalog.DistributionsHash!));
    }
}
