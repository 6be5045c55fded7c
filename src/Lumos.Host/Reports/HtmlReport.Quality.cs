using Lumos.Abstractions;

namespace Lumos.Host.Reports;

internal static partial class HtmlReport
{
    private static void Quality(HtmlText html, RunReportData run)
    {
        var analysis = run.Analysis!;
        html.Raw("<section id=\"quality\"><h2>Quality</h2>")
            .Add($"<p class=\"lead\">{analysis.Checks.Count(c => c.Passed)} of {analysis.Checks.Count} checks passed; conclusion <span class=\"pill {Tone(analysis.Conclusion)}\">{analysis.Conclusion.ToString().ToLowerInvariant()}</span></p>");
        var open = analysis.Checks.Where(c => !c.Passed).ToList();
        if (open.Count > 0) Checks(html, open);
        Fixes(html, analysis.Fixes);
        if (analysis.Columns.Count > 0) ColumnBars(html, analysis);
        var passed = analysis.Checks.Where(c => c.Passed).ToList();
        if (passed.Count > 0)
        {
            html.Add($"<details><summary>{passed.Count} checks that passed</summary>");
            Checks(html, passed);
            html.Raw("</details>");
        }

        html.Raw("</section>");
    }

    private static void Checks(HtmlText html, List<AnalysisCheck> checks)
    {
        html.Raw("<div class=\"scroll\"><table><thead><tr><th>Check</th><th>Where</th><th class=\"num\">Measured</th><th class=\"num\">Threshold</th><th>Finding</th></tr></thead><tbody>");
        foreach (var check in checks)
        {
            var tone = check.Passed ? "good" : check.Severity switch { Severity.Error => "bad", Severity.Warning => "warn", _ => "info" };
            html.Add($"<tr><td><span class=\"pill {tone}\">{check.Code}</span></td><td>{check.Table}{(check.Column is null ? "" : "." + check.Column)}</td><td class=\"num\">{check.Value:0.####}</td><td class=\"num\">{check.Threshold:0.####}</td><td>{check.Message}");
            if (check.Fix is not null && !check.Passed) html.Add($"<br><b>Do:</b> {check.Fix}");
            Reasons(html, "examples", check.Examples.Select(static example => example.After is null ? example.Before ?? "NULL" : $"{example.Before ?? "NULL"} → {example.After}"));
            html.Raw("</td></tr>");
        }

        html.Raw("</tbody></table></div>");
    }

    private static void ColumnBars(HtmlText html, AnalysisReportArtifact analysis)
    {
        html.Raw("<h3>Target columns on the sample</h3><div class=\"legend\"><span><i style=\"background:var(--good)\"></i>value</span><span><i style=\"background:var(--warn)\"></i>NULL</span><span><i style=\"background:var(--bad)\"></i>failed</span></div><div class=\"scroll\"><table><tbody>");
        foreach (var column in analysis.Columns)
        {
            double all = Math.Max(1, column.Rows);
            html.Add($"<tr><td>{column.Table}.{column.Column}</td><td style=\"width:46%\"><div class=\"stack\" style=\"height:12px;margin:5px 0\"><i class=\"out\" style=\"width:{(column.Rows - column.Nulls - column.Failures) / all * 100:0.##}%\"></i>");
            if (column.Nulls > 0) html.Add($"<i class=\"nul\" style=\"width:{column.Nulls / all * 100:0.##}%\"></i>");
            if (column.Failures > 0) html.Add($"<i class=\"qua\" style=\"width:{column.Failures / all * 100:0.##}%\"></i>");
            html.Add($"</div></td><td class=\"num\">{HtmlText.Count(column.Distinct)} different</td></tr>");
        }

        html.Raw("</tbody></table></div>");
    }

    private static void Meaning(HtmlText html, RunReportData run)
    {
        html.Raw("<section id=\"meaning\"><h2>Meaning &amp; personal data</h2><p class=\"lead\">What each source column holds, with the evidence. Unknown is an answer.</p>")
            .Raw("<input class=\"filter\" type=\"search\" placeholder=\"Filter columns\" aria-label=\"Filter columns\" data-filter=\"domains\">")
            .Raw("<div class=\"scroll\"><table id=\"domains\"><thead><tr><th>Column</th><th>Domain</th><th>Score</th><th>Band</th><th>Personal data</th></tr></thead><tbody>");
        foreach (var column in run.Domains!.Columns)
        {
            var band = column.Band switch { ConfidenceBand.High => "good", ConfidenceBand.Borderline => "warn", _ => "dim" };
            html.Add($"<tr><td>{column.Table}.{column.Column}</td><td><b>{column.Domain}</b>");
            var lines = column.Evidence.ToList();
            if (column.RunnerUp is not null) lines.Add(FormattableString.Invariant($"Runner-up: {column.RunnerUp} ({column.RunnerUpScore:0.00})"));
            if (column.WouldChange is not null) lines.Add(column.WouldChange);
            Reasons(html, "why", lines);
            html.Raw("</td><td>");
            Confidence(html, column.Score);
            html.Add($"</td><td><span class=\"pill {band}\">{column.Band.ToString().ToLowerInvariant()}</span></td><td>");
            if (column.Pii != PiiGrade.None) html.Add($"<span class=\"pill {(column.Pii == PiiGrade.Direct ? "bad" : "warn")}\">{column.Pii.ToString().ToLowerInvariant()}</span>");
            Reasons(html, "why", column.PiiEvidence);
            html.Raw("</td></tr>");
        }

        html.Raw("</tbody></table></div></section>");
    }
}
