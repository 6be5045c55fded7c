using Lumos.Core.Evaluation.Csv;

namespace Lumos.Core.Tests.Ingest.Csv.Golden;

public class GoldenSetTests
{
    /// <summary>Set to 1 to write the golden files anew after a change of the generator.</summary>
    private const string Regenerate = "LUMOS_REGENERATE_GOLDEN";

    [Fact]
    public void Generator_RunAgain_GivesTheCommittedFiles()
    {
        var folder = Folder();
        var write = Environment.GetEnvironmentVariable(Regenerate) == "1";
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in GoldenSet.Files())
        {
            Assert.True(names.Add(file.Name), $"{file.Name} is made twice.");
            var path = Path.Combine(folder, "files", file.Name);
            var label = Path.Combine(folder, "expected", file.Name + ".json");
            if (write)
            {
                File.WriteAllBytes(path, file.Bytes());
                File.WriteAllText(label, file.Label());
            }

            Assert.True(File.ReadAllBytes(path).AsSpan().SequenceEqual(file.Bytes()), $"{file.Name} differs; set {Regenerate}=1 to write it anew.");
            Assert.Equal(file.Label(), File.ReadAllText(label));
        }

        Assert.Equal(names.Order(StringComparer.Ordinal), Directory.EnumerateFiles(Path.Combine(folder, "files")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.InRange(names.Count, 150, 300);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("csv-shapes")]
    public async Task Evaluation_OfAGoldenSet_ReachesTheGoal(string set)
    {
        var report = await CsvEvaluation.RunAsync(Path.Combine(Folder(), "..", set));
        var wrong = string.Join('\n', report.Cases.Where(static line => line.Contains("\"exact\":false", StringComparison.Ordinal)).Select(static line => line[..Math.Min(line.Length, 120)]));

        Assert.True(report.Figure("exact") >= 0.97, wrong);
        Assert.Equal(0, report.Figure("silent_loss"));
    }

    internal static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Lumos.sln"))) folder = folder.Parent;
        Assert.NotNull(folder);
        return Path.Combine(folder.FullName, "tests", "Lumos.Core.Tests", "golden", "csv");
    }
}
