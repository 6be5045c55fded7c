extern alias generators;

using System.Collections.Immutable;
using generators::Lumos.Dsl.Generators;
using generators::Lumos.Dsl.Generators.Analysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Lumos.Dsl.Generators.Tests;

/// <summary>C# text through the compiler, the generator and the analyzer.</summary>
internal sealed class CompiledText
{
    /// <summary>What every text begins with.</summary>
    public const string Usings = "#nullable enable\nusing System;\nusing Lumos.Dsl.CompileTime;\n";

    private static readonly Lazy<IReadOnlyList<MetadataReference>> References = new(() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard.dll" or "Lumos.Dsl.dll" or "Lumos.Abstractions.dll"))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ]);

    private CompiledText(CSharpCompilation compilation, IReadOnlyList<AdditionalText> files)
    {
        Input = compilation;
        Files = files;
        CSharpGeneratorDriver.Create([new TransformGenerator().AsSourceGenerator()], files).RunGeneratorsAndUpdateCompilation(compilation, out var complete, out _);
        Complete = (CSharpCompilation)complete;
    }

    public CSharpCompilation Input { get; }

    public CSharpCompilation Complete { get; }

    public IReadOnlyList<AdditionalText> Files { get; }

    /// <summary>The generated files, by name.</summary>
    public IReadOnlyList<SyntaxTree> Generated => [.. Complete.SyntaxTrees.Skip(Input.SyntaxTrees.Length).OrderBy(tree => tree.FilePath, StringComparer.Ordinal)];

    public static CompiledText Of(string code, params (string Path, string Text)[] files) => new(Compilation(code), [.. files.Select(file => new TextFile(file.Path, file.Text))]);

    public static CSharpCompilation Compilation(string code) => CSharpCompilation.Create(
        "Text", [CSharpSyntaxTree.ParseText(code, path: "Text.cs")], References.Value, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>Errors and warnings of the compiler.</summary>
    public IEnumerable<Diagnostic> CompilerDiagnostics() => Complete.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);

    /// <summary>What the analyzer says, in text order.</summary>
    public async Task<IReadOnlyList<Diagnostic>> AnalyzeAsync()
    {
        var options = new AnalyzerOptions([.. Files]);
        var found = await Complete.WithAnalyzers(ImmutableArray.Create<DiagnosticAnalyzer>(new TransformAnalyzer()), options).GetAnalyzerDiagnosticsAsync();
        return [.. found.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start).ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)];
    }

    /// <summary>What stands at a diagnostic's place.</summary>
    public string At(Location location) => location.SourceTree is { } tree
        ? tree.GetText().ToString(location.SourceSpan)
        : Files.Single(file => file.Path == location.GetLineSpan().Path).GetText()!.ToString(location.SourceSpan);

    /// <summary>An additional file in memory.</summary>
    internal sealed class TextFile(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
