using Lumos.Benchmarks.Migration;

namespace Lumos.Benchmarks;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case ["migration", .. var rest]:
                return await MigrationBenchmark.RunAsync(rest);
            case ["migration-run", var way, var csv, var target, var work]:
                return await MigrationRun.RunAsync(way, csv, target, work);
            case ["dsl", ..]:
                return Dsl.StrictVersusNatural.Run();
            case ["generate", var rows, var path]:
                return await MigrationBenchmark.GenerateAsync(long.Parse(rows, System.Globalization.CultureInfo.InvariantCulture), path);
            default:
                await Console.Error.WriteLineAsync("""
                    Lumos.Benchmarks migration [rows] [--data folder] [--repeat n]    governed migration beside plain DuckDB SQL (default 1000000 rows)
                    Lumos.Benchmarks dsl                                               the compiled transform beside natural SQL
                    Lumos.Benchmarks generate <rows> <file.csv>                        the orders both read
                    """);
                return 2;
        }
    }
}
