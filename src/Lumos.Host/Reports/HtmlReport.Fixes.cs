using Lumos.Abstractions;

namespace Lumos.Host.Reports;

internal static partial class HtmlReport
{
    /// <summary>What each staged fix would change: counts and masked cells before and after.</summary>
    private static void Fixes(HtmlText html, IReadOnlyList<ProposedFix> fixes)
    {
        if (fixes.Count == 0) return;
        html.Add($"<h3>Staged fixes</h3><p class=\"lead\">{fixes.Count} change(s) of the plan would mend findings. None is in force until it is applied; each can be undone.</p>")
            .Raw("<div class=\"scroll\"><table><thead><tr><th>Fix</th><th>Where</th><th class=\"num\">Cells changed</th><th class=\"num\">Failing before</th><th class=\"num\">Failing after</th><th>Change</th></tr></thead><tbody>");
        foreach (var fix in fixes)
        {
            html.Add($"<tr><td><code>lumos fix apply {fix.Id}</code></td><td>{fix.Table}{(fix.Column is null ? "" : "." + fix.Column)}<br><span class=\"pill info\">{fix.Finding}</span></td><td class=\"num\">{HtmlText.Count(fix.Effect.Changed)}</td><td class=\"num\">{HtmlText.Count(fix.Effect.FailedBefore)}</td><td class=\"num\">{HtmlText.Count(fix.Effect.FailedAfter)}</td><td>{fix.Summary}<br><code>{fix.Change}</code>");
            Reasons(html, "before and after", [
                .. fix.Pipelines.Select(static pipeline => $"{pipeline.Target}: {pipeline.Before} → {pipeline.After}"),
                .. fix.Effect.Examples.Select(static example => $"{example.Source ?? "NULL"}: {example.Before ?? "NULL"} → {example.After ?? "NULL"}"),
            ]);
            html.Raw("</td></tr>");
        }

        html.Raw("</tbody></table></div>");
    }
}
