using System.Text;
using Lumos.Abstractions;
using Lumos.Core.Tests.Ingest.Csv.Golden;
using static Lumos.Core.Tests.Ingest.Csv.CsvTestText;

namespace Lumos.Core.Tests.Ingest.Csv;

/// <summary>Bytes nobody wrote on purpose: read or refused with a reason, in bounded time, and every byte accounted for.</summary>
public class CsvFuzzTests
{
    private static readonly TimeSpan MostPerFile = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Read_RandomBytes_AreReadOrRefused()
    {
        var random = new GoldenRandom(7);
        var read = 0;
        for (var round = 0; round < 250; round++)
        {
            var bytes = new byte[random.Between(1, 600)];
            for (var i = 0; i < bytes.Length; i++) bytes[i] = (byte)(round % 2 == 0 ? random.Between(0, 255) : random.Pick([44, 10, 13, 34, 92, 9, 59, 97, 49, 0xE9, 0xC3, 0xA9, 0x20, 0x27]));
            if (await AccountsAsync(bytes, $"round {round}")) read++;
        }

        Assert.True(read > 100, $"only {read} were read");
    }

    [Fact]
    public async Task Read_GoldenFilesCutAnywhere_AccountForEveryByte()
    {
        var random = new GoldenRandom(8);
        foreach (var path in Directory.EnumerateFiles(Path.Combine(GoldenSetTests.Folder(), "files")).Order(StringComparer.Ordinal))
        {
            var bytes = await File.ReadAllBytesAsync(path);
            if (bytes.Length < 8) continue;
            for (var cut = 0; cut < 2; cut++) await AccountsAsync(bytes[..random.Between(1, bytes.Length - 1)], Path.GetFileName(path));
        }
    }

    [Fact]
    public async Task Read_GoldenFilesDamaged_AccountForEveryByte()
    {
        var random = new GoldenRandom(9);
        foreach (var path in Directory.EnumerateFiles(Path.Combine(GoldenSetTests.Folder(), "files")).Order(StringComparer.Ordinal))
        {
            var bytes = await File.ReadAllBytesAsync(path);
            if (bytes.Length < 8) continue;
            for (var hits = random.Between(1, 12); hits > 0; hits--) bytes[random.Between(0, bytes.Length - 1)] = (byte)random.Pick([34, 10, 13, 44, 92, 0, 0xFF, 0xC3, 35, 39]);
            await AccountsAsync(bytes, Path.GetFileName(path));
        }
    }

    [Fact]
    public async Task Read_TwoFilesOfDifferentEncodingsJoined_AccountForEveryByte()
    {
        var random = new GoldenRandom(10);
        Encoding[] encodings = [new UTF8Encoding(true), new UnicodeEncoding(false, true), CodePagesEncodingProvider.Instance.GetEncoding(1252)!, CodePagesEncodingProvider.Instance.GetEncoding(932)!];
        for (var round = 0; round < 40; round++)
        {
            using var joined = new MemoryStream();
            for (var part = 0; part < 3; part++)
            {
                var encoding = random.Pick(encodings);
                if (part == 0) joined.Write(encoding.GetPreamble());
                joined.Write(encoding.GetBytes(string.Concat(Enumerable.Range(0, 40).Select(i => $"{i};Größe \"{i}\";\\{random.Between(0, 99)}\n"))));
            }

            await AccountsAsync(joined.ToArray(), $"round {round}");
        }
    }

    /// <summary>Reads to the end; true when it was not refused.</summary>
    private static async Task<bool> AccountsAsync(byte[] bytes, string what)
    {
        CsvRead read;
        try
        {
            read = await ReadAsync(Input(bytes), new SourceReadOptions { BatchRows = 16 }).WaitAsync(MostPerFile);
        }
        catch (LumosException refused)
        {
            Assert.NotNull(refused.NextStep);
            return false;
        }

        // Rows and ranges begin at different places, the first at the first byte; a range ends where the next thing begins, the last with the file.
        var places = read.Offsets.Select(offset => (Start: offset, End: (long?)null)).Concat(read.Skipped.Select(skip => (Start: skip.ByteStart, End: (long?)skip.ByteEnd))).OrderBy(place => place.Start).ToList();
        Assert.True(places.Count > 0 && places[0].Start == 0, what);
        if (read.Layout.Encoding.StartsWith("utf-", StringComparison.Ordinal) && bytes is [0x1F, 0x8B, ..]) return true;
        for (var i = 0; i < places.Count; i++)
        {
            var next = i + 1 < places.Count ? places[i + 1].Start : bytes.Length;
            Assert.True(places[i].Start < next, $"{what}: nothing between {places[i].Start} and {next}");
            if (places[i].End is { } end) Assert.True(end == next, $"{what}: a range ends at {end}, the next place begins at {next}");
        }

        return true;
    }
}
