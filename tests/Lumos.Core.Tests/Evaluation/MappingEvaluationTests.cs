using Lumos.Abstractions;
using Lumos.Core.Evaluation.Mapping;

namespace Lumos.Core.Tests.Evaluation;

public sealed class MappingEvaluationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Run_PlainCase_GivesEveryFigure()
    {
        Write("one", """[{ "source": ["email"], "target": "email", "kind": "rename" }, { "source": ["born"], "target": "birth_date", "kind": "cast" }]""");
        _folder.Write("one/expected.csv", "email,birth_date\nann@example.com,2001-04-30\nbob@example.com,1999-12-01\ncyd@example.com,1987-01-15\n");
        _folder.Write("one/gold_values.jsonl", """{ "source": "born", "target": "birth_date", "pairs": [["01.02.2003", "2003-02-01"], ["31.12.1980", "1980-12-30"]] }""");

        var report = await MappingEvaluation.RunAsync(_folder["."]);

        Assert.Equal((1, 1, 1), (report.Figure("recall_at_gt"), report.Figure("mrr"), report.Figure("hit10")));
        Assert.Equal((1, 1), (report.Figure("f1"), report.Figure("accepted_precision")));
        Assert.Equal((1, 0.5, 1), (report.Figure("transform_kind"), report.Figure("values_reproduced"), report.Figure("expected_cells")));
        Assert.Equal((1, 1), (report.Figure("mrr.field.people"), report.Figure("transform_kind.kind.cast")));
        Assert.Contains("\"case\":\"one\"", report.Cases[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WrongGold_CountsAgainstTheAnswer()
    {
        Write("one", """[{ "source": ["lhs.email"], "target": "birth_date", "kind": "cast" }, { "source": ["born"], "target": "email", "kind": "rename" }]""");

        var report = await MappingEvaluation.RunAsync(_folder["."]);

        Assert.Equal((0, 0, 0), (report.Figure("recall_at_gt"), report.Figure("f1"), report.Figure("accepted_precision")));
        Assert.Null(report.Figure("expected_cells"));
    }

    [Fact]
    public async Task Run_IncompleteGold_JudgesOnlyWhatItSpeaksOf()
    {
        Write("one", """[{ "source": ["email"], "target": "email", "kind": "rename" }]""", """{ "field": "people", "gold_complete": false }""");

        var report = await MappingEvaluation.RunAsync(_folder["."], new MappingEvaluationOptions { MetadataOnly = true, NoSamples = true });

        Assert.Equal((1, 1), (report.Figure("recall_at_gt"), report.Figure("accepted_precision")));
        Assert.Null(report.Figure("f1"));
    }

    [Fact]
    public async Task Run_CaseWithoutGold_IsAnsweredAndThenRefused()
    {
        Write("one", "[]");
        File.Delete(_folder["one/gold.json"]);

        var error = await Assert.ThrowsAsync<LumosException>(() => MappingEvaluation.RunAsync(_folder["."]));

        Assert.Equal("EVAL_GOLD_MISSING", error.Reason);
    }

    [Fact]
    public async Task Run_FolderWithoutCases_SaysSo() =>
        await Assert.ThrowsAsync<DirectoryNotFoundException>(() => MappingEvaluation.RunAsync(_folder["."]));

    public void Dispose() => _folder.Dispose();

    private void Write(string name, string gold, string about = """{ "field": "people" }""")
    {
        _folder.Write(name + "/case.json", about);
        _folder.Write(name + "/lhs.csv", "email,born\nann@example.com,30.04.2001\nbob@example.com,01.12.1999\ncyd@example.com,15.01.1987\n");
        _folder.Write(name + "/rhs_schema.json", """{ "name": "people", "columns": [{ "name": "email", "type": "text", "key": true }, { "name": "birth_date", "type": "date", "description": "Date of birth" }, { "name": "nickname", "type": "whatever" }] }""");
        _folder.Write(name + "/gold.json", gold);
    }
}
