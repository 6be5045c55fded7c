using System.Diagnostics;
using System.Globalization;
using Lumos.Abstractions;
using Lumos.Benchmarks.Migration;
using Lumos.Dsl.Columnar;
using Lumos.Dsl.Interpreter;
using Lumos.Dsl.DuckDb;
using Lumos.Dsl.Text;
using Lumos.DuckDb;

namespace Lumos.Benchmarks.Dsl;

/// <summary>
/// Every way to run one mapping beside plain DuckDB SQL: 13 text columns to 20 typed ones, all twelve operations, from memory (two of them from a
/// file) into memory, two threads each. Ways alternate; the best round of each counts.
/// </summary>
internal static class ColumnarVersusSql
{
    private const int BatchRows = 65_536;
    private const int Threads = 2;

    public static async Task<int> RunAsync(string[] args)
    {
        var rows = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
        var rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5;
        var only = args.Length > 2 ? args[2] : null;
        var batches = await OrderBatches.MakeAsync(rows, BatchRows);
        using var connection = new DuckDbConnection();
        connection.Open();
        Execute(connection, $"SET threads = {Threads}");
        using (OrderBatches.Register(connection, "batches", OrderBatches.Source, batches)) Execute(connection, "CREATE TABLE src AS SELECT * FROM batches");

        var text = string.Join('\n', OrdersMapping.Columns.Select(column => $"{column.Name} = {column.Dsl}"));
        var typed = DslText.Compile(text, OrderBatches.Source).OrThrow();
        var plan = ColumnarPlan.Compile(typed, new ColumnarOptions { MaxThreads = Threads });
        var plain = "SELECT " + string.Join(", ", OrdersMapping.Columns.Select(column => $"{column.Sql} AS {column.Name}")) + " FROM src";
        var compiled = DuckDbCompiler.Compile(typed);
        var strict = compiled.SelectSql("src");
        using var csv = new OrdersFile(rows);
        await csv.WriteAsync();

        (string Name, int Rows, Func<Task> Run)[] ways =
        [
            ("columnar", rows, () => RunColumnarAsync(plan, batches)),
            ("plain SQL", rows, () => Task.Run(() => Execute(connection, $"CREATE OR REPLACE TEMP TABLE plain_rows AS {plain}"))),
            ("strict SQL", rows, () => Task.Run(() => Execute(connection, $"CREATE OR REPLACE TEMP TABLE strict_rows AS {strict}"))),
            ("strict SQL over Arrow batches", rows, () => Task.Run(() =>
            {
                using (OrderBatches.Register(connection, "arrow", OrderBatches.Source, batches)) Execute(connection, $"CREATE OR REPLACE TEMP TABLE arrow_rows AS {compiled.SelectSql("arrow")}");
            })),
            ("strict SQL over CSV", rows, () => Task.Run(() => Execute(connection, $"CREATE OR REPLACE TEMP TABLE csv_rows AS {compiled.SelectSql(csv.Relation)}"))),
            ("plain SQL over CSV", rows, () => Task.Run(() => Execute(connection, $"CREATE OR REPLACE TEMP TABLE plain_csv_rows AS {OrdersMapping.PlainSql(csv.Path)}"))),
            ("generated C#", rows, () => Task.Run(() => GeneratedOrders.Run(batches))),
            ("hand-written C#", rows, () => Task.Run(() => HandWrittenOrders.Run(batches))),
            ("interpreter", Math.Min(rows, BatchRows), () => Task.Run(() => RunInterpreter(typed, batches[0]))),
        ];
        if (only is not null) ways = [.. ways.Where(way => way.Name == only)];
        var best = new Sample?[ways.Length];
        for (var round = 0; round <= rounds; round++)
        {
            for (var i = 0; i < ways.Length; i++)
            {
                var sample = await MeasureAsync(ways[i].Run);
                if (round == 0) continue;
                best[i] = best[i] is { } known ? known.BestOf(sample) : sample;
            }
        }

        Console.WriteLine("| way | threads | seconds | rows/s | CPU s per million rows | bytes allocated per row | wall against plain | CPU against plain |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|");
        var beside = ways.Length > 1 ? best[1]!.Value : best[0]!.Value;
        for (var i = 0; i < ways.Length; i++)
        {
            var (name, count, sample) = (ways[i].Name, ways[i].Rows, best[i]!.Value);
            var perRow = beside.Wall / rows;
            var processor = beside.Processor / rows;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {(name is "interpreter" || name.EndsWith("C#", StringComparison.Ordinal) ? 1 : Threads)} | {sample.Wall:F3} | {count / sample.Wall:N0} | {sample.Processor / count * 1e6:F2} | {(sample.Allocated / (double)count).ToString("F2", CultureInfo.InvariantCulture)} | {perRow / (sample.Wall / count):F2}x | {processor / (sample.Processor / count):F2}x |"));
        }

        if (only is null) await CompareAsync(connection, plan, batches);
        return 0;
    }

    private static async Task RunColumnarAsync(ColumnarPlan plan, List<ColumnBatch> batches)
    {
        var results = new List<ColumnBatch>();
        await foreach (var result in plan.ExecuteAsync(Stream(batches))) results.Add(result);
        foreach (var result in results) result.Dispose();
    }

    // Both must say the same of good rows, or the race means nothing.
    private static async Task CompareAsync(DuckDbConnection connection, ColumnarPlan plan, List<ColumnBatch> batches)
    {
        var results = new List<ColumnBatch>();
        await foreach (var result in plan.ExecuteAsync(Stream(batches))) results.Add(result);
        using (OrderBatches.Register(connection, "columnar", plan.Schema, results)) Execute(connection, "CREATE TABLE columnar_rows AS SELECT * FROM columnar");
        foreach (var result in results) result.Dispose();
        var names = string.Join(", ", OrdersMapping.Columns.Select(column => column.Name));
        Console.WriteLine($"rows that differ from strict SQL: {Scalar(connection, "SELECT count(*) FROM (SELECT * FROM columnar_rows EXCEPT ALL SELECT * FROM strict_rows)")}");
        foreach (var table in (string[])["arrow_rows", "csv_rows"]) Console.WriteLine($"rows of {table} that differ from strict SQL: {Scalar(connection, $"SELECT count(*) FROM (SELECT * FROM {table} EXCEPT ALL SELECT * FROM strict_rows)")}");
        Console.WriteLine($"good rows that differ from plain SQL: {Scalar(connection, $"SELECT count(*) FROM (SELECT {names} FROM columnar_rows WHERE lumos_failure = 0 EXCEPT ALL SELECT {names} FROM plain_rows)")}");
        Console.WriteLine($"failed rows of generated C#: {GeneratedOrders.Run(batches)}");
        Console.WriteLine($"failed rows: {Scalar(connection, "SELECT count(*) FROM columnar_rows WHERE lumos_failure <> 0")}");
    }

    private static void RunInterpreter(Lumos.Dsl.Checking.TypedPlan typed, ColumnBatch batch)
    {
        var interpreter = new PlanInterpreter(typed);
        var row = new object?[batch.Columns.Count];
        for (var i = 0; i < batch.RowCount; i++)
        {
            for (var c = 0; c < row.Length; c++) row[c] = batch.Columns[c].IsNull(i) ? null : System.Text.Encoding.UTF8.GetString(batch.Columns[c].GetUtf8(i));
            interpreter.Evaluate(row);
        }
    }

    // The executor takes batches over; these stay for the next round.
    private static async IAsyncEnumerable<ColumnBatch> Stream(List<ColumnBatch> batches)
    {
        await Task.CompletedTask;
        foreach (var batch in batches) yield return batch;
    }

    private static async Task<Sample> MeasureAsync(Func<Task> run)
    {
        GC.Collect();
        var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var watch = Stopwatch.StartNew();
        await run();
        var wall = watch.Elapsed.TotalSeconds;
        process.Refresh();
        return new Sample(wall, (process.TotalProcessorTime - before).TotalSeconds, GC.GetTotalAllocatedBytes(precise: true) - allocated);
    }

    private static void Execute(DuckDbConnection connection, string sql) => Scalar(connection, sql);

    private static object? Scalar(DuckDbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private readonly record struct Sample(double Wall, double Processor, long Allocated)
    {
        public Sample BestOf(Sample other) => new(Math.Min(Wall, other.Wall), Math.Min(Processor, other.Processor), Math.Min(Allocated, other.Allocated));
    }
}
