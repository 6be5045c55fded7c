using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Signatures;

/// <summary>What must hold between arguments before an operation can be made of them.</summary>
internal static class ArgumentRules
{
    /// <summary>Whether an operation can be made; adds what is wrong.</summary>
    public static bool AreComplete(Signature signature, IReadOnlyDictionary<string, Argument> arguments, SourceSpan span, List<DslDiagnostic> diagnostics)
    {
        if (signature.Kind != OperationKind.RegexSplit || arguments["pattern"] is TextArgument != arguments["literal"] is TextArgument) return true;
        diagnostics.Add(new(RejectCode.Argument, "regex_split takes either pattern or literal.", span, "Write regex_split(\"[,;]\", 1), or regex_split(literal: \",\", index: 1)."));
        return false;
    }
}
