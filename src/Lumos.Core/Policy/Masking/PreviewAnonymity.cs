using Lumos.Abstractions;
using Lumos.Core.Supervision;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Policy.Masking;

/// <summary>
/// How well persons hide in rows that are shown, after masking: k is the size of the smallest group of rows that look the same in their quasi-identifiers, l the fewest different
/// values of a sensitive column in a group. Where policy asks for more, cells are suppressed or the preview is withheld.
/// </summary>
internal static class PreviewAnonymity
{
    private const string Suppressed = "*";

    private static readonly HashSet<string> SensitiveWords = new(StringComparer.Ordinal)
    {
        "diagnosis", "disease", "condition", "medication", "drug", "treatment", "procedure", "salary", "income", "wage", "religion", "ethnicity", "race", "disability", "hiv", "blood", "verdict", "conviction", "debt",
    };

    /// <summary>Protects masked rows in place, and says how well persons hide in them.</summary>
    /// <param name="rows">Masked rows.</param>
    /// <param name="columns">Names of the columns as the source spells them.</param>
    /// <param name="masks">What is personal in each.</param>
    /// <param name="limits">What policy asks for; null only measures.</param>
    /// <returns>The figures and the rows that may be shown; null figures when no column is a quasi-identifier.</returns>
    public static (PreviewSafety? Safety, string?[][] Rows) Protect(string?[][] rows, IReadOnlyList<string> columns, IReadOnlyList<ColumnMask> masks, PreviewLimits? limits)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(masks);
        // What must differ within a group is no part of what makes the group: a diagnosis is sensitive though it is personal.
        List<int> sensitive = [.. Enumerable.Range(0, columns.Count).Where(c => IsSensitive(columns[c], masks[c]))];
        List<int> quasi = [.. Enumerable.Range(0, columns.Count).Where(c => !sensitive.Contains(c) && (masks[c] is { Grade: PiiGrade.Quasi, Label: not "text.free" } || TellsApart(rows, c, masks[c])))];
        if (quasi.Count == 0 || rows.Length == 0) return (null, rows);
        var names = quasi.Select(c => columns[c]).ToList();
        var measured = Measure(rows, quasi, sensitive, limits?.K ?? 1, limits?.L ?? 1);
        if (limits is null || measured.Unsafe.Count == 0) return (new PreviewSafety(measured.K, measured.L, names), rows);
        if (limits.Refuse) return (new PreviewSafety(measured.K, measured.L, names) { Action = "withheld" }, []);

        // The column that tells rows apart best is suppressed first, in the rows that stand out only.
        foreach (var column in quasi.OrderByDescending(c => rows.Select(row => row[c]).Distinct(StringComparer.Ordinal).Count()).ThenBy(static c => c))
        {
            foreach (var row in measured.Unsafe) rows[row][column] = Suppressed;
            measured = Measure(rows, quasi, sensitive, limits.K, limits.L);
            if (measured.Unsafe.Count == 0) break;
        }

        // Rows that stand out even so are not shown at all.
        foreach (var row in measured.Unsafe) Array.Fill(rows[row], Suppressed);
        var left = rows.Where((_, row) => !measured.Unsafe.Contains(row)).ToArray();
        var final = Measure(left, quasi, sensitive, limits.K, limits.L);
        return (new PreviewSafety(final.K, final.L, names) { Action = "generalized" }, rows);
    }

    private static (int K, int L, HashSet<int> Unsafe) Measure(string?[][] rows, List<int> quasi, List<int> sensitive, int k, int l)
    {
        if (rows.Length == 0) return (0, 0, []);
        var groups = Enumerable.Range(0, rows.Length).GroupBy(row => string.Join('\u001F', quasi.Select(c => rows[row][c] ?? "\u0000")), StringComparer.Ordinal).Select(static group => group.ToList()).ToList();
        int Different(List<int> group) => sensitive.Count == 0 ? int.MaxValue : sensitive.Min(c => group.Select(row => rows[row][c]).Distinct(StringComparer.Ordinal).Count());
        var fewest = groups.Min(Different);
        return (groups.Min(static group => group.Count), fewest == int.MaxValue ? 0 : fewest, [.. groups.Where(group => group.Count < k || Different(group) < l).SelectMany(static group => group)]);
    }

    // "A*** B***" and the last two digits of a telephone tell persons apart as a postal code does; a token or "[contact.email]" tells nobody who knows them anything.
    private static bool TellsApart(string?[][] rows, int column, ColumnMask mask) => mask is { Grade: PiiGrade.Direct, Label: not "text.free" } && rows.Any(row => row[column]?.Contains('*', StringComparison.Ordinal) == true);

    private static bool IsSensitive(string column, ColumnMask mask) => mask.Label is { } label && label.StartsWith("health.", StringComparison.Ordinal) || HeaderWords.Parse(column).Words.Any(SensitiveWords.Contains);
}
