using Lumos.Abstractions;
using Lumos.Core.Evaluation.Pii;

namespace Lumos.Core.Tests.Pii;

public sealed class PiiEvaluationTests
{
    [Theory]
    [InlineData("own", "text_recall", 0.98)]
    [InlineData("own", "text_precision", 0.98)]
    [InlineData("own", "column_recall", 0.99)]
    [InlineData("own", "column_precision", 0.985)]
    [InlineData("held", "text_recall", 0.97)]
    [InlineData("held", "text_precision", 0.97)]
    [InlineData("held", "column_recall", 0.99)]
    [InlineData("held", "column_precision", 0.985)]
    public void Run_GoldenSet_StaysAboveTheFloor(string set, string figure, double least)
    {
        var report = PiiEvaluation.Run(Path.Combine(Repository.Root, "evals", "pii", set));

        Assert.True(report.Figure(figure) >= least, $"{figure} is {report.Figure(figure)}: {string.Join('\n', report.Cases.Take(5))}");
    }

    [Theory]
    [InlineData("own")]
    [InlineData("held")]
    public void Run_HardNegatives_GiveNoAlarm(string set)
    {
        var report = PiiEvaluation.Run(Path.Combine(Repository.Root, "evals", "pii", set));

        Assert.True(report.Figure("false_alarm_rate") <= 0.005, string.Join('\n', report.Cases.Take(5)));
    }

    [Fact]
    public void Run_WrongAndMissedAnswers_AreCounted()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "texts.jsonl"), """
            {"id":"a","text":"write to ann@example.com","entities":[{"start":9,"end":24,"type":"contact.email"}],"scope":"all"}
            {"id":"b","text":"write to bob@example.com","entities":[],"scope":["contact.email"]}
            {"id":"c","text":"nothing here","entities":[{"start":0,"end":7,"type":"contact.phone"}],"scope":"all"}
            {"id":"d","text":"write to eve@example.com","entities":[],"scope":["contact.phone"]}
            """);

        var report = PiiEvaluation.Run(folder.Path);

        Assert.Equal(0.5, report.Figure("text_recall"));
        Assert.Equal(0.5, report.Figure("text_precision"));
        Assert.Equal(0.5, report.Figure("false_alarm_rate"));
        Assert.Equal(1, report.Figure("text_exact.contact.email"));
        Assert.Equal(2, report.Cases.Count);
    }

    [Fact]
    public void Run_LineThatIsNoLabel_IsAClearError()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "texts.jsonl"), """{"id":"a","text":"x"}""");

        Assert.Equal("EVAL_LABEL_INVALID", Assert.Throws<LumosException>(() => PiiEvaluation.Run(folder.Path)).Reason);
    }
}
