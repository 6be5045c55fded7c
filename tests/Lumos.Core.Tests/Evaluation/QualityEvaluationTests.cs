using Lumos.Abstractions;
using Lumos.Core.Evaluation.Quality;

namespace Lumos.Core.Tests.Evaluation;

public sealed class QualityEvaluationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("tune", 0.98)]
    [InlineData("held", 0.96)]
    public void Run_RepositorysOwnSets_DoNotDrop(string set, double leastF1)
    {
        var report = QualityEvaluation.Run(Path.Combine(Repository.Root, "evals", "dq", set));

        Assert.InRange(report.Figure("error_f1")!.Value, leastF1, 1);
        Assert.Equal((1, 1, 1), (report.Figure("fk_precision"), report.Figure("fk_recall"), report.Figure("fk_orphans")));
        Assert.InRange(report.Figure("statistic_max_error")!.Value, 0, 1e-9);
        Assert.InRange(report.Figure("duplicate_precision")!.Value, 0.95, 1);
        Assert.InRange(report.Figure("duplicate_recall")!.Value, 0.9, 1);
    }

    [Fact]
    public void Run_WrongAndMissedCells_AreWrittenWithEvidence()
    {
        _folder.Write("t.csv", "n,c\n" + string.Concat(Enumerable.Range(0, 40).Select(static i => $"{i},{(i == 4 ? "grxen" : i % 2 == 0 ? "green" : "yellow")}\n")));
        _folder.Write("t_errors.json", """[{ "row": 9, "column": "c", "correct": "x" }]""");

        var report = QualityEvaluation.Run(_folder["."]);

        Assert.Equal((0, 0), (report.Figure("error_precision"), report.Figure("error_recall")));
        Assert.Contains(report.Cases, static line => line.Contains("\"false_alarm\"", StringComparison.Ordinal) && line.Contains("\"given\":\"green\"", StringComparison.Ordinal));
        Assert.Contains(report.Cases, static line => line.Contains("t[9].c", StringComparison.Ordinal) && line.Contains("missed", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""[{ "a": [1, 2, 3], "b": [2, 3, 4], "ks": 0.333333333333 }]""")]
    [InlineData("""{ "pairs": [{ "reference": [1, 2, 3], "current": [2, 3, 4], "expected": { "ks_statistic": 0.333333333333, "p_value": 1 }, "test": "ks" }] }""")]
    [InlineData("""{ "one": { "samples": [[1, 2, 3], [2, 3, 4]], "ks": { "statistic": 0.333333333333, "p": 1.0 } } }""")]
    [InlineData("""[{ "before": "x.csv", "after": { "file": "y.csv", "column": "v" }, "stats": { "D": 0.333333333333 } }]""")]
    [InlineData("""[{ "old": { "values": [1, 2, 3] }, "new": [2, 3, 4], "expected": { "ks": { "stat": 0.333333333333 } } }]""")]
    public void Run_SpellingsOfOnePair_AreAllRead(string json)
    {
        _folder.Write("x.csv", "1\n2\n3\n");
        _folder.Write("y.csv", "k,v\na,2\nb,3\nc,4\n");
        _folder.Write("ks_psi.json", json);

        Assert.InRange(QualityEvaluation.Run(_folder["."]).Figure("statistic_max_error")!.Value, 0, 1e-11);
    }

    [Theory]
    [InlineData("""[{ "p": [1, 2], "q": [2, 3], "ks": 0.5 }]""", "name them one of")]
    [InlineData("""[{ "a": [1, 2], "b": [2, 3], "wasserstein": 0.5 }]""", "no statistic that is known")]
    [InlineData("""[{ "a": "gone.csv", "b": [2, 3], "ks": 0.5 }]""", "gone.csv")]
    public void Run_UnknownShape_SaysWhatIsKnown(string json, string said)
    {
        _folder.Write("ks_psi.json", json);

        var error = Assert.Throws<LumosException>(() => QualityEvaluation.Run(_folder["."]));

        Assert.Equal("EVAL_LABEL_INVALID", error.Reason);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_BrokenReference_IsRightWhenItsOrphansAreCounted()
    {
        _folder.Write("customers.csv", "id,name\n" + string.Concat(Enumerable.Range(1, 60).Select(static i => $"{i},n{i}\n")));
        _folder.Write("orders.csv", "order_no,customer_id,quantity\n" + string.Concat(Enumerable.Range(1, 90).Select(static i => $"O{i},{(i == 5 ? 999 : (i % 60) + 1)},{(i % 9) + 1}\n")));
        _folder.Write("fk.json", """[{ "from": "orders.customer_id", "to": "customers.id", "holds": false, "orphans": 1 }, { "from": "orders.quantity", "to": "customers.id", "holds": false }]""");

        Assert.Equal((1, 1), (QualityEvaluation.Run(_folder["."]).Figure("fk_precision"), QualityEvaluation.Run(_folder["."]).Figure("fk_recall")));
    }

    [Fact]
    public void Run_EmptyFolder_SaysWhatIsMissing() => Assert.Throws<DirectoryNotFoundException>(() => QualityEvaluation.Run(_folder["."]));

    public void Dispose() => _folder.Dispose();
}
