using System.Text;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Text;

/// <summary>
/// The one layout of plans: <c>=</c> aligned within a paragraph, one line per pipeline, and one line per operation where that line
/// would be longer than <see cref="MaxWidth"/>.
/// </summary>
internal static class PlanPrinter
{
    /// <summary>Longest line, in UTF-16 code units.</summary>
    private const int MaxWidth = 120;

    /// <summary>Widest name others are aligned with.</summary>
    private const int MaxAlign = 32;

    public static string Print(TransformPlan plan, Trivia? trivia)
    {
        var text = new StringBuilder();
        if (plan.DslVersion != TransformPlan.CurrentVersion || trivia is { HasVersion: true }) text.Append("dsl_version ").Append(Quoting.Text(plan.DslVersion)).Append("\n\n");
        var heads = plan.Pipelines.Select(pipeline => Quoting.Name(pipeline.Target) + (pipeline.Type is { } type ? ": " + type : "")).ToArray();
        var widths = Widths(heads, trivia);
        for (var i = 0; i < heads.Length; i++)
        {
            var around = trivia?.Pipelines[i];
            if (around is { StartsParagraph: true } && i > 0) text.Append('\n');
            WriteComments(text, around?.Before ?? []);
            WritePipeline(text, heads[i].PadRight(widths[i]), plan.Pipelines[i].Expression);
            if (around?.Behind is { } behind) text.Append("  #").Append(behind);
            text.Append('\n');
        }

        WriteComments(text, trivia?.After ?? []);
        return text.ToString();
    }

    private static void WritePipeline(StringBuilder text, string head, Expression expression)
    {
        var steps = ExpressionPrinter.Steps(expression, MaxWidth - 4);
        var line = head + " = " + string.Join(" | ", steps);
        if (steps.Count == 1 || (line.Length <= MaxWidth && !line.Contains('\n'))) text.Append(line);
        else text.Append(head).Append(" = ").Append(string.Join("\n  | ", steps));
    }

    private static void WriteComments(StringBuilder text, IReadOnlyList<string?> comments)
    {
        foreach (var comment in comments)
        {
            if (comment is not null) text.Append('#').Append(comment);
            text.Append('\n');
        }
    }

    private static int[] Widths(string[] heads, Trivia? trivia)
    {
        var widths = new int[heads.Length];
        for (var start = 0; start < heads.Length;)
        {
            var end = start + 1;
            while (end < heads.Length && (trivia?.Pipelines[end] is not { } around || (!around.StartsParagraph && !around.Before.Contains(null)))) end++;
            var width = heads[start..end].Where(head => head.Length <= MaxAlign).Select(head => head.Length).DefaultIfEmpty(0).Max();
            for (var i = start; i < end; i++) widths[i] = width;
            start = end;
        }

        return widths;
    }
}
