using System.Collections.Immutable;
using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Generators.Compiling;
using Lumos.Dsl.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Lumos.Dsl.Generators.Analysis;

/// <summary>Says what is wrong with pipelines and plans, at the exact place in the literal or file.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TransformAnalyzer : DiagnosticAnalyzer
{
    /// <summary>Property of a diagnostic: the text that would be right at its first additional location.</summary>
    public const string FixProperty = "LumosFix";

    /// <summary>Property of a diagnostic: what the fix does, for a person.</summary>
    public const string FixTitleProperty = "LumosFixTitle";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Descriptors.All);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            var pipeline = start.Compilation.GetTypeByMetadataName(SymbolReader.PipelineAttribute);
            var plan = start.Compilation.GetTypeByMetadataName(SymbolReader.TransformPlanAttribute);
            var text = start.Compilation.GetTypeByMetadataName(SymbolReader.PipelineTextAttribute);
            if (pipeline is not null) start.RegisterSymbolAction(symbol => AnalyzePipeline(symbol, pipeline), SymbolKind.Method);
            if (plan is not null) start.RegisterSymbolAction(symbol => AnalyzeMapper(symbol, plan), SymbolKind.NamedType);
            if (text is not null) start.RegisterOperationAction(operation => AnalyzeArgument(operation, text), OperationKind.Argument);
        });
    }

    private static void AnalyzePipeline(SymbolAnalysisContext context, INamedTypeSymbol wanted)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (method.PartialDefinitionPart is not null || Find(method, wanted) is not { } attribute) return;
        if (attribute.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken) is not AttributeSyntax syntax) return;
        var place = syntax.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals is null) is { } argument ? TextPlace.In(argument.Expression) : TextPlace.At(syntax.GetLocation());
        var findings = new List<Finding>();
        var model = SymbolReader.ReadPipeline(method, attribute);
        PipelineCompiler.Compile(model, findings);
        RequireLiteral(place, findings);
        Report(findings, place, method, context.ReportDiagnostic);
    }

    private static void AnalyzeMapper(SymbolAnalysisContext context, INamedTypeSymbol wanted)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (Find(type, wanted) is not { } attribute || attribute.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken) is not AttributeSyntax syntax) return;
        var findings = new List<Finding>();
        var model = SymbolReader.ReadMapper(type, attribute, context.Compilation);
        var place = TextPlace.At(syntax.GetLocation());
        var text = model.Text;
        if (model.File is not null && model.Text is null)
        {
            var named = syntax.ArgumentList!.Arguments.First(argument => argument.NameEquals is null).GetLocation();
            var files = context.Options.AdditionalFiles.Where(file => new PlanFile(file.Path, "").Answers(model.File)).ToArray();
            place = TextPlace.At(named);
            if (files.Length == 1 && files[0].GetText(context.CancellationToken) is { } content)
            {
                place = TextPlace.In(files[0].Path, content, named);
                text = content.ToString();
            }
            else
            {
                findings.Add(new(DiagnosticIds.PlanFile, files.Length == 0
                    ? $"There is no plan file '{model.File}'. Add it to the project: <AdditionalFiles Include=\"{model.File}\" />."
                    : $"Several plan files end in '{model.File}'. Write more of the path.", default));
            }
        }
        else if (syntax.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == "Text") is { } argument)
        {
            place = TextPlace.In(argument.Expression);
            RequireLiteral(place, findings);
        }

        if (text is not null) MapperCompiler.Compile(model, text, findings);
        else if (model.Problem is not null) findings.Add(new(DiagnosticIds.Member, model.Problem, default));
        Report(findings, place, type, context.ReportDiagnostic);
    }

    private static void AnalyzeArgument(OperationAnalysisContext context, INamedTypeSymbol wanted)
    {
        var argument = (IArgumentOperation)context.Operation;
        if (argument.Parameter is null || Find(argument.Parameter, wanted) is null || argument.ArgumentKind != ArgumentKind.Explicit) return;
        if ((argument.Syntax as ArgumentSyntax)?.Expression is not { } expression) return;
        var place = TextPlace.In(expression);
        var findings = new List<Finding>();
        RequireLiteral(place, findings);
        if (place.IsKnown && argument.Value.ConstantValue.Value is string text)
        {
            var diagnostics = new List<DslDiagnostic>();
            PipelineCompiler.Parse(text, diagnostics);
            findings.AddRange(Problems.Of(diagnostics, null, text));
        }

        Report(findings, place, null, context.ReportDiagnostic);
    }

    private static void RequireLiteral(TextPlace place, List<Finding> findings)
    {
        if (!place.IsKnown) findings.Add(new(DiagnosticIds.NotLiteral, "Write the pipeline here as a literal: only then can a mistake be shown where it is.", default) { IsWarning = true });
    }

    private static void Report(List<Finding> findings, TextPlace place, ISymbol? symbol, Action<Diagnostic> report)
    {
        foreach (var finding in findings)
        {
            var properties = ImmutableDictionary<string, string?>.Empty;
            Location[] additional = [];
            if (finding.Fix is not null && place.Escape(finding.Fix) is { } fix)
            {
                properties = properties.Add(FixProperty, fix).Add(FixTitleProperty, fix.Length == 0 ? "Remove it" : finding.FixSpan is { IsKnown: true, Length: 0 } ? $"Add '{finding.Fix.Trim()}'" : $"Change to '{finding.Fix}'");
                additional = [place.Locate(finding.FixSpan.IsKnown ? finding.FixSpan : finding.Span)];
            }
            else if (finding.Id == DiagnosticIds.Member && symbol is not null && PartialPlace(symbol) is { } partial)
            {
                properties = properties.Add(FixProperty, "partial ").Add(FixTitleProperty, "Make it partial");
                additional = [partial];
            }

            var location = finding.Id == DiagnosticIds.Member && symbol is not null ? symbol.Locations[0] : place.Locate(finding.Span);
            report(Diagnostic.Create(Descriptors.Of(finding.Id), location, additional, properties, finding.Message));
        }
    }

    // Where "partial" is missing, or null when it is there.
    private static Location? PartialPlace(ISymbol symbol)
    {
        var (modifiers, before) = symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() switch
        {
            MethodDeclarationSyntax { Body: null, ExpressionBody: null } method => (method.Modifiers, method.ReturnType.SpanStart),
            TypeDeclarationSyntax type => (type.Modifiers, type.Keyword.SpanStart),
            _ => (default, -1),
        };
        return before < 0 || modifiers.Any(SyntaxKind.PartialKeyword) ? null : Location.Create(symbol.Locations[0].SourceTree!, new(before, 0));
    }

    private static AttributeData? Find(ISymbol symbol, INamedTypeSymbol wanted)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, wanted)) return attribute;
        }

        return null;
    }
}
