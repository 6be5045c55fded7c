using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Model;
using Lumos.Dsl.Regex;

namespace Lumos.Dsl.Text;

/// <summary>
/// In the text form a pattern that is not portable as it stands is replaced by a portable one, if that one is proven to give the same match and
/// group on every text. Vectors, JSON and fluent plans say what runs, so there nothing is replaced.
/// </summary>
internal static class PatternRewriting
{
    /// <summary>The operation with the portable pattern and a note about it, or null when nothing is to be replaced.</summary>
    public static Operation? Apply(Operation operation, CallSyntax call, out DslDiagnostic? note)
    {
        note = null;
        var (pattern, group, ignoreCase) = operation switch
        {
            RegexExtract { Group: >= 0 } extract => (extract.Pattern, extract.Group, extract.IgnoreCase),
            RegexSplit { SeparatorKind: SeparatorKind.Pattern } split => (split.Separator, 0, split.IgnoreCase),
            SelectWhen select => (select.Matches, 0, select.IgnoreCase),
            _ => (null, 0, false),
        };
        if (pattern is null || operation is RegexExtract { FromEnd: true } || LrxPattern.TryRead(pattern, group, out _, out var reject, ignoreCase)) return null;
        if (reject is not { Rewrite: { } portable, RewriteIsExact: true }) return FromEnd(operation, pattern, group, ignoreCase, call, out note);

        var suffix = reject.RewriteGroup == group ? "" : FormattableString.Invariant($", group {reject.RewriteGroup}");
        note = new(RejectCode.RegexRewritten, $"The pattern runs as '{portable}'{suffix}, which gives the same on every text.", SpanOf(pattern, call)) { Severity = DslSeverity.Information };
        return operation switch
        {
            RegexExtract found => found with { Pattern = portable, Group = reject.RewriteGroup },
            SelectWhen select => select with { Matches = portable },
            _ => ((RegexSplit)operation) with { Separator = portable },
        };
    }

    // A pattern without a deterministic form may still have one reading when it is read from its other end.
    private static RegexExtract? FromEnd(Operation operation, string pattern, int group, bool ignoreCase, CallSyntax call, out DslDiagnostic? note)
    {
        note = null;
        if (operation is not RegexExtract extract || !LrxPattern.IsPortable(pattern, group, ignoreCase, fromEnd: true)) return null;
        note = new(RejectCode.RegexFromEnd, "The pattern is read from the end of the text, where it has one reading.", SpanOf(pattern, call)) { Severity = DslSeverity.Information };
        return extract with { FromEnd = true };
    }

    private static SourceSpan SpanOf(string pattern, CallSyntax call) =>
        call.Arguments.Select(argument => argument.Value).OfType<TextSyntax>().FirstOrDefault(text => text.Text == pattern)?.Span ?? call.Span;
}
