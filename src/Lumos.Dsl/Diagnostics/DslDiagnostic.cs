using Lumos.Dsl.Model;

namespace Lumos.Dsl.Diagnostics;

/// <summary>Whether a diagnostic stops the plan.</summary>
public enum DslSeverity
{
    /// <summary>The plan is refused.</summary>
    Error,

    /// <summary>The plan runs; the author should know.</summary>
    Warning,

    /// <summary>The plan runs and nothing needs to change.</summary>
    Information,
}

/// <summary>One reason a plan is refused, or one thing its author should know.</summary>
/// <param name="Code">Code of <see cref="RejectCode"/>, or one of the regular-expression codes.</param>
/// <param name="Message">What is wrong, one sentence.</param>
/// <param name="Span">Where; <see cref="SourceSpan.None"/> when the plan was not parsed from text.</param>
/// <param name="Suggestion">What would work; null when there is nothing better to say.</param>
public sealed record DslDiagnostic(string Code, string Message, SourceSpan Span = default, string? Suggestion = null)
{
    /// <summary>What every reason of a refusal starts with.</summary>
    public const string ReasonPrefix = "DSL_REJECT_";

    /// <summary>The reason sub-code, such as <c>DSL_REJECT_TYPE</c>.</summary>
    public string Reason => ReasonPrefix + Code;

    /// <summary>Whether it stops the plan. Default: it does.</summary>
    public DslSeverity Severity { get; init; }

    /// <summary>Target column of the pipeline it is about; null when it is about the whole plan.</summary>
    public string? Target { get; init; }

    /// <summary>Lines to show as they are, such as a pattern with carets under it; null when there are none.</summary>
    public string? Detail { get; init; }

    /// <summary>One line for people: place, code, message, suggestion.</summary>
    public override string ToString()
    {
        var place = Span.IsKnown ? FormattableString.Invariant($"line {Span.Line}, column {Span.Column}: ") : "";
        return place + Message + (Suggestion is null ? "" : " " + Suggestion) + " [" + Reason + "]";
    }
}
