using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Signatures;

/// <summary>What must hold between arguments before an operation can be made of them.</summary>
internal static class ArgumentRules
{
    /// <summary>Whether an operation can be made; adds what is wrong.</summary>
    public static bool AreComplete(Signature signature, IReadOnlyDictionary<string, Argument> arguments, SourceSpan span, List<DslDiagnostic> diagnostics)
    {
        switch (signature.Kind)
        {
            case OperationKind.RegexSplit when arguments["pattern"] is TextArgument == arguments["literal"] is TextArgument:
                diagnostics.Add(new(RejectCode.Argument, "regex_split takes either pattern or literal.", span, "Write regex_split(\"[,;]\", 1), or regex_split(literal: \",\", index: 1)."));
                return false;
            case OperationKind.SelectWhen when arguments["matches"] is TextArgument == arguments["unit"] is TextArgument:
                diagnostics.Add(new(RejectCode.Argument, "select_when takes either matches or unit.", span, "Write select_when(text, value, otherwise, matches: '^x'), or select_when(text, value, otherwise, unit: \"lb\")."));
                return false;
            default:
                return true;
        }
    }
}
