using Lumos.Abstractions;

namespace Lumos.Host.Reports;

internal static partial class HtmlReport
{
    private const int LongPipeline = 400;
    private const int FoldedPipeline = 200;

    private static void Mapping(HtmlText html, RunReportData run)
    {
        html.Raw("<section id=\"mapping\"><h2>Mapping</h2><p class=\"lead\">How each target column is made, how sure that is, and what happened on the masked sample.</p>");
        foreach (var table in run.Plan!.Tables)
        {
            foreach (var input in table.Inputs)
            {
                var id = "map-" + table.Target + "-" + input.Source;
                html.Add($"<h3>{input.Source} → {table.Target}</h3>");
                foreach (var join in (input.Joins ?? []).Where(static j => j.Numbered == true))
                {
                    if (join.Key.Length == 0) html.Add($"<p>Rows of <code>{join.Table}</code> are numbered in their order.</p>");
                    else if (join.Reference == join.Key && join.Table == input.Source) html.Add($"<p>Rows of <code>{join.Table}</code> are numbered by <code>{join.Key}</code>.</p>");
                    else html.Add($"<p>Each row gets the number of the row of <code>{join.Table}</code> it refers to: <code>{join.Reference}</code> = <code>{join.Key}</code>; without a match it goes to quarantine.</p>");
                }

                foreach (var join in (input.Joins ?? []).Where(static j => j.Numbered != true)) html.Add($"<p>Each row looks up <code>{join.Table}</code>: <code>{join.Reference}</code> = <code>{join.Key}</code>, at most one row; without a match it {(join.Optional == true ? "has no values from there" : "goes to quarantine")}.</p>");
                if (table.Key.Count > 0) html.Add($"<p>Key <code>{string.Join(", ", table.Key)}</code> ({table.KeyStrategy}); rows with the same key: {DuplicateText(table.OnDuplicateKey)}.</p>");
                html.Add($"<input class=\"filter\" type=\"search\" placeholder=\"Filter columns\" aria-label=\"Filter columns\" data-filter=\"{Id(id)}\">")
                    .Add($"<div class=\"scroll\"><table id=\"{Id(id)}\"><thead><tr><th>Target</th><th>Pipeline</th><th>Confidence</th><th>On the sample</th><th>Decision</th></tr></thead><tbody>");
                foreach (var column in input.Columns) MappingRow(html, column);
                html.Raw("</tbody></table></div>");
                if (input.SqlPreview is not null) html.Add($"<details><summary>SQL this compiles to</summary><pre>{input.SqlPreview}</pre></details>");
            }

            if (table.Unmapped.Count > 0) html.Add($"<p><span class=\"pill warn\">not mapped</span> {table.Target}: {string.Join(", ", table.Unmapped)}</p>");
        }

        if (run.Plan.UnusedSources.Count > 0) Reasons(html, $"{run.Plan.UnusedSources.Count} source columns feed nothing", run.Plan.UnusedSources);
        html.Raw("</section>");
    }

    private static void MappingRow(HtmlText html, ColumnMapping column)
    {
        html.Add($"<tr><td><b>{column.Target}</b><br><span class=\"lead\">{column.Type.ToString()}</span></td><td>");
        Pipeline(html, column.Dsl);
        Reasons(html, $"why ({column.Strategy})", column.RunnerUp is null ? column.Rationale : column.Rationale.Append("Second best: " + column.RunnerUp));
        html.Raw("</td><td>");
        Confidence(html, column.Confidence);
        html.Raw("</td><td>");
        if (column.Proof is { Rows: > 0 } proof)
        {
            html.Add($"{HtmlText.Percent(proof.Succeeded / (double)proof.Rows)} of {HtmlText.Count(proof.Rows)}");
            foreach (var (code, count) in proof.Failures.OrderBy(f => f.Key, StringComparer.Ordinal)) html.Add($"<br><span class=\"pill warn\">{code} × {HtmlText.Count(count)}</span>");
            foreach (var (code, count) in proof.BreakCodes ?? new Dictionary<string, long>()) html.Add($"<br><span class=\"pill warn\">{code} × {HtmlText.Count(count)}</span>");
            Examples(html, proof);
        }
        else
        {
            html.Raw("<span class=\"pill dim\">not run</span>");
        }

        html.Add($"</td><td><span class=\"pill {Tone(column.Decision)}\">{column.Decision.ToString().ToLowerInvariant()}</span></td></tr>");
    }

    /// <summary>A pipeline; one with a long dictionary is folded behind its beginning, so that it does not push everything else off the page.</summary>
    private static void Pipeline(HtmlText html, string dsl)
    {
        if (dsl.Length <= LongPipeline)
        {
            html.Add($"<code>{dsl}</code>");
            return;
        }

        var cut = dsl.LastIndexOf(' ', FoldedPipeline);
        html.Add($"<details class=\"long\"><summary><code>{dsl[..(cut > 0 ? cut : FoldedPipeline)]} …</code></summary><code>{dsl}</code></details>");
    }

    private static void Examples(HtmlText html, MappingProof proof)
    {
        if (proof.Examples.Count == 0) return;
        html.Raw("<details><summary>before / after (masked)</summary><table><tbody>");
        foreach (var example in proof.Examples)
        {
            html.Add($"<tr><td><code>{example.Before ?? "NULL"}</code></td><td>→</td><td>");
            if (example.Failure is not null) html.Add($"<span class=\"pill warn\">{example.Failure}</span>");
            else html.Add($"<code>{example.After ?? "NULL"}</code>");
            html.Raw("</td></tr>");
        }

        html.Raw("</tbody></table></details>");
    }

    private static string DuplicateText(DuplicateKeyRule rule) => rule switch
    {
        DuplicateKeyRule.CollapseIdentical => "identical ones become one, conflicting ones go to quarantine",
        DuplicateKeyRule.Quarantine => "the first stays, the others go to quarantine",
        DuplicateKeyRule.KeepFirst => "the first stays",
        _ => "the last stays",
    };

    private static string Id(string text) => string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) || c == '-' ? c : '-'));
}
