using Lumos.Abstractions;
using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Interpreter;
using Lumos.Dsl.Model;
using Lumos.Dsl.Text;
using Lumos.Dsl.Vectors;
using Lumos.Testing;

namespace Lumos.Dsl.Tests.Docs;

/// <summary>What the tutorial shows besides its examples: the plan over its file, and a refusal as it is printed.</summary>
public sealed class TutorialTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(RepositoryRoot.Find(), "docs", "dsl", "tutorial.md"));

    [Fact]
    public void Plan_OverTheFileOfThePage_GivesTheRowsOfThePage()
    {
        var source = Records(Block("csv source"));
        var schema = new ColumnSchema([.. source[0].Select(name => new ColumnField(name!, ColumnType.Text))]);
        var plan = DslText.Compile(Block("lumos"), schema).OrThrow();
        var interpreter = new PlanInterpreter(plan);

        var rows = source.Skip(1).Select(row => string.Join(",", plan.Pipelines.Select((pipeline, i) =>
            interpreter.EvaluateColumn(i, row) is var result && result.Failure is { } failure ? ValueErrorCodes.CodeOf(failure.Error) : CanonicalText.Print(result.Value, pipeline.Value.Type))));

        Assert.Equal(Block("csv target").TrimEnd(), string.Join("\n", rows.Prepend(string.Join(",", plan.Pipelines.Select(pipeline => pipeline.Target)))));
    }

    [Fact]
    public void Plan_OfThePage_IsInItsLayout() => Assert.Equal(Block("lumos"), DslText.Format(Block("lumos")));

    [Fact]
    public void Refusal_OfThePage_IsPrintedAsThere()
    {
        var parts = Block("check").Split("---\n");
        var text = parts[0].TrimEnd();
        var source = new ColumnSchema([new("contact", ColumnType.Text)]);

        Assert.Equal(parts[1], DiagnosticPrinter.Print(DslText.Compile(text, source).Diagnostics, text));
    }

    private static string Block(string kind) => Page.Split("```" + kind + "\n")[1].Split("```")[0];

    private static List<string?[]> Records(string csv) => [.. csv.TrimEnd().Split('\n').Select(Cells)];

    // Quotes and commas are all the file of the page has.
    private static string?[] Cells(string line)
    {
        var cells = new List<string?>();
        var (cell, quoted) = ("", false);
        foreach (var c in line + ",")
        {
            if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == ',' && !quoted)
            {
                cells.Add(cell.Length == 0 ? null : cell);
                cell = "";
            }
            else
            {
                cell += c;
            }
        }

        return [.. cells];
    }
}
