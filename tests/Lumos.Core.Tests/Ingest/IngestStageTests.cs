using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Text;

namespace Lumos.Core.Tests.Ingest;

public sealed class IngestStageTests
{
    private const string Orders = """
        Order ID,Customer ID,Order Date,Amount,Status
        1,10,2024-01-05,12.50,open
        2,11,2024-01-06,7.00,closed
        3,10,2024-01-07,100.25,open
        4,12,2024-02-01,3.10,open
        """;

    [Fact]
    public async Task RunAsync_PlainCsv_DescribesTheTable()
    {
        using var run = new IngestRun();
        var table = await run.TableAsync(Orders, "Order Lines.csv");

        Assert.Equal("order_lines", table.Name);
        Assert.Equal(4, table.RowCount);
        Assert.Equal(["order_id", "customer_id", "order_date", "amount", "status"], table.Columns.Select(c => c.Name));
        Assert.Equal(["int64", "int64", "date", "decimal(5,2)", "text"], table.Columns.Select(c => c.Type.ToString()));
        Assert.Equal(["order_id"], table.Keys[0].Columns);
        Assert.Equal("csv", table.Source.Format);
        Assert.Equal(64, table.Source.Sha256.Length);
        Assert.Equal(",", table.Source.Dialect!.Delimiter);
    }

    [Fact]
    public async Task RunAsync_Twice_GivesTheSameArtifacts()
    {
        using var run = new IngestRun();
        run.Write("a.csv", Orders);
        var first = await run.RunAsync(["a.csv"]);
        var second = await run.RunAsync(["a.csv"]);

        var one = await run.Store.PutAsync(first.Output);
        var two = await run.Store.PutAsync(second.Output);
        Assert.Equal(one.Hash, two.Hash);
        Assert.Equal(first.Output.SamplePackHash, second.Output.SamplePackHash);
    }

    [Fact]
    public async Task RunAsync_Hash_IsTheFilesSha256()
    {
        using var run = new IngestRun();
        var path = run.Write("a.csv", "Some title\n\n" + Orders);
        var outcome = await run.RunAsync(["a.csv"]);
        var expected = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(path)));
        Assert.Equal(expected, outcome.Output.Tables[0].Source.Sha256);
    }

    [Fact]
    public async Task RunAsync_Folder_TakesEveryFileInOrder()
    {
        using var run = new IngestRun();
        run.Write("d/b.csv", "id,x\n1,a\n2,b\n");
        run.Write("d/a.csv", "id,x\n1,a\n2,b\n");
        run.Write("d/.hidden.csv", "id\n1\n");
        run.Write("d/sub/c.csv", "id,x\n1,a\n2,b\n");
        var outcome = await run.RunAsync(["d"]);

        Assert.Equal(["a", "b"], outcome.Output.Tables.Select(t => t.Name));
        Assert.Contains(outcome.Reasons, r => r.Contains("sub-folder", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_DeepPattern_GoesIntoFolders()
    {
        using var run = new IngestRun();
        run.Write("d/a.csv", "id,x\n1,a\n2,b\n");
        run.Write("d/sub/c.csv", "id,x\n1,a\n2,b\n");
        run.Write("d/sub/c.txt", "no");
        var outcome = await run.RunAsync(["d/**/*.csv"]);
        Assert.Equal(["d/a.csv", "d/sub/c.csv"], outcome.Output.Tables.Select(t => t.Source.Location));
    }

    [Fact]
    public async Task RunAsync_TwoTables_FindsTheReferenceAndCountsOrphans()
    {
        using var run = new IngestRun();
        run.Write("customers.csv", "customer_id,name\n" + string.Join('\n', Enumerable.Range(1, 60).Select(i => $"{i},Name {i}")) + "\n");
        run.Write("orders.csv", "order_id,customer_id,amount\n" + string.Join('\n', Enumerable.Range(1, 200).Select(i => $"{i},{(i == 50 ? 999 : (i % 60) + 1)},{i}.5")) + "\n");
        var catalog = (await run.RunAsync(["customers.csv", "orders.csv"])).Output;

        var reference = Assert.Single(catalog.ForeignKeys);
        Assert.Equal(("orders", "customer_id", "customers", "customer_id", 1L), (reference.Table, reference.Column, reference.References, reference.ReferencedColumn, reference.Orphans));
        Assert.True(reference.Score > 0.8);
        Assert.Contains("foreign_key", catalog.Tables[1].Columns[1].Roles);
    }

    [Fact]
    public async Task RunAsync_NoSingleKey_FindsAPair()
    {
        using var run = new IngestRun();
        var lines = from order in Enumerable.Range(1, 40) from line in Enumerable.Range(1, 3) select $"{order},{line},{(order * line) % 7}.25";
        var table = await run.TableAsync("order_id,line_no,amount\n" + string.Join('\n', lines) + "\n");
        Assert.Equal(["order_id", "line_no"], table.Keys[0].Columns);
        Assert.Equal(0, table.Keys[0].Duplicates);
    }

    [Fact]
    public async Task RunAsync_Plan_ChecksAgainstTheSource()
    {
        using var run = new IngestRun();
        run.Write("messy.csv", "Name;Seit;Betrag;Aktiv\n Anna  Lee ;24.12.2023;1.234,50 €;ja\nBob;1.2.2024;-7,5 €;nein\nNULL;;;\nCid;31.01.2024;12 €;ja\n");
        var catalog = (await run.RunAsync(["messy.csv"])).Output;
        var shim = (await run.Store.GetAsync<StandardizationPlanArtifact>(catalog.StandardizationPlanHash!)).Tables[0];
        var schema = new ColumnSchema([.. catalog.Tables[0].Columns.Select(c => new ColumnField(c.SourceName, ColumnType.Text))]);
        var check = PlanChecker.Check(DslText.Parse(shim.Dsl), schema);

        Assert.NotNull(check.OrThrow());
        Assert.Equal(["text", "date", "decimal(6,2)", "bool"], catalog.Tables[0].Columns.Select(c => c.Type.ToString()));
        Assert.Equal(["decimal_comma", "group_point", "currency"], catalog.Tables[0].Columns[2].Formats);
    }

    [Fact]
    public async Task RunAsync_SkipLinesStated_StartsBehindThem()
    {
        using var run = new IngestRun { Overrides = Dialect("data.csv", ("skip_lines", "2")) };
        var table = await run.TableAsync("a,b,c\n1,2,3\nid,name\n1,x\n2,y\n");
        Assert.Equal(["id", "name"], table.Columns.Select(c => c.SourceName));
        Assert.Equal((2L, 20L, 4L), (table.RowCount!.Value, table.Source.Dialect!.DataStart, table.Source.Dialect.DataStartLine));
        Assert.Contains(table.Notes, n => n is { Code: "PREAMBLE_SKIPPED", FirstLine: 1, LastLine: 2 });
        await using var source = await run.Reader().OpenAsync(table);
        var rows = 0;
        await foreach (var batch in source.ReadAsync(new SourceReadOptions())) rows += batch.RowCount;
        Assert.Equal(2, rows);
    }

    [Theory]
    [InlineData("skip_lines", "99")]
    [InlineData("header", "perhaps")]
    [InlineData("colour", "red")]
    public async Task RunAsync_OverrideNotUnderstood_SaysWhich(string key, string value)
    {
        using var run = new IngestRun { Overrides = Dialect("data.csv", (key, value)) };
        run.Write("data.csv", "id,name\n1,x\n");
        var error = await run.FailAsync("data.csv");
        Assert.Equal("INGEST_DIALECT_OVERRIDE", error.Reason);
        Assert.Contains(key, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_Progress_EndsAtTheSizeOfTheFile()
    {
        var seen = new List<StageProgress>();
        using var run = new IngestRun { Progress = new Sink(seen) };
        var table = await run.TableAsync(Orders);
        Assert.Equal(("bytes", table.Source.Bytes, (long?)table.Source.Bytes), (seen[^1].Unit, seen[^1].Done, seen[^1].Total));
    }

    private static RunOverrides Dialect(string file, (string Key, string Value) fact) =>
        new() { Dialects = new Dictionary<string, IReadOnlyDictionary<string, string>> { [file] = new Dictionary<string, string> { [fact.Key] = fact.Value } } };

    private sealed class Sink(List<StageProgress> seen) : IProgress<StageProgress>
    {
        public void Report(StageProgress value) => seen.Add(value);
    }
}
