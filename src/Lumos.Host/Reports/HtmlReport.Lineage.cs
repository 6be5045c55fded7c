using System.Globalization;
using System.Text;
using Lumos.Abstractions;

namespace Lumos.Host.Reports;

internal static partial class HtmlReport
{
    private const int RowHeight = 24;
    private const int BoxWidth = 330;
    private const int PictureWidth = 980;

    /// <summary>Source columns on the left, target columns on the right, one curve per pair a pipeline connects.</summary>
    private static void Lineage(HtmlText html, RunReportData run)
    {
        var plan = run.Plan!;
        html.Raw("<section id=\"lineage\"><h2>Lineage</h2><p class=\"lead\">Which source column feeds which target column. Amber lines wait for a decision; grey names feed nothing.</p>");
        var left = new List<(string Key, string Label, bool Head)>();
        foreach (var table in run.Catalog?.Tables ?? [])
        {
            left.Add(("", table.Name, true));
            left.AddRange(table.Columns.Select(c => (table.Name + "\0" + c.SourceName, c.SourceName, false)));
        }

        var right = new List<(string Key, string Label, bool Head)>();
        foreach (var table in plan.Tables)
        {
            right.Add(("", table.Target, true));
            var names = run.Target?.Tables.FirstOrDefault(t => t.Name == table.Target)?.Columns.Select(c => c.Name)
                ?? table.Inputs.SelectMany(i => i.Columns).Select(c => c.Target).Distinct(StringComparer.Ordinal).Concat(table.Unmapped);
            right.AddRange(names.Select(name => (table.Target + "\0" + name, name, false)));
        }

        var leftRows = Rows(left);
        var rightRows = Rows(right);
        var links = plan.Tables.SelectMany(t => t.Inputs.SelectMany(i => i.Columns.SelectMany(c => c.Sources.Select(i.Locate).Select(s =>
            (From: s.Table + "\0" + s.Column, To: t.Target + "\0" + c.Target, Mapping: c))))).ToList();
        var fed = links.Select(l => l.From).Concat(links.Select(l => l.To)).ToHashSet(StringComparer.Ordinal);
        foreach (var constant in plan.Tables.SelectMany(t => t.Inputs.SelectMany(i => i.Columns.Where(c => c.Sources.Count == 0).Select(c => t.Target + "\0" + c.Target)))) fed.Add(constant);

        var height = Math.Max(left.Count, right.Count) * RowHeight + 16;
        html.Add($"<div class=\"scroll\"><svg viewBox=\"0 0 {PictureWidth} {height}\" role=\"img\" aria-label=\"Column lineage\">");
        foreach (var (from, to, mapping) in links)
        {
            if (!leftRows.TryGetValue(from, out var y1) || !rightRows.TryGetValue(to, out var y2)) continue;
            var tone = mapping.Decision == GateDecision.Accept ? "link" : mapping.Decision == GateDecision.Reject ? "link bad" : "link warn";
            var x2 = PictureWidth - BoxWidth;
            html.Add($"<path class=\"{tone}\" d=\"M{BoxWidth} {y1} C{BoxWidth + 150} {y1} {x2 - 150} {y2} {x2} {y2}\"><title>{mapping.Dsl}</title></path>");
        }

        Boxes(html, left, 0, "end", fed);
        Boxes(html, right, PictureWidth - BoxWidth, "start", fed);
        html.Raw("</svg></div></section>");
    }

    private static Dictionary<string, int> Rows(List<(string Key, string Label, bool Head)> items)
    {
        var rows = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < items.Count; i++)
        {
            if (!items[i].Head) rows[items[i].Key] = (i * RowHeight) + 20;
        }

        return rows;
    }

    private static void Boxes(HtmlText html, List<(string Key, string Label, bool Head)> items, int x, string anchor, HashSet<string> fed)
    {
        var textX = anchor == "end" ? x + BoxWidth - 10 : x + 10;
        for (var i = 0; i < items.Count; i++)
        {
            var y = (i * RowHeight) + 20;
            var (key, label, head) = items[i];
            if (head)
            {
                html.Add($"<text class=\"head\" x=\"{textX}\" y=\"{y + 4}\" text-anchor=\"{anchor}\">{Shorten(label, 44)}</text>");
                continue;
            }

            html.Add($"<rect class=\"box\" x=\"{x}\" y=\"{y - 10}\" width=\"{BoxWidth}\" height=\"20\" rx=\"5\"/>")
                .Add($"<text class=\"{(fed.Contains(key) ? "" : "unused")}\" x=\"{textX}\" y=\"{y + 4}\" text-anchor=\"{anchor}\">{Shorten(label, 44)}<title>{label}</title></text>");
        }
    }

    private static string Shorten(string text, int most)
    {
        if (text.Length <= most) return text;
        var cut = new StringBuilder();
        var elements = StringInfo.GetTextElementEnumerator(text);
        for (var i = 0; i < most - 1 && elements.MoveNext(); i++) cut.Append(elements.GetTextElement());
        return cut.Append('…').ToString();
    }
}
