using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Lumos.Abstractions;
using Lumos.Core.Domains;
using Lumos.Core.Pii;
using Lumos.Core.Policy.Masking;
using Lumos.Core.Supervision;

namespace Lumos.Benchmarks.Pii;

/// <summary>Speed of the scanner of texts on one thread, beside a handful of compiled regular expressions as people write them, and of columns on two.</summary>
internal static class ScanSpeed
{
    private const int Rounds = 5;

    private static readonly string[] Plain =
    [
        "The order 112-4421773-9920117 of 2024-05-01 has 12 lines and ships on Monday. ", "Version 10.12.4 replaces 9.8.3 and needs 512 MB of memory. ",
        "In spring the river carries more water than in autumn, and the mill runs day and night. ", "2024-05-01T10:22:31Z INFO worker 17 took 231 ms, status=200, queue=mail ", "Nothing else was said about it until the end of the year. ",
    ];

    private static readonly string[] Personal =
    [
        "Dear Emily Hartley, we wrote to emily.hartley@example.com about the parcel. ", "Call +1 303 555 0134 or (415) 555-0199 before noon. ", "The deposit goes to DE89 3704 0044 0532 0130 00, the card is 4111 1111 1111 1111. ",
        "She lives at 12 Kestrel Lane, Springfield, IL 62704, born on March 12, 1985. ", "SSN 219-09-9999, login from 203.0.113.7, password: hunter2! ",
    ];

    private static readonly Regex[] Peers =
    [
        .. new[]
        {
            @"\b[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}\b", @"\b(?:\d[ -]*?){13,16}\b", @"\b\d{3}-\d{2}-\d{4}\b", @"(?:\+?\d{1,3}[ .-]?)?\(?\d{3}\)?[ .-]?\d{3}[ .-]?\d{4}\b", @"\b[A-Z]{2}\d{2}[A-Z0-9]{4}\d{7}[A-Z0-9]{0,16}\b",
            @"\b(?:\d{1,3}\.){3}\d{1,3}\b", @"\b\d{1,5} [A-Z][a-z]+ (?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln)\b", @"\b(?:password|secret|token)\s*[:=]\s*\S+",
        }.Select(static p => new Regex(p, RegexOptions.Compiled | RegexOptions.CultureInvariant)),
    ];

    /// <summary>Measures the made-up texts, or the files that are given.</summary>
    public static int Run(string[] files)
    {
        Console.WriteLine("| text | way | MB/s of processor time | findings |");
        Console.WriteLine("|---|---|---:|---:|");
        foreach (var file in files) Texts(Path.GetFileName(file), File.ReadAllText(file));
        if (files.Length > 0) return 0;
        Texts("without", Repeated(Plain));
        Texts("with", Repeated([.. Plain, .. Personal]));
        Columns();
        return 0;
    }

    private static string Repeated(string[] sentences)
    {
        var builder = new StringBuilder();
        for (var i = 0; builder.Length < 8_000_000; i++) builder.Append(sentences[i * 7 % sentences.Length]);
        return builder.ToString();
    }

    private static void Texts(string name, string text)
    {
        List<PiiFinding> found = [];
        var (seconds, count) = Best(() =>
        {
            PiiText.Find(text, found);
            return found.Count;
        });
        Print(name, "scanner", text.Length, seconds, count);
        (seconds, count) = Best(() => Peers.Sum(p => p.Count(text)));
        Print(name, "regular expressions", text.Length, seconds, count);
    }

    private static (double Seconds, int Count) Best(Func<int> work)
    {
        var best = double.MaxValue;
        var count = 0;
        for (var round = 0; round < Rounds; round++)
        {
            // Processor time, so that other work on the machine does not count.
            var start = Environment.CpuUsage.TotalTime;
            count = work();
            best = Math.Min(best, (Environment.CpuUsage.TotalTime - start).TotalSeconds);
        }

        return (best, count);
    }

    private static void Print(string name, string way, int length, double seconds, int count) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {way} | {length / 1e6 / seconds:0.0} | {count} |"));

    // 50 tables of 20 columns of 10,000 values of ten kinds, two threads.
    private static void Columns()
    {
        Func<int, string>[] kinds =
        [
            static i => $"user{i}@example.com", static i => (i * 7919 % 100_000).ToString(CultureInfo.InvariantCulture), static i => $"2024-{i % 12 + 1:00}-{i % 28 + 1:00}", static i => $"AX-{i:00000}", static i => $"{i % 97}.{i % 100:00}",
            static i => $"Item number {i} of the list", static i => $"+1 303 555 {i % 10_000:0000}", static i => $"{i:x32}", static i => i % 3 == 0 ? "open" : "closed", static i => $"203.0.113.{i % 255}",
        ];
        var values = kinds.Select(kind => Enumerable.Range(0, 10_000).Select(kind).ToArray()).ToArray();
        var assigner = new DomainAssigner(DomainCatalog.Default, new PiiMasker());
        var thresholds = new ThresholdProfile();
        for (var round = 0; round < 3; round++)
        {
            var (start, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            var flagged = 0;
            Parallel.For(0, 50, new ParallelOptions { MaxDegreeOfParallelism = 2 }, t =>
            {
                var table = Table(t);
                var sample = RawSample.From(table.Columns.Select((c, i) => KeyValuePair.Create(c.SourceName, values[i % values.Length])).ToDictionary(StringComparer.Ordinal)!);
                Interlocked.Add(ref flagged, assigner.Assign(table, sample, thresholds, default).Count(static a => a.Pii != PiiGrade.None));
            });
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n1,000 columns of 10,000 values, domains and personal data, two threads: {Stopwatch.GetElapsedTime(start).TotalSeconds:0.00} s, processor {(Environment.CpuUsage.TotalTime - processor).TotalSeconds:0.00} s, {flagged} flagged"));
        }
    }

    private static CatalogTable Table(int number) => new()
    {
        Name = "t" + number.ToString(CultureInfo.InvariantCulture),
        Source = new CatalogSource { Location = "", Format = "csv", Sha256 = "" },
        Columns = [.. Enumerable.Range(0, 20).Select(static c => "c" + c.ToString(CultureInfo.InvariantCulture)).Select(static (name, ordinal) => new CatalogColumn { Name = name, SourceName = name, Ordinal = ordinal, Type = ColumnType.Text })],
    };
}
