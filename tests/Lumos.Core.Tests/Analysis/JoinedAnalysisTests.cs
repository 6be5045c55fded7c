using Lumos.Abstractions;

namespace Lumos.Core.Tests.Analysis;

/// <summary>Plans that look columns up in another table are analysed as those that do not.</summary>
public sealed class JoinedAnalysisTests
{
    private static readonly string[] Cities = ["Ulm", "Kiel", "Jena"];

    [Fact]
    public async Task Run_TwoTargetsLookUpOtherColumns_EachReadsItsOwn()
    {
        using var rig = Rig();
        rig.Joined(Target("by_city", ("city", AnalysisRig.Required("city", ColumnType.Text))), "orders", [Customers("city")], ("id", "order_id"), ("city", "`customers.city`"));
        rig.Joined(Target("by_rank", ("rank", AnalysisRig.Required("rank", ColumnType.Int64))), "orders", [Customers("rank")], ("id", "order_id"), ("rank", "`customers.rank` | type_cast(int64)"));
        var report = await rig.ReportAsync();

        Assert.DoesNotContain(report.Checks, static check => check.Code == "PIPELINE");
        Assert.All(report.Checks.Where(static check => check.Code == "ROW_FAILURE_RATE"), static check => Assert.True(check.Passed, check.Message));
        Assert.Equal(2, report.Checks.Count(static check => check.Code == "ROW_FAILURE_RATE"));
    }

    [Fact]
    public async Task Run_ReferencesThatFindNothing_AreCountedWithTheirRows()
    {
        using var rig = Rig(orders: i => i is 7 or 30 ? 900 + i : 100 + i % 12);
        rig.Joined(Target("by_city", ("city", AnalysisRig.Optional("city", ColumnType.Text))), "orders", [Customers("city")], ("id", "order_id"), ("city", "`customers.city`"));
        var report = await rig.ReportAsync();

        var check = report.The("JOIN_ORPHANS");
        Assert.False(check.Passed);
        Assert.Equal(Severity.Warning, check.Severity);
        Assert.Contains("2 of 60 sample rows (3.33 %) refer from orders.customer_id to customers.customer_id to a row that is not there. Data row 8, 31.", check.Message, StringComparison.Ordinal);
        Assert.Contains("In the whole source 2 of 60 rows do.", check.Message, StringComparison.Ordinal);
        Assert.Equal(0.033333, check.Value);

        // They go to quarantine, so they do not fit.
        Assert.Contains("2 of 60 sample rows", report.The("ROW_FAILURE_RATE").Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_EveryReferenceLeadsSomewhere_Passes()
    {
        using var rig = Rig();
        rig.Joined(Target("by_city", ("city", AnalysisRig.Optional("city", ColumnType.Text))), "orders", [Customers("city")], ("id", "order_id"), ("city", "`customers.city`"));

        Assert.True((await rig.ReportAsync()).The("JOIN_ORPHANS").Passed);
    }

    [Fact]
    public async Task DateOfAnotherFormat_InALookedUpColumn_IsReadToo()
    {
        using var rig = Rig(since: i => i == 3 ? "28/04/2024" : $"2024-03-{i + 1:00}");
        rig.Joined(Target("by_day", ("day", AnalysisRig.Optional("day", ColumnType.Date))), "orders", [Customers("since")], ("id", "order_id"), ("day", "`customers.since` | date_parse(\"YYYY-MM-DD\")"));
        var report = await rig.ReportAsync();

        var fix = Assert.Single(report.Fixes, static fix => fix.Kind == FixKind.DateFormat);
        Assert.Equal(("customers", "since", "D/M/YYYY"), (fix.Table, fix.Column, fix.Change));
        Assert.Equal("`customers.since` | date_parse([\"YYYY-MM-DD\", \"D/M/YYYY\"])", fix.Pipelines[0].After);
        Assert.Contains(fix.Id, report.The("FAILURE_RATE", "day").FixIds);
    }

    [Fact]
    public async Task ReferenceOfTheTarget_FromAJoinedSource_IsCounted()
    {
        using var rig = Rig(orders: i => i is 7 or 30 ? 900 + i : 100 + i % 12);
        rig.Table(new TargetTable { Name = "client", PrimaryKey = ["id"], Columns = [AnalysisRig.Required("id", ColumnType.Text)] }, "customers", ("id", "customer_id"));
        var order = Target("order", ("client", AnalysisRig.Optional("client", ColumnType.Text)), ("city", AnalysisRig.Optional("city", ColumnType.Text)));
        rig.Joined(order with { ForeignKeys = [new TargetForeignKey(["client"], "client", ["id"])] }, "orders", [Customers("city")], ("id", "order_id"), ("client", "customer_id"), ("city", "`customers.city`"));

        Assert.Contains("2 of 60 rows", (await rig.ReportAsync()).The("FK_ORPHANS").Message, StringComparison.Ordinal);
    }

    private static TargetTable Target(string name, params (string Name, TargetColumn Column)[] columns) =>
        new() { Name = name, PrimaryKey = ["id"], Columns = [AnalysisRig.Required("id", ColumnType.Text), .. columns.Select(static column => column.Column)] };

    private static SourceJoin Customers(params string[] columns) => new("customers", "customers", "customer_id", "customer_id", columns);

    private static AnalysisRig Rig(Func<int, int>? orders = null, Func<int, string>? since = null)
    {
        var rig = new AnalysisRig();
        rig.Source("orders", ["order_id,customer_id", .. Enumerable.Range(0, 60).Select(i => $"{9000 + i},{orders?.Invoke(i) ?? 100 + i % 12}")]);
        rig.Source("customers", ["customer_id,city,rank,since", .. Enumerable.Range(0, 12).Select(i => $"{100 + i},{Cities[i % 3]},{i % 4},{since?.Invoke(i) ?? $"2024-03-{i + 1:00}"}")]);
        return rig;
    }
}
