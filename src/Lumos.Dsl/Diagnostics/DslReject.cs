using Lumos.Abstractions;

namespace Lumos.Dsl.Diagnostics;

/// <summary>Turns diagnostics into the one exception of Lumos.</summary>
public static class DslReject
{
    /// <summary>The exception for one or more diagnostics; its reason is that of the first.</summary>
    /// <exception cref="ArgumentException">There are no diagnostics.</exception>
    public static LumosException Exception(IReadOnlyList<DslDiagnostic> diagnostics)
    {
        if (diagnostics is not { Count: > 0 }) throw new ArgumentException("At least one diagnostic is needed.", nameof(diagnostics));
        var first = diagnostics[0];
        var where = first.Span.IsKnown || first.Target is not null
            ? new ErrorLocation(Line: first.Span.IsKnown ? first.Span.Line : null, Column: first.Target)
            : null;
        var more = diagnostics.Count > 1 ? " Also: " + string.Join(" ", diagnostics.Skip(1)) : "";
        return new LumosException(ErrorCode.DslReject, first.Reason, first.Message, where, (first.Suggestion + more).Trim() is { Length: > 0 } next ? next : null);
    }

    /// <summary>The exception for one refusal.</summary>
    public static LumosException Exception(string code, string message, string? suggestion = null) => Exception([new DslDiagnostic(code, message, default, suggestion)]);
}
