using Lumos.Abstractions;
using Lumos.Dsl.Diagnostics;

namespace Lumos.Dsl.Signatures;

/// <summary>Reads type names and says what is wrong with one that is none.</summary>
internal static class TypeNames
{
    /// <summary>The simple type names; decimal(p,s) is the other one.</summary>
    public static readonly string[] Simple = ["text", "int64", "bool", "date", "timestamp", "float64"];

    /// <summary>The type, or null with a diagnostic.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="rejectCode">Code for a name that is no type.</param>
    /// <param name="diagnostic">What is wrong.</param>
    public static ColumnType? Read(string text, string rejectCode, out DslDiagnostic? diagnostic)
    {
        diagnostic = null;
        if (ColumnType.TryParse(text, out var type)) return type;
        if (TooManyDigits(text))
        {
            diagnostic = new(RejectCode.DecimalPrecision, $"'{text}' has more digits than a decimal can have.", Suggestion: "Computed decimals have at most 18 digits, or 38 with wide: true.");
            return null;
        }

        var isDecimal = text.StartsWith("decimal", StringComparison.Ordinal);
        diagnostic = new(
            isDecimal ? RejectCode.Argument : rejectCode,
            $"'{text}' is not a type.",
            Suggestion: isDecimal ? "Write decimal(digits,digits after the point), such as decimal(12,2)." : ForeignNames.TypeOf(text) ?? NearestName.Suggest(text, Simple) ?? "Types: text, int64, decimal(p,s), bool, date, timestamp, float64.");
        return null;
    }

    private static bool TooManyDigits(string text)
    {
        if (!text.StartsWith("decimal(", StringComparison.Ordinal) || !text.EndsWith(")", StringComparison.Ordinal)) return false;
        var parts = text.Substring(8, text.Length - 9).Split(',');
        return parts.Length == 2 && parts.All(part => part.Trim() is { Length: > 0 and < 9 } digits && digits.All(c => c is >= '0' and <= '9')) && int.Parse(parts[0].Trim(), System.Globalization.CultureInfo.InvariantCulture) > 38;
    }
}
