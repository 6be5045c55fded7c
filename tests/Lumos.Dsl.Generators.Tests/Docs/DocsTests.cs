using Lumos.Testing;
using Microsoft.CodeAnalysis;

namespace Lumos.Dsl.Generators.Tests.Docs;

/// <summary>What the pages show is compiled.</summary>
public sealed class DocsTests
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Find(), "docs", "dsl");

    public static TheoryData<string> PagesWithCode => new(Directory.GetFiles(Path.Combine(Folder, "diagnostics"), "LUM*.md")
        .Where(page => Blocks(page, "csharp").Any()).Select(page => Path.GetFileNameWithoutExtension(page)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(PagesWithCode))]
    public async Task DiagnosticPage_ItsCode_GivesTheDiagnostic(string id)
    {
        var code = Blocks(Path.Combine(Folder, "diagnostics", id + ".md"), "csharp").First();
        var text = CompiledText.Of(code.Contains("TransformPlan", StringComparison.Ordinal)
            ? CompiledText.Usings + "public sealed record Raw(string FullName);\n" + code
            : CompiledText.Usings + "public static partial class C {\n" + code + "}");

        var found = await text.AnalyzeAsync();

        Assert.Equal(id, Assert.Single(found).Id);
    }

    [Fact]
    public async Task Tutorial_ItsPlanAndTypes_CompileWithoutADiagnostic()
    {
        var page = Path.Combine(Folder, "compile-time.md");
        var definitions = Blocks(page, "csharp").Where(block => block.Contains("partial class", StringComparison.Ordinal)).ToArray();
        var text = CompiledText.Of("#nullable enable\nusing System;\n" + string.Join("\n", definitions), ("/project/customers.lumos", Blocks(page, "lumos").Single()));

        Assert.Equal(2, definitions.Length);
        Assert.Empty(await text.AnalyzeAsync());
        Assert.DoesNotContain(text.CompilerDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.Equal(3, text.Generated.Count);
    }

    private static IEnumerable<string> Blocks(string page, string language) => File.ReadAllText(page).Split("```" + language + "\n").Skip(1).Select(part => part.Split("```")[0]);
}
