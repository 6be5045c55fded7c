using System.Globalization;
using System.Text;
using Lumos.Abstractions;
using Lumos.Core.Ingest.Inventory;
using Lumos.Core.Ingest.Reading;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Interpreter;
using Lumos.Dsl.Text;
using Lumos.Testing;

namespace Lumos.Core.Tests.Ingest;

public sealed class StandardizationTests
{
    [Theory]
    [InlineData("1,234.50|12|-7.25|1,234,567.8", "1234.50|12.00|-7.25|1234567.80")]
    [InlineData("1.234,50|12|-7,25|1.234.567,8", "1234.50|12.00|-7.25|1234567.80")]
    [InlineData("12,5|3|-0,25", "12.50|3.00|-0.25")]
    [InlineData("1 234,50|12 345,00|7", "1234.50|12345.00|7.00")]
    [InlineData("1\u00a0234,50 €|-12\u00a0345,00 €|7 €", "1234.50|-12345.00|7.00")]
    [InlineData("$1,234.50|-$7.00|$-8|9", "1234.50|-7.00|-8.00|9.00")]
    [InlineData("USD 12.50|USD 7", "12.50|7.00")]
    [InlineData("12.50 kr|7.25 kr", "12.50|7.25")]
    [InlineData("12.5%|7 %", "12.5|7.0")]
    [InlineData("(1,234.50)|7.25|(0.75)", "-1234.50|7.25|-0.75")]
    [InlineData("12.50-|7.25", "-12.50|7.25")]
    [InlineData("$    1,234.50|$       7.25|-$     0.75", "1234.50|7.25|-0.75")]
    [InlineData("1'234.50|7.00", "1234.50|7.00")]
    [InlineData("1,234|56,789", "1234|56789")]
    [InlineData("ja|Nein|JA", "true|false|true")]
    [InlineData("yes|No|T|f", "true|false|true|false")]
    [InlineData("31.12.2023|1.2.2024", "2023-12-31|2024-02-01")]
    [InlineData("12/31/69|1/2/70", "2069-12-31|1970-01-02")]
    [InlineData("2024-01-31T10:20:30Z", "2024-01-31 10:20:30")]
    [InlineData("2024-01-31T10:20:30+01:00|2024-01-31T10:20:30Z|2024-01-31T22:20:30-0530", "2024-01-31 09:20:30|2024-01-31 10:20:30|2024-02-01 03:50:30")]
    [InlineData("1/31/2024 9:05 AM|12/3/2023 12:15 pm|1/2/2024 12:00 AM", "2024-01-31 09:05:00|2023-12-03 12:15:00|2024-01-02 00:00:00")]
    [InlineData("31.1.2024 9:05|1.12.2023 18:15", "2024-01-31 09:05:00|2023-12-01 18:15:00")]
    [InlineData(" a  b |N/A||c\td", "a b|||c d")]
    [InlineData("{1,  'a  b'} |[]|  c  d", "{1,  'a  b'}|[]|c  d")]
    [InlineData("\u00a07\u00a0|8", "7|8")]
    [InlineData("2021-01-03|44200|2021-01-05|2021-01-06|44203", "2021-01-03|2021-01-04|2021-01-05|2021-01-06|2021-01-07")]
    [InlineData("03.01.2021|44200|05.01.2021|16.01.2021", "2021-01-03|2021-01-04|2021-01-05|2021-01-16")]
    [InlineData("2021-01-03 10:20|44200|2021-01-05 11:00|2021-01-06 12:30", "2021-01-03 10:20:00|2021-01-04 00:00:00|2021-01-05 11:00:00|2021-01-06 12:30:00")]
    [InlineData("'00123|'00124|00125", "00123|00124|00125")]
    [InlineData("'12.50|7.25|'-3.00", "12.50|7.25|-3.00")]
    [InlineData("'00123|'tis|'90s", "'00123|'tis|'90s")]
    [InlineData("12345678901.500000000000|1.000000000000", "12345678901.5000000|1.0000000")]
    public async Task Shim_Values_BecomeWhatTheyMean(string raw, string expected)
    {
        using var run = new IngestRun();
        var lines = raw.Split('|').Select((v, i) => $"row{i}x;\"{v}\"");
        run.Write("data.csv", "name;thing\n" + string.Join('\n', lines) + "\n");
        var catalog = (await run.RunAsync(["data.csv"])).Output;
        var results = await EvaluateAsync(run, catalog, catalog.Tables[0], run.Reader());
        Assert.All(results, r => Assert.Null(r.Failure));
        Assert.Equal(expected, string.Join('|', results.Select(r => Show(r.Values[1], catalog.Tables[0].Columns[1].Type))));
    }

    [Theory]
    [InlineData("1,234.50|7.25", "1,2,3")]
    [InlineData("1.234,50|7,25", "7.25.1")]
    [InlineData("12,5|3,25", "1,2,3")]
    [InlineData("$12.50|$7.00", "€ 5.00")]
    [InlineData("12.50|7.25", "about 5")]
    public async Task Shim_ValueWrittenOtherwise_FailsInsteadOfChanging(string good, string bad)
    {
        using var run = new IngestRun();
        var values = Enumerable.Repeat(good.Split('|'), 40).SelectMany(v => v).Append(bad);
        run.Write("data.csv", "name;amount\n" + string.Join('\n', values.Select((v, i) => $"row{i}x;\"{v}\"")) + "\n");
        var catalog = (await run.RunAsync(["data.csv"])).Output;
        var results = await EvaluateAsync(run, catalog, catalog.Tables[0], run.Reader());
        Assert.Equal(ColumnKind.Decimal, catalog.Tables[0].Columns[1].Type.Kind);
        Assert.NotNull(results[^1].Failure);
        Assert.All(results.SkipLast(1), r => Assert.Null(r.Failure));
    }

    [Theory]
    [InlineData("crm", "contacts.csv")]
    [InlineData("shop", "order_export.csv")]
    [InlineData("clinical", "patients.tsv")]
    [InlineData("clinical", "visits.tsv")]
    [InlineData("merge", "acme_customers.txt")]
    [InlineData("merge", "globex_clients.ndjson")]
    public async Task Shim_OnEverySample_FailsExactlyWhereMisfitsWereCounted(string sample, string file)
    {
        using var run = new IngestRun();
        run.WriteBytes(file, await File.ReadAllBytesAsync(Path.Combine(RepositoryRoot.Find(), "samples", sample, file)));
        var catalog = (await run.RunAsync([file])).Output;
        var table = Assert.Single(catalog.Tables);
        var shim = (await run.Store.GetAsync<StandardizationPlanArtifact>(catalog.StandardizationPlanHash!)).Tables[0];
        var rows = await RowsAsync(table, new CatalogReader(run.Resolve, new SourceVerifier()));
        var interpreter = Interpreter(table, shim);

        Assert.Equal(table.RowCount, rows.Count);
        for (var c = 0; c < table.Columns.Count; c++)
        {
            var results = rows.ConvertAll(r => interpreter.EvaluateColumn(c, r));
            var column = table.Columns[c];
            Assert.True(column.Counts!.Misfits == results.Count(r => r.Failure is not null), $"{column.Name}: {column.Counts.Misfits} misfits, {results.Count(r => r.Failure is not null)} failures; {shim.Dsl}");
            Assert.Equal((column.Name, column.Counts.Nulls), (column.Name, results.Count(r => r.Failure is null && r.Value is null)));
        }
    }

    private static async Task<List<RowResult>> EvaluateAsync(IngestRun run, CatalogArtifact catalog, CatalogTable table, CatalogReader reader)
    {
        var shim = (await run.Store.GetAsync<StandardizationPlanArtifact>(catalog.StandardizationPlanHash!)).Tables.Single(t => t.Table == table.Name);
        var interpreter = Interpreter(table, shim);
        return (await RowsAsync(table, reader)).ConvertAll(interpreter.Evaluate);
    }

    private static PlanInterpreter Interpreter(CatalogTable table, StandardizedTable shim)
    {
        var schema = new ColumnSchema([.. table.Columns.Select(c => new ColumnField(c.SourceName, ColumnType.Text))]);
        return new PlanInterpreter(PlanChecker.Check(DslText.Parse(shim.Dsl), schema).OrThrow());
    }

    private static async Task<List<object?[]>> RowsAsync(CatalogTable table, CatalogReader reader)
    {
        var rows = new List<object?[]>();
        await using var source = await reader.OpenAsync(table);
        await foreach (var batch in source.ReadAsync(new SourceReadOptions()))
        {
            using (batch)
            {
                for (var r = 0; r < batch.RowCount; r++) rows.Add([.. batch.Columns.Select(object? (c) => c.IsNull(r) ? null : Encoding.UTF8.GetString(c.GetUtf8(r)))]);
            }
        }

        return rows;
    }

    private static string Show(object? value, ColumnType type) => value switch
    {
        null => "",
        bool b => b ? "true" : "false",
        DateOnly d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime t => t.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        Int128 n when type.Scale > 0 => ((decimal)n / (decimal)Math.Pow(10, type.Scale)).ToString("F" + type.Scale, CultureInfo.InvariantCulture),
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
