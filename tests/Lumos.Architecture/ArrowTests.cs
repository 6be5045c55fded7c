using System.Text.RegularExpressions;
using System.Xml.Linq;
using Lumos.Testing;

namespace Lumos.Architecture;

/// <summary>Fails when an arrow of the house points the wrong way, between projects or between Core's rooms.</summary>
public sealed partial class ArrowTests
{
    private static readonly string Source = Path.Combine(RepositoryRoot.Find(), "src");

    [Fact]
    public void Projects_References_FollowTheHouse()
    {
        var wrong = new List<string>();
        foreach (var file in Directory.EnumerateFiles(Source, "*.csproj", SearchOption.AllDirectories))
        {
            var project = Path.GetFileNameWithoutExtension(file);
            if (!House.Projects.TryGetValue(project, out var allowed))
            {
                wrong.Add($"{project} has no place in the house: name it in House.Projects.");
                continue;
            }

            wrong.AddRange(XDocument.Load(file).Descendants("ProjectReference")
                .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')))
                .Where(target => !allowed.Contains(target, StringComparer.Ordinal))
                .Select(target => $"{project} may not know {target}."));
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void CoreStages_Namespaces_DoNotKnowEachOther()
    {
        var wrong = new List<string>();
        foreach (var stage in House.Stages)
        {
            foreach (var other in House.Stages.Where(o => o != stage)) wrong.AddRange(Uses(stage, other));
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void CorePolicyAndLedger_Namespaces_KnowNoStage()
    {
        var wrong = new List<string>();
        foreach (var room in House.Foundations)
        {
            foreach (var stage in House.Stages) wrong.AddRange(Uses(room, stage));
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void DuckDb_Sources_KnowNothingOfLumos()
    {
        var wrong = Files("Lumos.DuckDb").Where(f => LumosName().IsMatch(File.ReadAllText(f))).Select(f => Path.GetRelativePath(Source, f));

        Assert.Empty(wrong);
    }

    [Fact]
    public void Sources_ClockRandomAndConsole_AreNotReadDirectly()
    {
        var wrong = Directory.EnumerateDirectories(Source).Where(d => !d.EndsWith("Lumos.Host", StringComparison.Ordinal)).SelectMany(d => Files(Path.GetFileName(d)))
            .SelectMany(f => File.ReadLines(f).Where(line => Ambient().IsMatch(line) && !line.TrimStart().StartsWith("//", StringComparison.Ordinal)).Select(line => $"{Path.GetRelativePath(Source, f)}: {line.Trim()}"));

        Assert.Empty(wrong);
    }

    private static IEnumerable<string> Uses(string room, string other)
    {
        var pattern = new Regex($@"Lumos\.Core\.{other}\b|(?<![\w.]){other}\.[A-Z]\w*\(", RegexOptions.CultureInvariant);
        var folder = Path.Combine(Source, "Lumos.Core", room);
        if (!Directory.Exists(folder)) yield break;
        foreach (var file in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
        {
            if (pattern.IsMatch(File.ReadAllText(file))) yield return $"{Path.GetRelativePath(Source, file)} knows {other}.";
        }
    }

    private static IEnumerable<string> Files(string project) => Directory.EnumerateFiles(Path.Combine(Source, project), "*.cs", SearchOption.AllDirectories)
        .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    [GeneratedRegex(@"\bLumos\.(?!DuckDb\b)\w+", RegexOptions.CultureInvariant)]
    private static partial Regex LumosName();

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Utc)?Now\b|\bnew Random\(|\bRandom\.Shared\b|\bGuid\.NewGuid\(|\bThread\.Sleep\(|(?<!\w)Console\.", RegexOptions.CultureInvariant)]
    private static partial Regex Ambient();
}
