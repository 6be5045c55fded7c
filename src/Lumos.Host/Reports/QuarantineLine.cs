using Lumos.Abstractions;

namespace Lumos.Host.Reports;

/// <summary>One quarantined row as a person sees it; everything in it is masked already.</summary>
internal sealed record QuarantineLine(string Table, string Source, long? Line, string Reasons, string? Before, string? After)
{
    public static QuarantineLine Of(QuarantineRecord row) => new(
        row.Table, row.Source, row.Line, ReasonsOf(row), Join(row.MaskedPreviewBefore), Join(row.MaskedPreviewAfter));

    // Records of earlier versions have codes and the first column.
    private static string ReasonsOf(QuarantineRecord row) => row.Reasons.Count > 0
        ? string.Join(", ", row.Reasons)
        : string.Join(", ", row.ReasonCodes) + (row.Column is null ? "" : $" in {row.Column}");

    private static string? Join(IReadOnlyDictionary<string, string?> preview) => preview.Count == 0
        ? null
        : string.Join(" | ", preview.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value ?? "NULL"}"));
}
