using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Lumos.Testing.Data;

namespace Lumos.Benchmarks.Migration;

/// <summary>
/// The governed migration (hashes, checkpoints, quarantine, validations, atomic promotion) beside plain DuckDB SQL doing the same transformation
/// without any of it, and beside our own parts without what governs a run, one after the other on the same file. The best of the repetitions counts for both.
/// </summary>
internal static class MigrationBenchmark
{
    public static async Task<int> RunAsync(string[] args)
    {
        var rows = args.Length > 0 && long.TryParse(args[0], NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 1_000_000;
        var data = Option(args, "--data") ?? Path.Combine(Path.GetTempPath(), "lumos-benchmarks");
        var repeat = int.Parse(Option(args, "--repeat") ?? "1", CultureInfo.InvariantCulture);
        Directory.CreateDirectory(data);
        var csv = Path.Combine(data, $"orders-{rows}.csv");
        if (!File.Exists(csv)) await GenerateAsync(rows, csv);
        Console.WriteLine($"{rows:N0} rows, {new FileInfo(csv).Length / 1e6:N0} MB of CSV, 13 columns in, {OrdersMapping.Columns.Length} out, {Environment.ProcessorCount} processors");
        Console.WriteLine("| target | way | rows out | seconds | rows/s | CPU seconds | peak MB | against plain |");
        Console.WriteLine("|---|---|---:|---:|---:|---:|---:|---:|");
        foreach (var target in new[] { "parquet", "duckdb" })
        {
            var plain = await BestAsync("plain", csv, data, target, repeat);
            var governed = await BestAsync("governed", csv, data, target, repeat);
            var ungoverned = await BestAsync("ungoverned", csv, data, target, repeat);
            Print(target, plain, plain, rows);
            Print(target, ungoverned, plain, rows);
            Print(target, governed, plain, rows);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"| {target} | governed against ungoverned | | | | | | {governed.Seconds / ungoverned.Seconds:F2}x wall, {governed.CpuSeconds / ungoverned.CpuSeconds:F2}x CPU |"));
        }

        return 0;
    }

    public static async Task<int> GenerateAsync(long rows, string path)
    {
        await using (var file = File.Create(path + ".tmp")) await new CustomerOrdersCsv { Rows = rows }.WriteAsync(file);
        File.Move(path + ".tmp", path, overwrite: true);
        return 0;
    }

    private static async Task<Measured> BestAsync(string way, string csv, string data, string target, int repeat)
    {
        Measured? best = null;
        for (var i = 0; i < repeat; i++)
        {
            var measured = await MeasureAsync(way, csv, data, target);
            if (best is null || measured.Seconds < best.Seconds) best = measured;
        }

        return best!;
    }

    private static async Task<Measured> MeasureAsync(string way, string csv, string data, string target)
    {
        var work = Path.Combine(data, "work-" + way);
        if (Directory.Exists(work)) Directory.Delete(work, recursive: true);
        Directory.CreateDirectory(work);
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet") start.ArgumentList.Add(typeof(MigrationBenchmark).Assembly.Location);
        foreach (var argument in new[] { "migration-run", way, csv, Path.Combine(work, "orders." + target), work }) start.ArgumentList.Add(argument);
        using var child = Process.Start(start)!;
        var output = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();
        if (child.ExitCode != 0) throw new InvalidOperationException($"The {way} run ended with exit code {child.ExitCode}.");
        Directory.Delete(work, recursive: true);
        return JsonSerializer.Deserialize<Measured>(output)!;
    }

    private static void Print(string target, Measured run, Measured plain, long rows) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {target} | {run.Way} | {run.Rows} | {run.Seconds:F2} | {rows / run.Seconds:F0} | {run.CpuSeconds:F2} | {run.PeakBytes / 1e6:F0} | {run.Seconds / plain.Seconds:F2}x wall, {run.CpuSeconds / plain.CpuSeconds:F2}x CPU |"));

    private static string? Option(string[] args, string name)
    {
        var at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }
}
