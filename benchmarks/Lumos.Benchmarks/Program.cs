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
            case ["postgres-load", .. var rest]:
                return await PostgresLoad.RunAsync(rest);
            case ["postgres", ..]:
                return Dsl.PostgresVersusNatural.Run();
            case ["dsl", ..]:
                return Dsl.StrictVersusNatural.Run();
            case ["generated", .. var rest]:
                return Generated.GeneratedSpeed.Run(rest.Length > 0 ? int.Parse(rest[0], System.Globalization.CultureInfo.InvariantCulture) : 200_000);
            case ["columnar", .. var rest]:
                return await Dsl.ColumnarVersusSql.RunAsync(rest);
            case ["csv", .. var rest]:
                return await Csv.ReadSpeed.RunAsync(rest);
            case ["mapping", .. var rest]:
                return await Mapping.MappingSpeed.RunAsync(rest);
            case ["pii", .. var rest]:
                return Pii.ScanSpeed.Run(rest);
            case ["profile", .. var rest]:
                return await Profile.ProfileSpeed.RunAsync(rest);
            case ["duplicates", .. var rest]:
                return Profile.DuplicateSpeed.Run(rest);
            case ["csv-sniff", var folder]:
                return await Csv.SniffBaseline.RunAsync(folder);
            case ["generate", var rows, var path]:
                return await MigrationBenchmark.GenerateAsync(long.Parse(rows, System.Globalization.CultureInfo.InvariantCulture), path);
            default:
                await Console.Error.WriteLineAsync("""
                    Lumos.Benchmarks migration [rows] [--data folder] [--repeat n]    governed migration beside plain DuckDB SQL (default 1000000 rows)
                    Lumos.Benchmarks dsl                                               the compiled transform beside natural SQL
                    Lumos.Benchmarks generated [rows]                                  a plan as generated C# beside a loop written by hand and the interpreter
                    Lumos.Benchmarks postgres                                          the compiled transform beside natural SQL, on PostgreSQL
                    Lumos.Benchmarks postgres-load [rows] [repeat]                     governed migrations into PostgreSQL, and between databases, beside COPY
                    Lumos.Benchmarks columnar [rows] [rounds] [way]                    the columnar executor beside plain DuckDB SQL, from memory
                    Lumos.Benchmarks csv [megabytes]                                   reading delimited text beside read_csv
                    Lumos.Benchmarks mapping [rows]                                    a plan for 200 by 200 and 40 by 750 columns, and of a database of 120 tables
                    Lumos.Benchmarks pii [files]                                       personal data in text beside regular expressions, and in 1,000 columns
                    Lumos.Benchmarks profile [rows]                                    the first stage over a whole file beside SUMMARIZE (default 5000000 rows)
                    Lumos.Benchmarks duplicates [rows]                                 rows that are the same, written differently (default up to 1000000 rows)
                    Lumos.Benchmarks csv-sniff <folder>                                sniffing beside sniff_csv, on labelled files
                    Lumos.Benchmarks generate <rows> <file.csv>                        the orders both read
                    """);
                return 2;
        }
    }
}
