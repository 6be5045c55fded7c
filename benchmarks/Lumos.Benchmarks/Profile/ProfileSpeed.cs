using System.Diagnostics;
using System.Globalization;
using System.Text;
using Lumos.Abstractions;
using Lumos.Core.Evaluation;
using Lumos.Core.Ingest;
using Lumos.Core.Ingest.Inventory;
using Lumos.Core.Policy;
using Lumos.Core.Policy.Masking;
using Lumos.Core.Supervision;
using Lumos.DuckDb;

namespace Lumos.Benchmarks.Profile;

/// <summary>
/// Profiling of a whole file, 20 columns of the kinds a business table has, beside the engine's own <c>SUMMARIZE</c> over <c>read_csv</c>. Ours is the whole first stage: sniffing, hashing the file, types and
/// formats of every cell, distinct counts, keys, notes, the masked sample and the distributions. <c>profile [rows]</c> makes its own file and removes it.
/// </summary>
internal static class ProfileSpeed
{
    private const int Rounds = 3;
    private static readonly string[] States = ["open", "paid", "sent", "returned", "void"];
    private static readonly string[] Towns = ["Berlin", "Leeds", "Lyon", "Porto", "Graz", "Gdynia", "Malmo", "Turin", "Ghent", "Brno"];

    public static async Task<int> RunAsync(string[] args)
    {
        var rows = args.Length > 0 ? long.Parse(args[0], CultureInfo.InvariantCulture) : 5_000_000;
        var folder = Directory.CreateTempSubdirectory("lumos-profile-").FullName;
        try
        {
            var path = Path.Combine(folder, "orders.csv");
            await WriteAsync(path, rows);
            var megabytes = new FileInfo(path).Length / 1e6;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows:#,0} rows, 20 columns, {megabytes:0} MB, {Environment.ProcessorCount} processors, best of {Rounds}"));
            var (ours, oursCpu) = await BestAsync(() => IngestAsync(folder));
            var (theirs, theirsCpu) = await BestAsync(() => SummarizeAsync(path));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Lumos ingest      {ours,7:0.00} s {oursCpu,7:0.00} CPU s {megabytes / ours,7:0} MB/s"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"DuckDB SUMMARIZE  {theirs,7:0.00} s {theirsCpu,7:0.00} CPU s {megabytes / theirs,7:0} MB/s"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ratio             {ours / theirs,7:0.00}   {oursCpu / theirsCpu,7:0.00} CPU       (goal 2)"));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(double Seconds, double Cpu)> BestAsync(Func<Task> run)
    {
        var best = (Seconds: double.MaxValue, Cpu: 0.0);
        for (var round = 0; round < Rounds; round++)
        {
            var (cpu, start) = (Process.GetCurrentProcess().TotalProcessorTime, Stopwatch.GetTimestamp());
            await run();
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (seconds < best.Seconds) best = (seconds, (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds);
        }

        return best;
    }

    private static async Task IngestAsync(string folder)
    {
        var context = new StageContext
        {
            Contract = new RunContract
            {
                RunId = "01JD0000000000000000000000", Mode = RunMode.DataMode, SampleCaps = new SampleCaps(), RbacActor = new RbacActor("benchmark", Role.Operator),
                Lhs = new RunEndpoint { Source = new EndpointSource("file"), Location = ["orders.csv"] },
                Rhs = new RunEndpoint { Source = new EndpointSource("file"), Location = ["target.duckdb"] },
            },
            ContractHash = new string('0', 64), Policy = new PolicyEngine(PolicyManifestLoader.LoadDefault()), Thresholds = new ThresholdProfile(), Artifacts = new MemoryArtifactStore(), Lane = Lane.Interactive,
            Seed = 0, Time = TimeProvider.System, WorkFolder = folder, BaseFolder = folder,
        };
        var catalog = (await new IngestStage(new PiiMasker(), new SourceVerifier()).RunAsync(new IngestInput(), context)).Output;
        if (catalog.Tables[0].Columns.Count != 20) throw new InvalidOperationException("The benchmark expects 20 columns.");
    }

    private static async Task SummarizeAsync(string path)
    {
        await using var connection = new DuckDbConnection("Data Source=:memory:");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"SUMMARIZE SELECT * FROM read_csv('{path.Replace("'", "''", StringComparison.Ordinal)}')";
        await using var reader = await command.ExecuteReaderAsync();
        var columns = 0;
        while (await reader.ReadAsync()) columns++;
        if (columns != 20) throw new InvalidOperationException("The benchmark expects 20 columns.");
    }

    private static async Task WriteAsync(string path, long rows)
    {
        await using var file = new StreamWriter(path, append: false, new UTF8Encoding(false), 1 << 20);
        await file.WriteAsync("order_id,customer_id,ordered_at,shipped_on,status,town,net,tax,gross,quantity,unit_price,discount,sku,email,phone,is_gift,weight_kg,comment,batch,score\n");
        var line = new StringBuilder(256);
        ulong state = 88172645463325252;
        for (long i = 0; i < rows; i++)
        {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            var (a, b, c) = ((long)(state & 0xFFFFF), (long)((state >> 20) & 0xFFFFF), (long)((state >> 40) & 0xFFFFF));
            var day = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(a * 2);
            line.Clear();
            line.Append(CultureInfo.InvariantCulture, $"{1_000_000 + i},{b % 200_000},{day:yyyy-MM-dd HH:mm:ss},{(c % 20 == 0 ? "" : day.AddDays(c % 9).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))},{States[a % 5]},{Towns[b % 10]},");
            line.Append(CultureInfo.InvariantCulture, $"{a % 90000 / 100m:0.00},{a % 9000 / 100m:0.00},{a % 99000 / 100m:0.00},{1 + (c % 12)},{b % 5000 / 100m:0.00},{c % 30},SKU-{b % 5000:00000},user{b % 200_000}@example.com,");
            line.Append(CultureInfo.InvariantCulture, $"+49 30 {1_000_000 + (b * 7 % 8_999_999)},{(c % 2 == 0 ? "true" : "false")},{c % 30000 / 1000m:0.000},{(c % 4 == 0 ? "" : $"leave parcel at door {a % 97}")},B{a % 400},{(a % 1000 / 1000.0):0.000}\n");
            await file.WriteAsync(line);
        }
    }
}
