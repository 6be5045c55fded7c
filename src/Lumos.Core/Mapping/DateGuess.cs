namespace Lumos.Core.Mapping;

/// <summary>What is taken for granted about dates nobody gave examples of.</summary>
internal static class DateGuess
{
    /// <summary>Pivot for formats with a two-digit year; null when there is none.</summary>
    public static int? PivotFor(IReadOnlyList<string> formats) => formats.Any(static f => f.Contains("YY", StringComparison.Ordinal) && !f.Contains("YYYY", StringComparison.Ordinal)) ? 70 : null;
}
