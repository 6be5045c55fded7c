using System.Text.RegularExpressions;
using Lumos.Host.Reports;

namespace Lumos.Host.Tests.Reports;

public sealed partial class HtmlReportTests
{
    [Fact]
    public void Render_FinishedRun_ShowsEverySection()
    {
        var html = HtmlReport.Render(ReportFixture.Finished());

        Assert.All(new[] { "overview", "lineage", "mapping", "migration", "quarantine", "quality", "meaning", "source", "ledger", "provenance" }, id => Assert.Contains($"id=\"{id}\"", html, StringComparison.Ordinal));
        Assert.Contains("415 read =", html, StringComparison.Ordinal);
        Assert.Contains("DUP_KEY_CONFLICT", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_LongPipeline_IsFoldedBehindItsBeginning()
    {
        var html = HtmlReport.Render(ReportFixture.Finished());

        Assert.Contains("<details class=\"long\"><summary><code>country | map_dict({", html, StringComparison.Ordinal);
        Assert.Contains("zuletzt", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<details class=\"long\"><summary><code>Country", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_HostileNames_AreEncoded()
    {
        var html = HtmlReport.Render(ReportFixture.Finished());

        Assert.DoesNotContain(ReportFixture.Hostile, html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;img", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_AnyRun_ReachesForNothingOutside()
    {
        var html = HtmlReport.Render(ReportFixture.Finished());

        Assert.DoesNotMatch(Outside(), html);
    }

    [Fact]
    public void Render_SameRun_GivesSameBytes() => Assert.Equal(HtmlReport.Render(ReportFixture.Finished()), HtmlReport.Render(ReportFixture.Finished()));

    [Fact]
    public void Render_EveryOpenedElement_IsClosed()
    {
        var html = Script().Replace(HtmlReport.Render(ReportFixture.Finished()), "");
        var open = new Stack<string>();
        foreach (Match tag in Tag().Matches(html))
        {
            var name = tag.Groups[2].Value;
            if (name is "meta" or "input" or "br" or "!doctype" || tag.Value.EndsWith("/>", StringComparison.Ordinal)) continue;
            if (tag.Groups[1].Value == "") open.Push(name);
            else Assert.Equal(open.Pop(), name);
        }

        Assert.Empty(open);
    }

    [GeneratedRegex("https?://|@import|url\\(|<[^>]* (src|href)=\"?[^#\"]", RegexOptions.IgnoreCase)]
    private static partial Regex Outside();

    [GeneratedRegex("<(script|style)>.*?</\\1>", RegexOptions.Singleline)]
    private static partial Regex Script();

    [GeneratedRegex("<(/?)([!a-z0-9]+)[^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex Tag();
}
