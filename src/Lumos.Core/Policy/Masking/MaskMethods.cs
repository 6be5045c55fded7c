using Lumos.Abstractions;

namespace Lumos.Core.Policy.Masking;

/// <summary>Names of the methods, and which of them hides more.</summary>
internal static class MaskMethods
{
    /// <summary>Names as manifests and contracts write them.</summary>
    public static IReadOnlyList<string> Names { get; } = ["partial", "generalize", "shift_date", "format_preserving", "token", "redact"];

    /// <summary>The method of a name; null when there is none.</summary>
    public static MaskMethod? Find(string name) => name switch
    {
        "partial" => MaskMethod.Partial,
        "redact" => MaskMethod.Redact,
        "format_preserving" => MaskMethod.FormatPreserving,
        "token" => MaskMethod.Token,
        "generalize" => MaskMethod.Generalize,
        "shift_date" => MaskMethod.ShiftDate,
        _ => null,
    };

    /// <summary>
    /// The policy's methods with those of a contract, which may hide more and never less: characters of the value, a coarser value, a changed value, a token, nothing.
    /// </summary>
    /// <exception cref="LumosException"><c>MASKING_TOO_WEAK</c>.</exception>
    public static IReadOnlyDictionary<string, string>? Merge(IReadOnlyDictionary<string, string>? policy, IReadOnlyDictionary<string, string>? contract)
    {
        if (contract is not { Count: > 0 }) return policy;
        var merged = new Dictionary<string, string>(policy ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        foreach (var (label, name) in contract)
        {
            var floor = merged.GetValueOrDefault(label, "partial");
            if (Strength(name) < Strength(floor))
            {
                throw new LumosException(
                    ErrorCode.PolicyBlock, "MASKING_TOO_WEAK", $"The contract masks '{label}' by {name}, which shows more than {floor}, the policy's method.", new ErrorLocation(Key: "pii_policy.masking." + label),
                    $"Use {string.Join(", ", Names.Where(other => Strength(other) >= Strength(floor)))}, or leave it out.");
            }

            merged[label] = name;
        }

        return merged;
    }

    private static int Strength(string name) => name switch { "redact" => 5, "token" => 4, "format_preserving" or "shift_date" => 3, "generalize" => 2, _ => 1 };
}
