using Lumos.Abstractions;
using Lumos.Core.Analysis.Cells;
using Lumos.Core.Vocabulary;
using Lumos.Dsl.Model;
using Lumos.Dsl.Text;

namespace Lumos.Core.Analysis.Fixes;

/// <summary>Steps at the beginning of a pipeline that mend cells which look wrong. Rows that look right never change.</summary>
internal static class CellFixes
{
    /// <summary>More entries are no list of slips any more.</summary>
    private const int MostEntries = 200;

    private const int ShortestName = 5;
    private const int MostSlips = 2;

    /// <summary>The fixes of one column for one kind of finding, those that are sound.</summary>
    public static IReadOnlyList<ProposedFix> Find(CatalogTable source, CatalogColumn column, SuspicionKind kind, IReadOnlyList<Suspicion> cells, FixTrial trial)
    {
        ArgumentNullException.ThrowIfNull(cells);
        var values = trial.Sample(source)[column.SourceName];
        List<ProposedFix> fixes = [];
        void Offer(Expression step, string summary)
        {
            var draft = new FixDraft(FixKind.Step, "CELL_" + kind.ToString().ToUpperInvariant(), source.Name, column.SourceName, DslText.Print(step), summary);
            if (trial.Try(draft) is { } fix) fixes.Add(fix);
        }

        var reference = new ColumnReference(column.SourceName);
        if (kind == SuspicionKind.Damage && cells.Any(cell => values[cell.Row] is { } raw && raw.Length != raw.Trim().Length)) Offer(new Trim(reference, TrimSide.Both, TrimSet.Unicode), "Takes white space around the values away.");
        var personal = trial.MaskOf(source, column.SourceName).Grade == PiiGrade.Direct;
        if (Dictionary(kind, cells, values, personal) is { Count: > 0 and <= MostEntries } entries)
        {
            Offer(new MapDict(reference, ValueList.From(entries), MissingRule.Keep, null), kind == SuspicionKind.Disguise ? $"Makes {Rates.Count(entries.Count)} word(s) for nothing NULL." : $"Replaces {Rates.Count(entries.Count)} spelling(s) by the one that was meant.");
        }

        return fixes;
    }

    /// <summary>What to make of the values that look wrong wherever they stand; a value that looks right in one row is left alone in all.</summary>
    private static List<MapEntry> Dictionary(SuspicionKind kind, IReadOnlyList<Suspicion> cells, IReadOnlyList<string?> values, bool personal)
    {
        var wrong = cells.ToDictionary(static cell => cell.Row);
        List<MapEntry> entries = [];
        foreach (var group in Enumerable.Range(0, values.Count).Where(row => values[row] is not null).GroupBy(row => values[row]!, StringComparer.Ordinal).OrderBy(static group => group.Key, StringComparer.Ordinal))
        {
            if (!wrong.TryGetValue(group.First(), out var first) || !group.All(row => wrong.TryGetValue(row, out var cell) && cell.Correct == first.Correct)) continue;
            if (Meant(kind, group.Key, first.Correct, personal) is (true, var right)) entries.Add(new MapEntry(group.Key, right));
        }

        return entries;
    }

    private static (bool Known, string? Right) Meant(SuspicionKind kind, string value, string? right, bool personal) => kind switch
    {
        // A closed word reveals nobody; a number that stands for nothing might be one's own.
        SuspicionKind.Disguise => (NullWords.IsStrong(value.Trim()) || NullWords.IsWeak(value.Trim()) || NullWords.IsVague(value.Trim()) || !personal && right is { Length: 0 }, null),
        SuspicionKind.Typo => (!personal && right is { Length: > 0 }, right),

        // What other rows say holds for this row only, unless it is the same word but for a slip.
        SuspicionKind.Dependency or SuspicionKind.Format or SuspicionKind.Damage => (!personal && right is { Length: >= ShortestName } && value.Any(char.IsLetter) && value.Trim() != right && WordDistance.Edits(value, right, MostSlips) is > 0 and <= MostSlips && !OnlyDigitsDiffer(value, right), right),
        _ => (false, null),
    };

    private static bool OnlyDigitsDiffer(string a, string b) => new string([.. a.Where(static c => !char.IsAsciiDigit(c))]) == new string([.. b.Where(static c => !char.IsAsciiDigit(c))]);
}
