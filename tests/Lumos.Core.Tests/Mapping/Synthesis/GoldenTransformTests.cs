using System.Globalization;
using System.Text.Json;
using Lumos.Abstractions;
using Lumos.Core.Mapping.Synthesis;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Fluent;
using Lumos.Dsl.Interpreter;
using Lumos.Dsl.Model;
using Lumos.Testing;
using Xunit.Abstractions;

namespace Lumos.Core.Tests.Mapping.Synthesis;

/// <summary>Everyday transforms learnt from ten rows and judged on all: how many are right on every row, and how many are wrong without an error.</summary>
public sealed class GoldenTransformTests(ITestOutputHelper output)
{
    private const int Learnt = 10;

    [Theory]
    [InlineData("tune", 0.95, 0.03)]
    [InlineData("held", 0.9, 0.03)]
    public void Learn_GoldenCases_ReachTheirFigures(string part, double least, double mostWrong)
    {
        int cases = 0, exact = 0, wrong = 0;
        foreach (var line in File.ReadLines(Path.Combine(RepositoryRoot.Find(), "evals", "transforms", part + ".jsonl")))
        {
            using var document = JsonDocument.Parse(line);
            var name = document.RootElement.GetProperty("name").GetString()!;
            Assert.True(ColumnType.TryParse(document.RootElement.GetProperty("type").GetString()!, out var type));
            TransformExample[] rows = [.. document.RootElement.GetProperty("examples").EnumerateArray().Select(static e => new TransformExample([.. e.GetProperty("in").EnumerateArray().Select(static c => c.GetString())], e.GetProperty("out").GetString()))];
            cases++;
            var best = TransformLearner.Learn([.. rows[0].Source.Select(static (_, c) => "c" + c)], [.. rows.Take(Learnt)], type).Found.FirstOrDefault(static f => !f.Memorises);
            var (right, failed) = best is null ? (0, rows.Length) : Judge(best, rows, type);
            if (right == rows.Length) exact++;
            else if (right + failed < rows.Length) wrong++;
            if (right < rows.Length) output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {right} of {rows.Length} right, {failed} failed: {best?.Dsl}"));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"exact {(double)exact / cases:0.000}, wrong without an error {(double)wrong / cases:0.000}, {cases} cases"));
        Assert.InRange((double)exact / cases, least, 1);
        Assert.InRange((double)wrong / cases, 0, mostWrong);
    }

    private static (int Right, int Failed) Judge(LearntTransform learnt, TransformExample[] rows, ColumnType type)
    {
        // A timestamp is written by its day and time, everything else read by its type's cast.
        var target = Pipe.Column("wanted");
        var wanted = type.Kind switch { ColumnKind.Text => target, ColumnKind.Timestamp => target.DateParse("YYYY-MM-DD HH:mm:ss", DateTarget.Timestamp), _ => target.TypeCast(type) };
        var schema = new ColumnSchema([.. rows[0].Source.Select(static (_, c) => new ColumnField("c" + c, ColumnType.Text)), new ColumnField("wanted", ColumnType.Text)]);
        var interpreter = new PlanInterpreter(PlanChecker.Check(new TransformPlan([new Pipeline("x", null, learnt.Expression), new Pipeline("y", null, wanted.Expression)]), schema).Plan!);
        int right = 0, failed = 0;
        foreach (var row in rows)
        {
            object?[] cells = [.. row.Source, row.Target];
            var given = interpreter.EvaluateColumn(0, cells);
            if (Equals(given.Value is "" ? null : given.Value, interpreter.EvaluateColumn(1, cells).Value)) right++;
            else if (given.Failure is not null || given.Value is null) failed++;
        }

        return (right, failed);
    }
}
