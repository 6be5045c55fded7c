using Lumos.Abstractions;

namespace Lumos.Host.Reports;

internal static partial class HtmlReport
{
    private const int ChunksShown = 400;

    private static void Migration(HtmlText html, RunReportData run)
    {
        var migration = run.Migration!;
        html.Raw("<section id=\"migration\"><h2>Migration</h2>");
        html.Add($"<p class=\"lead\">Strategy {migration.Strategy}{(migration.StrategyReason is null ? "" : $" ({migration.StrategyReason.TrimEnd('.')})")}, into {migration.Target}. {(migration.Promoted ? "Promoted: staging became final in one step." : migration.RootHash is null ? "Not promoted." : "A dry run: everything was moved, validated and discarded.")}</p>");
        if (migration is { Promoted: true, RootHash: { } root })
        {
            html.Add($"<p>Root hash <span class=\"hash\">{root}</span> over every row of every table. <code>lumos verify {migration.Header.RunId}</code> computes it again from the target alone; <code>lumos rollback {migration.Header.RunId}</code> puts back what this run replaced.</p>");
        }

        foreach (var increment in migration.Increments) html.Add($"<p>Only changed rows: {IncrementText.Of(increment)}</p>");
        foreach (var table in migration.Tables)
        {
            html.Add($"<h3>{table.Table}</h3>");
            if (table.Manifest is not null || migration.Strategy != "dry_run") Balance(html, table);
            foreach (var use in table.Transforms) html.Add($"<p>Rows of {use.Source}: {(use.Engine == "columnar" ? "columnar executor" : "SQL of the embedded engine")}{(use.Reason is null ? "" : ". ")}{use.Reason}</p>");
            if (table.Validations.Count > 0)
            {
                html.Raw("<table><tbody>");
                foreach (var check in table.Validations)
                {
                    html.Add($"<tr><td><span class=\"pill {(check.Passed ? "good" : "bad")}\">{(check.Passed ? "held" : "failed")}</span></td><td>{check.Check}</td><td>{check.Message}</td></tr>");
                }

                html.Raw("</tbody></table>");
            }

            if (table.Changes is { } changes) html.Add($"<p>By key: {HtmlText.Count(changes.Inserted)} inserted, {HtmlText.Count(changes.Updated)} updated, {HtmlText.Count(changes.Deleted)} deleted; the others were there as they are.</p>");
            if (table.Manifest is { } manifest) html.Add($"<p>{HtmlText.Count(manifest.Rows)} rows in {HtmlText.Count(manifest.Chunks.Count)} manifest chunk(s), {(manifest.Scope switch { ManifestScope.Whole => "all of the table", ManifestScope.Part => "beside rows of others", _ => "as versions" })}.</p>");
            if (table.Chunks.Count > 0) Chunks(html, table);
        }

        html.Raw("</section>");
    }

    private static void Balance(HtmlText html, MigratedTable table)
    {
        double all = Math.Max(1, table.RowsIn);
        html.Raw("<div class=\"stack\" aria-hidden=\"true\">")
            .Add($"<i class=\"out\" style=\"width:{table.RowsOut / all * 100:0.###}%\"></i>");
        if (table.Collapsed > 0) html.Add($"<i class=\"col\" style=\"width:{table.Collapsed / all * 100:0.###}%\"></i>");
        if (table.Quarantined > 0) html.Add($"<i class=\"qua\" style=\"width:{table.Quarantined / all * 100:0.###}%\"></i>");
        html.Raw("</div><div class=\"legend\">")
            .Add($"<span>{HtmlText.Count(table.RowsIn)} read =</span><span><i style=\"background:var(--good)\"></i>{HtmlText.Count(table.RowsOut)} in the target</span>")
            .Add($"<span><i style=\"background:var(--accent)\"></i>{HtmlText.Count(table.Collapsed)} collapsed</span>")
            .Add($"<span><i style=\"background:var(--bad)\"></i>{HtmlText.Count(table.Quarantined)} in quarantine</span></div>");
    }

    private static void Chunks(HtmlText html, MigratedTable table)
    {
        html.Add($"<details><summary>{HtmlText.Count(table.Chunks.Count)} chunk(s), content hash <span class=\"hash\">{table.ContentHash}</span></summary><div class=\"chunks\">");
        foreach (var chunk in table.Chunks.Take(ChunksShown))
        {
            html.Add($"<i class=\"{(chunk.Quarantined > 0 ? "q" : "")}\" title=\"chunk {chunk.ChunkId}: {chunk.RowsIn} in, {chunk.RowsOut} out, {chunk.Quarantined} in quarantine, {chunk.ContentHash}\"></i>");
        }

        html.Raw("</div>");
        if (table.Chunks.Count > ChunksShown) html.Add($"<p>and {HtmlText.Count(table.Chunks.Count - ChunksShown)} more</p>");
        html.Raw("</details>");
    }

    private static void Quarantine(HtmlText html, RunReportData run)
    {
        html.Raw("<section id=\"quarantine\"><h2>Quarantine</h2><p class=\"lead\">Rows that did not make it, by reason. Each can be exported, fixed and released.</p>");
        foreach (var table in run.Migration!.Tables.Where(t => t.Quarantined > 0))
        {
            html.Add($"<h3>{table.Table}</h3>");
            double most = table.QuarantineReasons.Values.DefaultIfEmpty(1).Max();
            foreach (var (reason, count) in table.QuarantineReasons.OrderByDescending(r => r.Value).ThenBy(r => r.Key, StringComparer.Ordinal))
            {
                html.Add($"<div class=\"hbar\"><span>{reason}</span><div style=\"width:{count / most * 100:0.##}%\"></div><span>{HtmlText.Count(count)}</span></div>");
            }
        }

        if (run.Quarantine.Count > 0)
        {
            html.Raw("<h3>First rows (masked)</h3><div class=\"scroll\"><table><thead><tr><th>Table</th><th>Source</th><th class=\"num\">Line</th><th>Reason</th><th>Row</th></tr></thead><tbody>");
            foreach (var row in run.Quarantine)
            {
                html.Add($"<tr><td>{row.Table}</td><td>{row.Source}</td><td class=\"num\">{(row.Line is { } line ? HtmlText.Count(line) : "")}</td><td><span class=\"pill warn\">{row.Reasons}</span></td><td><code>{row.Before}</code></td></tr>");
            }

            html.Raw("</tbody></table></div>");
        }

        html.Raw("</section>");
    }
}
