using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Generators.Compiling;

/// <summary>Something the analyzer tells about a plan.</summary>
/// <param name="Id">Number of the diagnostic.</param>
/// <param name="Message">What is wrong, and what to do.</param>
/// <param name="Span">Where, in the text of the plan; unknown when it is about the whole.</param>
internal sealed record Finding(string Id, string Message, SourceSpan Span)
{
    /// <summary>Text that would be right in place of <see cref="FixSpan"/>; null when nobody can know.</summary>
    public string? Fix { get; init; }

    /// <summary>What <see cref="Fix"/> replaces; unknown means <see cref="Span"/>.</summary>
    public SourceSpan FixSpan { get; init; }

    /// <summary>Whether the generator goes on in spite of it.</summary>
    public bool IsWarning { get; init; }

    /// <summary>The finding a diagnostic of the language becomes.</summary>
    public static Finding Of(DslDiagnostic diagnostic) => new(
        DiagnosticIds.Of(diagnostic.Code),
        diagnostic.Message + (diagnostic.Suggestion is null ? "" : " " + diagnostic.Suggestion) + " [" + diagnostic.Reason + "]",
        diagnostic.Span)
    {
        IsWarning = diagnostic.Severity == DslSeverity.Warning,
    };
}
