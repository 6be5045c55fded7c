using Lumos.Abstractions;
using Lumos.Core.Ingest.Csv;
using Lumos.Core.Migration.Columns;
using Lumos.Core.Migration.Targets.Embedded;
using Lumos.Core.Migration.Targets.Parquet.Writing;
using Lumos.DuckDb;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Columnar;
using Lumos.Dsl.Model;
using Lumos.Dsl.Text;

namespace Lumos.Benchmarks.Migration;

/// <summary>
/// Our own reader, executor and writer without what governs a run: no hashes, no checkpoints, no quarantine (a value that cannot be made is NULL), no repeated keys, nothing
/// read back, one file written once. What a governed run takes more than this is the price of being governed.
/// </summary>
internal static class UngovernedRun
{
    private const int BatchRows = 50_000;

    public static async Task<long> RunAsync(string csv, string target)
    {
        await using var source = await CsvSource.OpenAsync(CsvInput.File(csv));
        var pipelines = OrdersMapping.Columns.Select(column => new Pipeline(column.Name, null, DslText.ParseExpression(column.Dsl))).ToArray();
        var plan = ColumnarPlan.Compile(PlanChecker.Check(new TransformPlan(ValueList.From(pipelines)), source.Schema).OrThrow(), new ColumnarOptions { MaxThreads = 1 });
        var schema = new ColumnSchema([.. OrdersMapping.Table.Columns.Select(column => new ColumnField(column.Name, column.Type, column.Nullable))]);
        return target.EndsWith(".parquet", StringComparison.Ordinal) ? await ToParquetAsync(source, plan, schema, target) : await ToDuckDbAsync(source, plan, schema, target);
    }

    private static async Task<long> ToParquetAsync(CsvSource source, ColumnarPlan plan, ColumnSchema schema, string target)
    {
        using var file = new SegmentFile(target, schema);
        var groups = InOrderAsync(source, raw =>
        {
            using var rows = Rows(raw, plan, schema);
            using var encoder = new GroupEncoder();
            return encoder.Encode(rows);
        });
        await foreach (var group in groups)
        {
            using (group) file.Write(group);
        }

        file.Complete();
        return file.Rows;
    }

    private static async Task<long> ToDuckDbAsync(CsvSource source, ColumnarPlan plan, ColumnSchema schema, string target)
    {
        using var connection = new DuckDbConnection($"Data Source={target};Threads=1");
        connection.Open();
        var columns = schema.Fields.Select(field => $"{field.Name} {EngineColumns.TypeOf(field.Type)}");
        connection.Execute($"CREATE TABLE orders ({string.Join(", ", columns)})");
        using var append = new OrderedAppend(connection, "orders", Environment.ProcessorCount);
        var written = await append.RunAsync(InOrderAsync(source, raw => Rows(raw, plan, schema)), last: null, finish: null, CancellationToken.None);
        connection.Execute("CHECKPOINT");
        return written;
    }

    /// <summary>Makes something of every batch on all processors, in the order of the source.</summary>
    private static async IAsyncEnumerable<T> InOrderAsync<T>(CsvSource source, Func<ColumnBatch, T> make)
    {
        var running = new Queue<Task<T>>();
        await foreach (var raw in source.ReadAsync(new SourceReadOptions { BatchRows = BatchRows }))
        {
            running.Enqueue(Task.Run(() =>
            {
                using (raw) return make(raw);
            }));
            if (running.Count > Environment.ProcessorCount) yield return await running.Dequeue();
        }

        while (running.Count > 0) yield return await running.Dequeue();
    }

    private static ColumnBatch Rows(ColumnBatch raw, ColumnarPlan plan, ColumnSchema schema)
    {
        var made = plan.Execute(raw);
        return new ColumnBatch(schema, made.RowCount, [.. made.Columns.Take(schema.Fields.Count)], made.Origin, made);
    }
}
