using System.Globalization;
using Lumos.Abstractions;

namespace Lumos.Host.Reports;

/// <summary>
/// The run report: one HTML file with everything in it (no network), made from finished artifacts and the ledger. It holds no
/// cell value that is not already masked in an artifact.
/// </summary>
internal static partial class HtmlReport
{
    public static string Render(RunReportData run)
    {
        var html = new HtmlText();
        html.Raw("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
            .Raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">")
            .Add($"<title>Lumos run {run.Contract.RunId}</title><style>").Raw(Resource("report.css")).Raw("</style></head><body><div class=\"shell\">");
        Navigation(html, run);
        html.Raw("<main>");
        Overview(html, run);
        if (run.Plan is not null) Lineage(html, run);
        if (run.Plan is not null) Mapping(html, run);
        if (run.Migration is not null) Migration(html, run);
        if (run.Migration is not null && QuarantinedRows(run) > 0) Quarantine(html, run);
        if (run.Analysis is not null) Quality(html, run);
        if (run.Domains is not null) Meaning(html, run);
        if (run.Catalog is not null) Source(html, run);
        Ledger(html, run);
        Provenance(html, run);
        html.Raw("<footer>Made by Lumos from the run's artifacts. Sample values are masked; no network is used by this page.</footer></main></div><script>")
            .Raw(Resource("report.js")).Raw("</script></body></html>\n");
        return html.ToString();
    }

    private static void Navigation(HtmlText html, RunReportData run)
    {
        html.Raw("<nav aria-label=\"Sections\"><div class=\"brand\"><span class=\"dot\"></span>Lumos</div><a href=\"#overview\">Overview</a>");
        if (run.Plan is not null) html.Raw("<a href=\"#lineage\">Lineage</a><a href=\"#mapping\">Mapping</a>");
        if (run.Migration is not null) html.Raw("<a href=\"#migration\">Migration</a>");
        if (run.Migration is not null && QuarantinedRows(run) > 0) html.Raw("<a href=\"#quarantine\">Quarantine</a>");
        if (run.Analysis is not null) html.Raw("<a href=\"#quality\">Quality</a>");
        if (run.Domains is not null) html.Raw("<a href=\"#meaning\">Meaning &amp; PII</a>");
        if (run.Catalog is not null) html.Raw("<a href=\"#source\">Source</a>");
        html.Raw("<a href=\"#ledger\">Ledger</a><a href=\"#provenance\">Provenance</a></nav>");
    }

    private static void Overview(HtmlText html, RunReportData run)
    {
        var (verdict, tone) = Verdict(run);
        html.Raw("<section class=\"hero\" id=\"overview\">")
            .Add($"<h1>{string.Join(", ", run.Contract.Lhs.Location)} → {string.Join(", ", run.Contract.Rhs.Location)}</h1>")
            .Add($"<p><span class=\"pill {tone}\">{run.Status}</span> {verdict}</p>");
        if (run.Failure is not null) html.Add($"<p><span class=\"pill bad\">stopped</span> {run.Failure}</p>");
        html.Raw("<div class=\"tiles\">");
        // A source row may feed several tables, so the tables' own counts do not add up to the source's.
        if (run.Catalog is not null) Tile(html, HtmlText.Count(run.Catalog.Tables.Sum(t => t.RowCount ?? 0)), "source rows");
        if (run.Migration is { } migration && (migration.Strategy != "dry_run" || migration.RootHash is not null))
        {
            Tile(html, HtmlText.Count(migration.Tables.Sum(t => t.RowsOut)), migration.Promoted ? "rows in the target tables" : "rows for the target tables");
            Tile(html, HtmlText.Count(migration.Tables.Sum(t => t.Quarantined)), "rows in quarantine");
            if (migration.Tables.Sum(t => t.Collapsed) is var collapsed and > 0) Tile(html, HtmlText.Count(collapsed), "duplicates collapsed");
        }

        if (run.Plan is not null)
        {
            var mapped = run.Plan.Tables.Sum(t => t.Inputs.SelectMany(i => i.Columns).Select(c => c.Target).Distinct(StringComparer.Ordinal).Count());
            var all = mapped + run.Plan.Tables.Sum(t => t.Unmapped.Count);
            Tile(html, string.Create(CultureInfo.InvariantCulture, $"{mapped} of {all}"), "target columns mapped");
        }

        if (run.Domains is not null) Tile(html, HtmlText.Count(run.Domains.Columns.Count(c => c.Pii != PiiGrade.None)), "columns with personal data");
        if (run.Ledger.Count > 1) Tile(html, Duration(run.Ledger[^1].TimestampUtc - run.Ledger[0].TimestampUtc), "from first to last decision");
        html.Raw("</div></section>");
    }

    private static (string Text, string Tone) Verdict(RunReportData run)
    {
        if (run.Failure is not null) return ("The run did not finish. Source and final tables are as they were.", "bad");
        if (run.Migration is { Strategy: "dry_run", RootHash: not null }) return ("A dry run: every row was moved, validated and discarded; nothing was written.", "info");
        if (run.Migration is { Strategy: "dry_run" }) return ("Planned without reading row samples; nothing was written.", "info");
        if (run.Migration is { Promoted: true } done)
        {
            var failed = done.Tables.SelectMany(t => t.Validations).Count(v => !v.Passed);
            var quarantined = done.Tables.Sum(t => t.Quarantined);
            return failed > 0
                ? ($"{failed} validation(s) did not hold.", "bad")
                : (quarantined == 0
                    ? "Every source row is in the target, and every validation held."
                    : "Every source row is in the target, collapsed into an identical one, or in quarantine with a reason; every validation held.", "good");
        }

        if (run.Migration is not null) return ("Rows are staged, not promoted.", "warn");
        return run.Plan is not null ? ("Planned; nothing was written yet.", "info") : ("Not finished.", "warn");
    }

    private static void Tile(HtmlText html, string figure, string label) => html.Add($"<div class=\"tile\"><b>{figure}</b><span>{label}</span></div>");

    private static long QuarantinedRows(RunReportData run) => run.Migration?.Tables.Sum(t => t.Quarantined) ?? 0;

    private static string Duration(TimeSpan time) => time.TotalSeconds switch
    {
        < 1 => time.TotalMilliseconds.ToString("0 ms", CultureInfo.InvariantCulture),
        < 90 => time.TotalSeconds.ToString("0.0 s", CultureInfo.InvariantCulture),
        _ => time.ToString("h\\:mm\\:ss", CultureInfo.InvariantCulture),
    };

    private static string Tone(GateDecision decision) => decision switch
    {
        GateDecision.Accept => "good",
        GateDecision.Hold or GateDecision.Fix or GateDecision.Retry or GateDecision.Escalate => "warn",
        _ => "bad",
    };

    private static void Confidence(HtmlText html, double value)
    {
        var tone = value >= 0.82 ? "hi" : value >= 0.55 ? "mid" : "lo";
        html.Add($"<span class=\"bar\" aria-hidden=\"true\"><i class=\"{tone}\" style=\"width:{Math.Round(Math.Clamp(value, 0, 1) * 100)}%\"></i></span>{value:0.00}");
    }

    private static void Reasons(HtmlText html, string summary, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        if (all.Count == 0) return;
        html.Add($"<details><summary>{summary}</summary><ul>");
        foreach (var line in all) html.Add($"<li>{line}</li>");
        html.Raw("</ul></details>");
    }

    private static string Resource(string name)
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream("Lumos.Host.Reports." + name)
            ?? throw new InvalidOperationException($"Resource {name} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
