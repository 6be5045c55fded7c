extern alias generators;

using generators::Lumos.Dsl.Generators.Analysis;
using Lumos.Testing;

namespace Lumos.Dsl.Generators.Tests.Analysis;

public sealed class DiagnosticPagesTests
{
    private static readonly string Root = RepositoryRoot.Find();

    public static TheoryData<string> Ids => new(new TransformAnalyzer().SupportedDiagnostics.Select(descriptor => descriptor.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Diagnostic_OfTheAnalyzer_HasAPageAndAReleaseNote(string id)
    {
        var title = new TransformAnalyzer().SupportedDiagnostics.Single(descriptor => descriptor.Id == id).Title.ToString(null);
        var page = Path.Combine(Root, "docs", "dsl", "diagnostics", id + ".md");

        Assert.True(File.Exists(page), $"{id} has no page.");
        Assert.StartsWith($"# {id}: {title}\n", File.ReadAllText(page), StringComparison.Ordinal);
        Assert.Contains(Directory.GetFiles(Path.Combine(Root, "src", "Lumos.Dsl.Generators"), "AnalyzerReleases.*.md"), file => File.ReadAllText(file).Contains($"{id} | Lumos.Dsl |", StringComparison.Ordinal));
    }

    [Fact]
    public void Pages_OfDiagnostics_AllBelongToOne()
    {
        var pages = Directory.GetFiles(Path.Combine(Root, "docs", "dsl", "diagnostics"), "LUM*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal);

        Assert.Equal(new TransformAnalyzer().SupportedDiagnostics.Select(descriptor => descriptor.Id), pages);
    }
}
