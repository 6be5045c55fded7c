using System.Globalization;
using Lumos.Core.Evaluation.Mapping;
using Lumos.Testing;
using Xunit.Abstractions;

namespace Lumos.Core.Tests.Mapping;

/// <summary>The golden cases of the repository must not get worse.</summary>
public sealed class GoldenMappingTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("tune", 0.965, 0.988, 0.998, 0.998, 0.978, 0.99, 0.974)]
    [InlineData("held", 0.93, 0.982, 0.997, 0.998, 0.904, 0.927, 0.913)]
    public async Task Evaluation_GoldenCases_ReachTheirFigures(string part, double recall, double mrr, double hit10, double precision, double kind, double cells, double f1)
    {
        var report = await MappingEvaluation.RunAsync(Path.Combine(RepositoryRoot.Find(), "evals", "mapping", part));
        foreach (var (name, value) in report.Figures) output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {value}"));
        foreach (var line in report.Cases) output.WriteLine(line);

        Assert.InRange(report.Figure("recall_at_gt")!.Value, recall, 1);
        Assert.InRange(report.Figure("mrr")!.Value, mrr, 1);
        Assert.InRange(report.Figure("hit10")!.Value, hit10, 1);
        Assert.InRange(report.Figure("accepted_precision")!.Value, precision, 1);
        Assert.InRange(report.Figure("transform_kind")!.Value, kind, 1);
        Assert.InRange(report.Figure("expected_cells")!.Value, cells, 1);
        Assert.InRange(report.Figure("f1")!.Value, f1, 1);
    }
}
