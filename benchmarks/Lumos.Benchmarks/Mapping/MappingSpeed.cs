using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Lumos.Core.Evaluation.Mapping;

namespace Lumos.Benchmarks.Mapping;

/// <summary>How long a plan takes from the file to the pipelines, 200 source by 200 target columns and 40 by 750, with descriptions and enums, and the plan of a whole database. <c>mapping [rows]</c> makes its own cases.</summary>
internal static class MappingSpeed
{
    private static readonly string[] Subjects = ["customer", "order", "patient", "visit", "product", "sample", "account", "invoice", "station", "species", "contract", "vehicle", "device", "project", "member"];
    private static readonly string[] Things = ["name", "date", "amount", "status", "city", "country", "weight", "code", "type", "email", "phone", "grade", "number", "comment", "count", "start", "end", "rate", "region", "title"];

    public static async Task<int> RunAsync(string[] args)
    {
        var rows = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1000;
        Console.WriteLine($"{"columns",-12} {"seconds",8} {"CPU s",8}");
        foreach (var (sources, targets) in new[] { (200, 200), (40, 750) })
        {
            var folder = Directory.CreateTempSubdirectory("lumos-mapping-speed-").FullName;
            try
            {
                Write(folder, sources, targets, rows);
                // The first round pays for catalogs and compilation.
                for (var round = 0; round < 3; round++)
                {
                    var before = Process.GetCurrentProcess().TotalProcessorTime;
                    var report = await MappingEvaluation.RunAsync(folder);
                    var spent = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{sources} x {targets,-6} {report.Figure("seconds"),8:0.00} {spent,8:0.00}"));
                }
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        await WideDatabase.RunAsync();
        return 0;
    }

    private static string Name(int i) => $"{Subjects[i % Subjects.Length]}_{Things[i / Subjects.Length % Things.Length]}{(i >= Subjects.Length * Things.Length ? "_" + (char)('a' + i / (Subjects.Length * Things.Length)) : "")}";

    private static void Write(string folder, int sources, int targets, int rows)
    {
        var csv = new StringBuilder(string.Join(',', Enumerable.Range(0, sources).Select(i => Name(i * 3 % 300).Replace("_", " ", StringComparison.Ordinal)).Distinct())).Append('\n');
        var width = csv.ToString().Count(static c => c == ',') + 1;
        for (var r = 0; r < rows; r++) csv.AppendJoin(',', Enumerable.Range(0, width).Select(c => (c % 4) switch { 0 => $"value {r * c % 17}", 1 => $"{r * c % 991}", 2 => $"20{10 + r % 15}-{1 + c % 12:00}-{1 + r % 28:00}", _ => $"{r * c % 97}.{c % 10}5" })).Append('\n');
        File.WriteAllText(Path.Combine(folder, "lhs.csv"), csv.ToString());
        var columns = Enumerable.Range(0, targets).Select(i => (object)new
        {
            name = Name(i), type = "text", description = $"The {Things[i % Things.Length]} of the {Subjects[i % Subjects.Length]} as it was recorded at the {Things[(i + 3) % Things.Length]}",
            @enum = i % 3 == 0 ? Enumerable.Range(0, 20).Select(v => $"value {v}").ToArray() : null,
        });
        File.WriteAllText(Path.Combine(folder, "rhs_schema.json"), JsonSerializer.Serialize(new { name = "target", columns }));
        File.WriteAllText(Path.Combine(folder, "gold.json"), "[]");
    }
}
