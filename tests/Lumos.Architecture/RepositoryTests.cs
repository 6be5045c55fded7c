using System.Text.RegularExpressions;
using System.Xml.Linq;
using Lumos.Testing;

namespace Lumos.Architecture;

/// <summary>Rules of the repository as a whole.</summary>
public sealed partial class RepositoryTests
{
    private static readonly string Root = RepositoryRoot.Find();

    [Fact]
    public void Packages_Projects_DescribeThemselves()
    {
        var wrong = Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Where(f => !XDocument.Load(f).Descendants("Description").Any(d => d.Value.Length > 20) || !File.Exists(Path.Combine(Path.GetDirectoryName(f)!, "README.md")))
            .Select(f => Path.GetFileName(f) + " needs a description and a README.md.");

        Assert.Empty(wrong);
    }

    [Fact]
    public void Files_OfTheRepository_NameNoRegistry()
    {
        var wrong = new List<string>();
        foreach (var file in Directory.EnumerateFiles(Root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }))
        {
            var relative = Path.GetRelativePath(Root, file).Replace('\\', '/');
            if (Skipped().IsMatch(relative) || new FileInfo(file).Length > 2_000_000) continue;
            if (Registry().IsMatch(File.ReadAllText(file))) wrong.Add(relative);
        }

        Assert.Empty(wrong);
    }

    [GeneratedRegex(@"(^|/)(\.git|bin|obj|node_modules|TestResults|out|artifacts|\.lumos)(/|$)|\.(parquet|gz|zst|duckdb|png)$", RegexOptions.CultureInvariant)]
    private static partial Regex Skipped();

    [GeneratedRegex(@"https?://[a-z.-]*(nuget|npmjs)\.", RegexOptions.CultureInvariant)]
    private static partial Regex Registry();
}
