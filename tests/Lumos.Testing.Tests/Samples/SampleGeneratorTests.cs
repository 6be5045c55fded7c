using Lumos.Testing.Samples;

namespace Lumos.Testing.Tests.Samples;

public sealed class SampleGeneratorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lumos-samples-").FullName;

    public static TheoryData<string> Names => new(SampleGenerator.Names);

    [Theory]
    [MemberData(nameof(Names))]
    public void Write_RepositoryRowsAndSeed_GivesTheFilesOfTheRepository(string name)
    {
        SampleGenerator.Write(name, _folder);
        var repository = Path.Combine(RepositoryRoot.Find(), "samples", name);

        foreach (var file in Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(_folder, file);
            Assert.True(File.ReadAllBytes(file).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(repository, relative))), $"{name}/{relative} differs from the generator's.");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Write_AnySample_BalancesRows(string name)
    {
        var expectation = SampleGenerator.Write(name, _folder, rows: 1_000, seed: 11);

        Assert.All(expectation.Tables, table =>
        {
            Assert.Equal(table.Value.RowsIn, table.Value.RowsOut + table.Value.Collapsed + table.Value.Quarantined.Values.Sum());
            Assert.Equal(table.Value.RowsOut, RowsOf(Path.Combine(_folder, "expected", table.Key + ".csv")));
        });
    }

    [Fact]
    public void Write_OtherSeed_GivesOtherRows()
    {
        SampleGenerator.Write("crm", Path.Combine(_folder, "a"), 50, seed: 1);
        SampleGenerator.Write("crm", Path.Combine(_folder, "b"), 50, seed: 2);

        Assert.NotEqual(File.ReadAllText(Path.Combine(_folder, "a", "contacts.csv")), File.ReadAllText(Path.Combine(_folder, "b", "contacts.csv")));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // Records, not lines: some products hold a line break inside quotes.
    private static long RowsOf(string path)
    {
        var quoted = false;
        long records = 0;
        foreach (var c in File.ReadAllText(path))
        {
            if (c == '"') quoted = !quoted;
            else if (c == '\n' && !quoted) records++;
        }

        return records - 1;
    }
}
