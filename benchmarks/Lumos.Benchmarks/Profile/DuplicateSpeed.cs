using System.Diagnostics;
using System.Globalization;
using Lumos.Core.Analysis.Duplicates;

namespace Lumos.Benchmarks.Profile;

/// <summary>Rows that are the same, written differently, among invented people of whom one in fifty stands there twice: time and memory must grow with the rows. <c>duplicates [rows]</c> goes up to that many.</summary>
internal static class DuplicateSpeed
{
    private static readonly string[] Syllables = ["ka", "lo", "mi", "ra", "ne", "to", "su", "be", "da", "vi", "po", "lu", "ge", "ha", "ri", "sa"];

    public static int Run(string[] args)
    {
        var most = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
        Console.WriteLine($"{"rows",10} {"read s",8} {"find s",8} {"CPU s",7} {"MB",7} {"looked",14} {"right",7} {"wrong",7} {"missed",7}");
        foreach (var rows in new[] { most / 16, most / 4, most })
        {
            GC.Collect();
            var start = Stopwatch.GetTimestamp();
            var (records, twice) = People(rows);
            var read = Stopwatch.GetElapsedTime(start).TotalSeconds;
            start = Stopwatch.GetTimestamp();
            var cpu = Process.GetCurrentProcess().TotalProcessorTime;
            var found = DuplicateFinder.Find(records, out var looked, CancellationToken.None);
            var find = Stopwatch.GetElapsedTime(start).TotalSeconds;
            var spent = (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds;
            var right = found.Count(pair => twice.Contains((pair.First, pair.Second)));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows,10:#,0} {read,8:0.0} {find,8:0.0} {spent,7:0.0} {GC.GetTotalMemory(false) / 1e6,7:0} {looked,14:#,0} {right,7:#,0} {found.Count - right,7:#,0} {twice.Count - right,7:#,0}"));
        }

        return 0;
    }

    private static (RecordSet Records, HashSet<(int, int)> Twice) People(int rows)
    {
        var records = new RecordSet([FieldRole.Name, FieldRole.Name, FieldRole.Address, FieldRole.Address, FieldRole.Contact]);
        HashSet<(int, int)> twice = [];
        var random = new Random(17);
        string Word(int syllables) => string.Concat(Enumerable.Range(0, syllables).Select(_ => Syllables[random.Next(Syllables.Length)]));
        string[] given = [.. Enumerable.Range(0, 2000).Select(_ => Word(3))], family = [.. Enumerable.Range(0, 20_000).Select(_ => Word(4))], streets = [.. Enumerable.Range(0, 5000).Select(_ => Word(4) + " street")], towns = [.. Enumerable.Range(0, 500).Select(_ => Word(3))];
        while (records.Count < rows)
        {
            string[] person = [given[random.Next(given.Length)], family[random.Next(family.Length)], $"{random.Next(1, 200)} {streets[random.Next(streets.Length)]}", towns[random.Next(towns.Length)], $"0{random.Next(30, 999)} {random.Next(1_000_000, 9_999_999)}"];
            records.Add(person);
            if (records.Count >= rows || random.Next(50) != 0) continue;
            var at = random.Next(1, person[1].Length - 1);
            records.Add([person[0], person[1].Remove(at, 1), person[2].Replace("street", "st.", StringComparison.Ordinal), person[3], random.Next(2) == 0 ? person[4] : null]);
            twice.Add((records.Count - 2, records.Count - 1));
        }

        return (records, twice);
    }
}
