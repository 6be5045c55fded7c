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
            _ => (null, 0, false),
        };
        if (pattern is null || LrxPattern.TryRead(pattern, group, out _, out var reject, ignoreCase) || reject is not { Rewrite: { } portable, RewriteIsExact: true }) return null;

        var span = call.Arguments.Select(argument => argument.Value).OfType<TextSyntax>().FirstOrDefault(text => text.Text == pattern)?.Span ?? call.Span;
        var suffix = reject.RewriteGroup == group ? "" : FormattableString.Invariant($", group {reject.RewriteGroup}");
        note = new(RejectCode.RegexRewritten, $"The pattern runs as '{portable}'{suffix}, which gives the same on every text.", span) { Severity = DslSeverity.Information };
        return operation is RegexExtract found ? found with { Pattern = portable, Group = reject.RewriteGroup } : ((RegexSplit)operation) with { Separator = portable };
    }
}
