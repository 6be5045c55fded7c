using System.Diagnostics;
using System.Globalization;
using System.Text;
using Lumos.Abstractions;
using Lumos.Core;

namespace Lumos.Benchmarks.Mapping;

/// <summary>How long the plan of a whole database takes: 120 source tables that refer to each other into 40, all with names, states and dates as every table has. Seeded.</summary>
internal static class WideDatabase
{
    private const int Sources = 120, Targets = 40, Rows = 60, Columns = 9, References = 3;

    private static readonly string[] Things =
    [
        "customer", "order", "product", "invoice", "payment", "shipment", "supplier", "employee", "department", "warehouse", "stock", "ticket", "contract", "asset", "project", "task", "account", "ledger", "budget", "campaign",
        "lead", "store", "region", "vendor", "purchase", "receipt", "refund", "coupon", "discount", "brand", "vehicle", "driver", "route", "trip", "booking", "room", "guest", "hotel", "event", "venue",
    ];

    private static readonly string[] Kinds = ["", "_history", "_detail"];

    private static readonly (string Name, string Type)[] Fields =
    [
        ("name", "text"), ("code", "text"), ("status", "text"), ("type", "text"), ("description", "text"), ("created_at", "date"), ("updated_at", "date"), ("amount", "numeric(12,2)"), ("quantity", "integer"), ("price", "numeric(12,2)"),
        ("email", "text"), ("phone", "text"), ("first_name", "text"), ("last_name", "text"), ("start_date", "date"), ("end_date", "date"), ("country", "text"), ("city", "text"), ("zip", "text"), ("title", "text"), ("rate", "numeric(12,2)"),
    ];

    /// <summary>Plans it and prints how long that took.</summary>
    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("lumos-mapping-wide-").FullName;
        try
        {
            Write(folder, new Random(7));
            var contract = new RunContract
            {
                RunId = "01JD0000000000000000000000", Mode = RunMode.DataMode, RbacActor = new RbacActor("benchmark", Role.Operator), SampleCaps = new SampleCaps(1000, 1 << 22),
                Lhs = new RunEndpoint { Source = new EndpointSource("file"), Location = ["in"] }, Rhs = new RunEndpoint { Source = new EndpointSource("file"), Location = ["out.duckdb"], SchemaRef = "ours.sql" },
            };
            var (before, watch) = (Process.GetCurrentProcess().TotalProcessorTime, Stopwatch.StartNew());
            await LumosEngine.Create(new LumosOptions { StateFolder = Path.Combine(folder, "state") }).PlanAsync(contract, new RunSettings { BaseFolder = folder });
            var spent = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Sources} tables into {Targets}, whole plan: {watch.Elapsed.TotalSeconds:0.00} s, {spent:0.00} CPU s"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Write(string folder, Random random)
    {
        Directory.CreateDirectory(Path.Combine(folder, "in"));
        string[] names = [.. Enumerable.Range(0, Sources).Select(static i => Things[i % Things.Length] + Kinds[i / Things.Length])];
        foreach (var name in names)
        {
            (string Name, string Type)[] fields = [.. Some(Fields, Columns, random).Select(f => (random.Next(5) < 2 ? name + "_" + f.Name : f.Name, f.Type))];
            string[] referred = [.. Some([.. Things.Where(t => t != name)], References, random)];
            var csv = new StringBuilder().AppendJoin(',', fields.Select(static f => f.Name).Prepend(name + "_id").Concat(referred.Select(static r => r + "_id"))).Append('\n');
            for (var row = 1; row <= Rows; row++) csv.AppendJoin(',', fields.Select(f => Value(f.Name, f.Type, row, random)).Prepend($"{row}").Concat(referred.Select(_ => $"{random.Next(1, Rows + 1)}"))).Append('\n');
            File.WriteAllText(Path.Combine(folder, "in", name + ".csv"), csv.ToString());
        }

        var sql = new StringBuilder();
        foreach (var name in Things.Take(Targets))
        {
            var fields = Some(Fields, Columns, random).Select(static f => $"{f.Name} {f.Type}");
            var referred = Some([.. Things.Where(t => t != name)], References - 1, random).Select(static r => $"{r}_key integer references {r}s({r}_key)");
            sql.Append(CultureInfo.InvariantCulture, $"create table {name}s (\n  {name}_key integer primary key,\n  ").AppendJoin(",\n  ", fields.Concat(referred)).Append("\n);\n");
        }

        File.WriteAllText(Path.Combine(folder, "ours.sql"), sql.ToString());
    }

    private static T[] Some<T>(T[] all, int count, Random random)
    {
        T[] mixed = [.. all];
        random.Shuffle(mixed);
        return mixed[..count];
    }

    private static string Value(string name, string type, int row, Random random) => type switch
    {
        "date" => $"20{random.Next(10, 26)}-{random.Next(1, 13):00}-{random.Next(1, 29):00}",
        "integer" => $"{random.Next(1, 90)}",
        "text" when name.EndsWith("email", StringComparison.Ordinal) => $"person{row}@shop.example",
        "text" when name.EndsWith("code", StringComparison.Ordinal) => $"{(char)('A' + random.Next(6))}-{random.Next(1, 10_000):0000}",
        "text" when name.EndsWith("phone", StringComparison.Ordinal) => $"+49 30 {random.Next(10_000_000):0000000}",
        "text" => $"{Things[random.Next(Things.Length)]} {random.Next(40)}",
        _ => string.Create(CultureInfo.InvariantCulture, $"{random.Next(100_000) / 100m:0.00}"),
    };
}
