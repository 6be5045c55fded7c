using Lumos.Abstractions;
using Lumos.Core.Ingest.Profiling;
using Lumos.Core.Ingest.Typing;

namespace Lumos.Core.Ingest.Keys;

/// <summary>
/// Finds references between tables: the values of a column lie in a key of another one, and the names say so too. Orphans are counted
/// over whole columns; beyond the sketch's capacity they are scaled up from the fraction of values both sketches keep.
/// </summary>
internal static class ForeignKeyFinder
{
    private const double LeastScore = 0.55;

    /// <summary>A profiled table.</summary>
    internal sealed record Table(string Name, IReadOnlyList<string> Names, IReadOnlyList<ColumnProfiler> Columns, IReadOnlyList<ColumnFinding> Findings, IReadOnlyList<KeyFinder.Candidate> Keys);

    /// <summary>References, best first; at most one per referring column.</summary>
    public static IReadOnlyList<CatalogForeignKey> Find(IReadOnlyList<Table> tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        var found = new List<CatalogForeignKey>();
        foreach (var child in tables)
        {
            for (var c = 0; c < child.Columns.Count; c++)
            {
                if (Best(tables, child, c) is { } reference) found.Add(reference);
            }
        }

        return [.. found.OrderByDescending(f => f.Score).ThenBy(f => f.Table, StringComparer.Ordinal).ThenBy(f => f.Column, StringComparer.Ordinal)];
    }

    private static CatalogForeignKey? Best(IReadOnlyList<Table> tables, Table child, int column)
    {
        CatalogForeignKey? best = null;
        foreach (var parent in tables)
        {
            if (ReferenceEquals(parent, child)) continue;
            foreach (var key in parent.Keys)
            {
                if (Judge(child, column, parent, key) is { } reference && (best is null || reference.Score > best.Score)) best = reference;
            }
        }

        return best;
    }

    private static CatalogForeignKey? Judge(Table child, int column, Table parent, KeyFinder.Candidate key)
    {
        var (from, to) = (child.Columns[column], parent.Columns[key.Ordinal]);
        var (fromType, toType) = (child.Findings[column].Type.Kind, parent.Findings[key.Ordinal].Type.Kind);
        if (!Comparable(fromType, toType)) return null;
        var name = NameScore(child.Names[column], parent.Names[key.Ordinal], parent.Name);
        var (rows, orphans, distinct) = Inclusion(from, to);
        if (rows == 0) return null;
        var missing = (double)orphans / rows;

        // Small numbers are included in any sequence by chance: without a name that says so, inclusion needs many different values.
        if (missing > (name >= 0.8 ? 0.25 : name > 0 ? 0.10 : 0.01)) return null;
        if (name == 0 && (distinct < 50 || fromType == ColumnKind.Int64 || child.Keys.Any(k => k.Ordinal == column))) return null;
        var breadth = Math.Min(1, Math.Log10(1 + distinct) / 2);
        var score = (0.45 * (1 - missing)) + (0.40 * name) + (0.15 * breadth);
        return score < LeastScore
            ? null
            : new CatalogForeignKey(child.Name, child.Names[column], parent.Name, parent.Names[key.Ordinal], Math.Round(Math.Clamp(score, 0, 1), 4), orphans);
    }

    private static bool Comparable(ColumnKind from, ColumnKind to) =>
        from is ColumnKind.Int64 or ColumnKind.Text && to is ColumnKind.Int64 or ColumnKind.Text;

    private static (long Rows, long Orphans, long Distinct) Inclusion(ColumnProfiler from, ColumnProfiler to)
    {
        var level = Math.Max(from.Sketch.Level, to.Sketch.Level);
        long rows = 0, orphans = 0, distinct = 0;
        foreach (var slot in from.Sketch.Slots)
        {
            if (slot.Hash == 0 || (level != 0 && slot.Hash >> (64 - level) != 0) || from.Tally.Code(slot.Shape).Kind == ShapeKind.Null) continue;
            rows += slot.Rows;
            distinct++;
            if (to.Sketch.RowsOf(slot.Hash) == 0) orphans += slot.Rows;
        }

        return (rows << level, orphans << level, distinct << level);
    }

    // 1: customer_id -> customer_id or customers.id. 0.8: prefix roles such as billing_customer_id. 0.4: same bare word. 0: nothing.
    private static double NameScore(string from, string to, string parent)
    {
        if (from == to) return from is "id" or "key" or "code" or "name" ? 0 : KeyNames.Stem(from) is null ? 0.6 : 1;
        var (stem, target) = (KeyNames.Stem(from), KeyNames.Stem(to));
        if (stem is not null && KeyNames.SameThing(stem, parent)) return stem.Contains('_') ? 0.9 : 1;
        if (stem is not null && target is not null && KeyNames.SameThing(stem, target)) return 0.8;
        return from.EndsWith("_" + to, StringComparison.Ordinal) && to.Length > 3 ? 0.8 : KeyNames.SameThing(from, parent) ? 0.8 : 0;
    }
}
