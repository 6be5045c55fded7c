using System.Diagnostics;
using System.Globalization;
using System.Text;
using Lumos.Abstractions;
using Lumos.Core.Ingest.Csv;
using Lumos.DuckDb;

namespace Lumos.Benchmarks.Csv;

/// <summary>
/// How fast a delimited file becomes text columns, on one core, beside the engine's <c>read_csv(all_varchar)</c> held to one thread. Sniffing is
/// timed apart. <c>csv [megabytes]</c> makes its own files and removes them.
/// </summary>
internal static class ReadSpeed
{
    private const int Rounds = 3;

    public static async Task<int> RunAsync(string[] args)
    {
        var megabytes = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 200;
        Console.WriteLine($"{"file",-10} {"MB",5} {"sniff ms",9} {"Lumos MB/s",11} {"bytes/row",10} {"DuckDB MB/s",12}");
        foreach (var kind in (string[])["plain", "quoted", "utf-16"])
        {
            var path = Path.Combine(Path.GetTempPath(), $"lumos-read-speed-{kind}.csv");
            try
            {
                await WriteAsync(path, kind, megabytes * 1_000_000L);
                await MeasureAsync(path, kind);
            }
            finally
            {
                File.Delete(path);
            }
        }

        return 0;
    }

    private static async Task MeasureAsync(string path, string kind)
    {
        var size = new FileInfo(path).Length / 1e6;
        var clock = Stopwatch.StartNew();
        await using var source = await CsvSource.OpenAsync(CsvInput.File(path));
        var sniff = clock.Elapsed.TotalMilliseconds;
        double best = 0;
        double allocated = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var before = GC.GetTotalAllocatedBytes();
            clock.Restart();
            long rows = 0;
            await foreach (var batch in source.ReadAsync(new SourceReadOptions()))
            {
                using (batch) rows += batch.RowCount;
            }

            best = Math.Max(best, size / clock.Elapsed.TotalSeconds);
            allocated = (GC.GetTotalAllocatedBytes() - before) / (double)rows;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind,-10} {size,5:0} {sniff,9:0} {best,11:0} {allocated,10:0.0} {(kind == "utf-16" ? "-" : Engine(path, size).ToString("0", CultureInfo.InvariantCulture)),12}"));
    }

    private static double Engine(string path, double size)
    {
        using var connection = new DuckDbConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SET threads = 1";
        command.ExecuteNonQuery();
        double best = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            command.CommandText = $"SELECT count(COLUMNS(*)) FROM read_csv('{path.Replace("'", "''", StringComparison.Ordinal)}', all_varchar = true)";
            command.ExecuteNonQuery();
            best = Math.Max(best, size / clock.Elapsed.TotalSeconds);
        }

        return best;
    }

    private static async Task WriteAsync(string path, string kind, long bytes)
    {
        await using var file = new StreamWriter(path, false, kind == "utf-16" ? new UnicodeEncoding(false, true) : new UTF8Encoding(false));
        await file.WriteAsync("order_id,customer,city,ordered_at,quantity,unit_price,status,comment\n");
        var quote = kind == "quoted" ? "\"" : string.Empty;
        string[] cities = ["Oslo", "Lyon", "Köln", "Porto", "Leeds"];
        string[] notes = kind == "quoted" ? ["fast, please", "say \"\"hi\"\"", "none"] : ["fast please", "call first", ""];
        for (var i = 0; file.BaseStream.Position < bytes; i++)
        {
            await file.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{1000000 + i},{quote}Customer {i % 7919}{quote},{cities[i % 5]},2021-{1 + (i % 12):00}-{1 + (i % 28):00} 08:{i % 60:00}:00,{i % 40},{i % 900}.{i % 100:00},{quote}{(i % 3 == 0 ? "open" : "shipped")}{quote},{quote}{notes[i % 3]}{quote}\n"));
        }
    }
}
