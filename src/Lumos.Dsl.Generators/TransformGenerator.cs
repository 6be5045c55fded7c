using Lumos.Dsl.Generators.Compiling;
using Lumos.Dsl.Generators.Emission;
using Lumos.Dsl.Generators.Models;
using Lumos.Dsl.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lumos.Dsl.Generators;

/// <summary>
/// Makes C# of pipelines and plans. Between its steps travel only models that can be compared, so an edit elsewhere changes nothing; what is wrong with a
/// text is told by the analyzer, and nothing is made of it.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class TransformGenerator : IIncrementalGenerator
{
    /// <summary>Names of the steps, for tests of the cache.</summary>
    internal static readonly string[] StepNames = ["Pipelines", "PipelineFiles", "Mappers", "Plans", "MapperFiles"];

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var pipelines = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                SymbolReader.PipelineAttribute,
                static (node, _) => node is MethodDeclarationSyntax,
                static (found, _) => SymbolReader.ReadPipeline((IMethodSymbol)found.TargetSymbol, found.Attributes[0]))
            .WithTrackingName("Pipelines");
        context.RegisterSourceOutput(pipelines.Select(static (model, _) => Generate(model)).WithTrackingName("PipelineFiles"), Add);

        var mappers = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                SymbolReader.TransformPlanAttribute,
                static (node, _) => node is TypeDeclarationSyntax,
                static (found, _) => SymbolReader.ReadMapper((INamedTypeSymbol)found.TargetSymbol, found.Attributes[0], found.SemanticModel.Compilation))
            .WithTrackingName("Mappers");
        var plans = context.AdditionalTextsProvider
            .Where(static file => file.Path.EndsWith(PlanFile.Extension, StringComparison.OrdinalIgnoreCase))
            .Select(static (file, cancellation) => new PlanFile(file.Path, file.GetText(cancellation)?.ToString() ?? ""))
            .Collect()
            .Select(static (files, _) => ValueList.From(files))
            .WithTrackingName("Plans");
        context.RegisterSourceOutput(mappers.Combine(plans).Select(static (pair, _) => Generate(pair.Left, pair.Right)).WithTrackingName("MapperFiles"), Add);
    }

    private static SourceFile? Generate(PipelineModel model) => PipelineCompiler.Compile(model, []) is { } pipeline ? PipelineEmitter.Emit(model, pipeline) : null;

    private static SourceFile? Generate(MapperModel model, ValueList<PlanFile> files)
    {
        var text = model.Text ?? (model.File is null ? null : PlanFile.Find(files, model.File)?.Text);
        return text is not null && MapperCompiler.Compile(model, text, []) is { } plan ? MapperEmitter.Emit(model, plan) : null;
    }

    private static void Add(SourceProductionContext context, SourceFile? file)
    {
        if (file is not null) context.AddSource(file.HintName, file.Code);
    }
}
