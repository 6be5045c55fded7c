using System.Collections.Immutable;
using System.Composition;
using Lumos.Dsl.Generators.Analysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace Lumos.Dsl.CodeFixes;

/// <summary>Does what a diagnostic says would be right: replaces a piece of text, in a literal or around it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReplaceTextFix))]
[Shared]
public sealed class ReplaceTextFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("LUM0002", "LUM0003", "LUM0004", "LUM0008", "LUM0012");

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.TryGetValue(TransformAnalyzer.FixProperty, out var fix) || fix is null || diagnostic.AdditionalLocations.Count == 0) continue;
            var title = diagnostic.Properties[TransformAnalyzer.FixTitleProperty]!;
            var span = diagnostic.AdditionalLocations[0].SourceSpan;
            context.RegisterCodeFix(CodeAction.Create(title, cancellation => ReplaceAsync(context.Document, span, fix, cancellation), equivalenceKey: diagnostic.Id + title), diagnostic);
        }

        return Task.CompletedTask;
    }

    private static async Task<Document> ReplaceAsync(Document document, TextSpan span, string fix, CancellationToken cancellationToken)
    {
        var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
        return document.WithText(text.Replace(span, fix));
    }
}
