using System.Globalization;
using Lumos.Abstractions;

namespace Lumos.Host.Reports;

internal static partial class HtmlReport
{
    private static void Source(HtmlText html, RunReportData run)
    {
        html.Raw("<section id=\"source\"><h2>Source</h2><p class=\"lead\">What was found in the files, over their whole length.</p>");
        foreach (var table in run.Catalog!.Tables)
        {
            html.Add($"<h3>{table.Name}</h3><p>{table.Source.Location} · {table.Source.Format} · {HtmlText.Bytes(table.Source.Bytes)}");
            if (table.RowCount is { } rows) html.Add($" · {HtmlText.Count(rows)} rows");
            html.Raw("</p>");
            if (table.Source.Dialect is { } dialect) Dialect(html, dialect);
            Notes(html, table);
            html.Add($"<details><summary>{table.Columns.Count} columns</summary><div class=\"scroll\"><table><thead><tr><th>Name</th><th>In the source</th><th>Type</th><th>Formats</th><th class=\"num\">NULL</th><th class=\"num\">Different</th><th class=\"num\">Misfits</th></tr></thead><tbody>");
            foreach (var column in table.Columns)
            {
                html.Add($"<tr><td>{column.Name}</td><td>{column.SourceName}</td><td><code>{column.Type.ToString()}</code></td><td>{string.Join(", ", column.Formats ?? [])}</td><td class=\"num\">{Number(column.Counts?.Nulls)}</td><td class=\"num\">{Number(column.Counts?.Distinct)}</td><td class=\"num\">{Number(column.Counts?.Misfits)}</td></tr>");
            }

            html.Raw("</tbody></table></div></details>");
            Reasons(html, "candidate keys", table.Keys.Select(k => string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", k.Columns)}: score {k.Score:0.00}, {k.Duplicates} duplicate(s)")));
            if (run.Sample?.Tables.FirstOrDefault(s => s.Table == table.Name) is { RowNumbers.Count: > 0 } sample) Sample(html, sample);
        }

        Reasons(html, "references between tables", run.Catalog.ForeignKeys.Select(f =>
            string.Create(CultureInfo.InvariantCulture, $"{f.Table}.{f.Column} → {f.References}.{f.ReferencedColumn}: score {f.Score:0.00}, {f.Orphans} orphan(s)")));
        foreach (var table in run.Standardization?.Tables ?? []) html.Add($"<details><summary>standardisation of {table.Table}</summary><pre>{table.Dsl}</pre></details>");
        html.Raw("</section>");
    }

    private static void Dialect(HtmlText html, CsvDialectReport dialect)
    {
        html.Raw("<p class=\"legend\">")
            .Add($"<span>encoding <b>{dialect.Encoding}</b></span><span>delimiter <code>{Visible(dialect.Delimiter)}</code></span><span>quote <code>{Visible(dialect.Quote)}</code></span>")
            .Add($"<span>header lines <b>{dialect.HeaderLines}</b></span><span>preamble <b>{dialect.PreambleLines}</b></span><span>footer <b>{dialect.FooterLines}</b></span><span>confidence <b>{dialect.Confidence:0.00}</b></span></p>");
        if (dialect.RunnerUp is not null) html.Add($"<p class=\"lead\">Runner-up: {dialect.RunnerUp}</p>");
    }

    private static void Notes(HtmlText html, CatalogTable table)
    {
        if (table.Notes.Count == 0) return;
        html.Raw("<ul>");
        foreach (var note in table.Notes)
        {
            html.Add($"<li><span class=\"pill info\">{note.Code}</span> {note.Message}");
            if (note.FirstLine is { } first) html.Add($" <span class=\"lead\">(line {first}{(note.LastLine is { } last && last != first ? "–" + last.ToString(CultureInfo.InvariantCulture) : "")})</span>");
            html.Raw("</li>");
        }

        html.Raw("</ul>");
    }

    private static void Sample(HtmlText html, TableSample sample)
    {
        html.Add($"<details><summary>sample of {sample.Rows.Count} rows (masked: {(sample.Masked.Count == 0 ? "nothing" : string.Join(", ", sample.Masked))})</summary>");
        if (sample.Safety is { } safety) html.Add($"<p class=\"lead\">{Hiding(safety)}</p>");
        html.Raw("<div class=\"scroll\"><table><thead><tr>");
        foreach (var column in sample.Columns) html.Add($"<th>{column}</th>");
        html.Raw("</tr></thead><tbody>");
        foreach (var row in sample.Rows.Take(20))
        {
            html.Raw("<tr>");
            foreach (var value in row) html.Add($"<td>{(value is null ? "∅" : Shorten(value, 60))}</td>");
            html.Raw("</tr>");
        }

        html.Raw("</tbody></table></div></details>");
    }

    private static string Hiding(PreviewSafety safety) =>
        $"Persons hide among {safety.K} rows or more by {string.Join(", ", safety.Columns)}{(safety.L > 0 ? $", with {safety.L} different sensitive values" : "")}{(safety.Action switch { "withheld" => ": fewer than the policy asks for, so the rows are withheld", "generalized" => "; cells were suppressed for that", _ => "" })}.";

    private static void Ledger(HtmlText html, RunReportData run)
    {
        html.Raw("<section id=\"ledger\"><h2>Ledger</h2><p class=\"lead\">Every decision, in order. Each line carries the hash of the one before.</p><ol class=\"timeline\">");
        foreach (var item in run.Ledger)
        {
            html.Add($"<li class=\"{Tone(item.Entry.Decision)}\"><time>{item.TimestampUtc.UtcDateTime.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture)}</time><b>{item.Entry.Stage.ToString().ToUpperInvariant()}</b> <span class=\"pill {Tone(item.Entry.Decision)}\">{item.Entry.Decision.ToString().ToLowerInvariant()}</span> {item.Entry.Summary}");
            if (item.Entry.ErrorCode is { } code) html.Add($" <span class=\"pill bad\">{ErrorTaxonomy.NameOf(code)}</span>");
            if (item.Entry.HumanConfirmation is { Required: true } human) html.Add($" <span class=\"pill info\">{(human.Actor is null ? "waits for a person" : "confirmed by " + human.Actor)}</span>");
            Reasons(html, "policy", item.Entry.PolicyDecisions.Select(d => $"{(d.Allowed ? "allowed" : "denied")}: {d.Rule} — {d.Reason}"));
            html.Add($"<div class=\"hash\">{item.Hash}</div></li>");
        }

        html.Raw("</ol></section>");
    }

    private static void Provenance(HtmlText html, RunReportData run)
    {
        html.Raw("<section id=\"provenance\"><h2>Provenance</h2><div class=\"scroll\"><table><tbody>");
        Fact(html, "Run", run.Contract.RunId);
        Fact(html, "Mode", run.Contract.Mode == RunMode.DataMode ? "data_mode" : "metadata_only");
        Fact(html, "Actor", $"{run.Contract.RbacActor.UserId} ({run.Contract.RbacActor.Role.ToString().ToLowerInvariant()})");
        Fact(html, "Contract", run.ContractHash);
        Fact(html, "Source snapshot", run.Catalog?.SnapshotHash);
        Fact(html, "Policy", run.Ledger.Count > 0 ? run.Ledger[^1].Entry.PolicyVersion : null);
        Fact(html, "Thresholds", run.Contract.ThresholdProfileId);
        Fact(html, "Transform language", run.Contract.DslVersion);
        Fact(html, "Domain catalog", run.Domains?.Header.CatalogVersion);
        Fact(html, "Model", run.Domains?.Header.Model ?? "none: every stage ran without a language model");
        foreach (var table in run.Migration?.Tables ?? []) Fact(html, $"Content of {table.Table}", table.ContentHash);
        html.Raw("</tbody></table></div></section>");
    }

    private static void Fact(HtmlText html, string name, string? value)
    {
        if (value is not null) html.Add($"<tr><td>{name}</td><td class=\"hash\">{value}</td></tr>");
    }

    private static string Number(long? value) => value is { } number ? HtmlText.Count(number) : "";

    private static string Visible(string text) => text switch { "" => "none", "\t" => "tab", " " => "space", _ => text };
}
