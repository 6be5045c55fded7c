using System.Diagnostics;
using System.Globalization;
using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.CompileTime;
using Lumos.Dsl.Interpreter;
using Lumos.Dsl.Text;

namespace Lumos.Benchmarks.Generated;

/// <summary><c>generated [rows]</c>: a plan as generated C#, beside a loop written by hand and the interpreter.</summary>
internal static class GeneratedSpeed
{
    private const int Rounds = 9;

    public static int Run(int rows)
    {
        var source = RawContact.Make(rows);
        var generated = new Contact[rows];
        var written = new Contact[rows];
        var interpreted = new Contact[rows];
        var failures = new PlanFailure[rows];
        var interpreter = new PlanInterpreter(Plan());
        (string Name, Action Work)[] ways =
        [
            ("generated", () => Require(GeneratedContacts.MapRows(source, generated, failures) == 0)),
            ("hand-written", () => Require(HandWrittenContacts.Map(source, written) == 0)),
            ("interpreter", () => Interpret(interpreter, source, interpreted)),
        ];

        // Warm enough for the second compilation, then in turns, so that a busy machine is busy for all.
        foreach (var way in ways) Repeat(way.Work, 3);
        var best = new double[ways.Length];
        var bytes = new double[ways.Length];
        Array.Fill(best, double.MaxValue);
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < ways.Length; i++)
            {
                if (i == 2 && round >= 3) continue;
                GC.Collect();
                var before = GC.GetAllocatedBytesForCurrentThread();
                var clock = Stopwatch.StartNew();
                ways[i].Work();
                best[i] = Math.Min(best[i], clock.Elapsed.TotalSeconds);
                bytes[i] = (double)(GC.GetAllocatedBytesForCurrentThread() - before) / rows;
            }
        }

        Require(generated.AsSpan().SequenceEqual(written));
        Require(generated.AsSpan().SequenceEqual(interpreted));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows} rows, nine target columns, all twelve operations; texts of the target rows {TextBytes(source, generated) / rows:F1} bytes a row"));
        Console.WriteLine("| way | rows/s | bytes/row | against hand-written |");
        Console.WriteLine("|---|---:|---:|---:|");
        for (var i = 0; i < ways.Length; i++)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {ways[i].Name} | {rows / best[i]:F0} | {bytes[i]:F1} | {best[1] / best[i]:F2}x |"));
        }

        return 0;
    }

    private static TypedPlan Plan()
    {
        var schema = new ColumnSchema(
        [
            new("first_name", ColumnType.Text), new("last_name", ColumnType.Text), new("country", ColumnType.Text), new("born", ColumnType.Text), new("phone", ColumnType.Text),
            new("email", ColumnType.Text), new("amount", ColumnType.Text), new("quantity", ColumnType.Int64, Nullable: false), new("weight_lb", ColumnType.Text),
        ]);
        return DslText.Compile(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Generated", "contacts.lumos")), schema).OrThrow();
    }

    private static void Interpret(PlanInterpreter interpreter, RawContact[] source, Contact[] target)
    {
        for (var i = 0; i < source.Length; i++)
        {
            var row = source[i];
            var result = interpreter.Evaluate([row.FirstName, row.LastName, row.Country, row.Born, row.Phone, row.Email, row.Amount, row.Quantity, row.WeightLb]);
            Require(result.Failure is null);
            var values = result.Values;
            target[i] = new((string?)values[0], (string?)values[1], (DateOnly?)values[2], (string?)values[3], (string?)values[4], (string?)values[5], Scaled(values[6]), Scaled(values[7]), Scaled(values[8]));
        }
    }

    private static decimal? Scaled(object? value) => value is Int128 scaled ? (decimal)scaled / 100 : null;

    // What the texts that are new take on the heap: header, length, characters, terminator, in steps of eight bytes.
    private static double TextBytes(RawContact[] source, Contact[] target)
    {
        var total = 0L;
        for (var i = 0; i < target.Length; i++)
        {
            foreach (var text in (string?[])[target[i].FullName, target[i].BornText, target[i].AreaCode, target[i].Domain]) total += SizeOf(text);
            if (target[i].Country is { } country && string.IsInterned(country) is null && !ReferenceEquals(country, source[i].Country)) total += SizeOf(country);
        }

        return total;
    }

    private static long SizeOf(string? text) => text is null ? 0 : (22 + (2L * text.Length) + 7) / 8 * 8;

    private static void Repeat(Action work, int times)
    {
        for (var i = 0; i < times; i++) work();
    }

    private static void Require(bool holds)
    {
        if (!holds) throw new InvalidOperationException("The ways do not agree.");
    }
}
