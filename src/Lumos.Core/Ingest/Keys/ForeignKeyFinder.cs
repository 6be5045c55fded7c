using Lumos.Abstractions;
using Lumos.Core.Ingest.Profiling;
using Lumos.Core.Ingest.Typing;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Ingest.Keys;

/// <summary>
/// Finds references between tables: the values of a column lie in a key of another one, and the names say so too. Orphans are counted
/// over whole columns; beyond the sketch's capacity they are scaled up from the fraction of values both sketches keep.
/// </summary>
internal static class ForeignKeyFinder
{
    private const double LeastScore = 0.55;

    /// <summary>What a name such as parent_id is worth.</summary>
    private const double OwnKind = 0.8;

    /// <summary>What product_id is worth for order_product, which may be another thing than products.</summary>
    private const double PartOfName = 0.85;

    /// <summary>What partner_shipping_id is worth for partners, as long as many of them are named.</summary>
    private const double OfRole = 0.59;

    /// <summary>Tables that share this part of all their columns' names hold rows of one kind.</summary>
    private const double OneKind = 0.6;

    /// <summary>Fewer columns of the same name are what any two tables have: an id, a name, a date.</summary>
    private const int FewestShared = 3;

    private static readonly (string Text, byte[] Utf8)[] Nobodies = [("0", "0"u8.ToArray()), ("-1", "-1"u8.ToArray())];

    /// <summary>A profiled table.</summary>
    internal sealed record Table(string Name, IReadOnlyList<string> Names, IReadOnlyList<ColumnProfiler> Columns, IReadOnlyList<ColumnFinding> Findings, IReadOnlyList<KeyFinder.Candidate> Keys)
    {
        /// <summary>Its name without what most tables of the source are called first.</summary>
        public string Short { get; init; } = Name;

        /// <summary>Columns that are called as the table's own identifier.</summary>
        public IReadOnlySet<string> Homes { get; init; } = new HashSet<string>();
    }

    /// <summary>References, best first; at most one per referring column.</summary>
    public static IReadOnlyList<CatalogForeignKey> Find(IReadOnlyList<Table> tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        var found = new List<CatalogForeignKey>();
        tables = WithHomes(tables);
        foreach (var child in tables)
        {
            for (var c = 0; c < child.Columns.Count; c++)
            {
                if (Best(tables, child, c) is { } reference) found.Add(reference);
            }
        }

        // A copy of another column beside the identifier (ward_code and ward_name) is no second reference.
        var homes = tables.ToDictionary(static t => t.Name, static t => t.Homes, StringComparer.Ordinal);
        bool IsCopy(CatalogForeignKey reference) => KeyNames.Stem(reference.ReferencedColumn) is null && !homes[reference.References].Contains(reference.ReferencedColumn)
            && found.Exists(other => other.Table == reference.Table && other.References == reference.References && other.Column != reference.Column && homes[other.References].Contains(other.ReferencedColumn));
        found.RemoveAll(IsCopy);
        return [.. found.OrderByDescending(f => f.Score).ThenBy(f => f.Table, StringComparer.Ordinal).ThenBy(f => f.Column, StringComparer.Ordinal)];
    }

    // A column called after all of one table's name is not at home in another that only ends alike: emp_no of employees and dept_emp.
    private static List<Table> WithHomes(IReadOnlyList<Table> tables)
    {
        var prefix = SharedPrefix.Of([.. tables.Select(static t => t.Name)]);
        var own = tables.Select(t => (Table: t with { Short = prefix.Strip(t.Name) }, Homes: t.Names.Where(name => KeyNames.IsOwnHome(name, t.Name) || KeyNames.IsOwnHome(name, prefix.Strip(t.Name))).ToHashSet(StringComparer.Ordinal))).ToList();
        var claimed = own.SelectMany(static t => t.Table.Keys.Select(k => t.Table.Names[k.Ordinal]).Where(t.Homes.Contains)).ToHashSet(StringComparer.Ordinal);
        return [.. own.Select(t => t.Table with { Homes = t.Homes.Union(t.Table.Names.Where(name => !claimed.Contains(name) && (KeyNames.IsHome(name, t.Table.Name) || KeyNames.IsHome(name, t.Table.Short)))).ToHashSet(StringComparer.Ordinal) })];
    }

    private static CatalogForeignKey? Best(IReadOnlyList<Table> tables, Table child, int column)
    {
        CatalogForeignKey? best = null;
        foreach (var parent in tables)
        {
            foreach (var key in parent.Keys)
            {
                if (ReferenceEquals(parent, child) && !MayReferToItself(child, column, key)) continue;
                if (IsSameKey(child, column, parent, key)) continue;
                if (Judge(child, column, parent, key) is { } reference && (best is null || reference.Score > best.Score)) best = reference;
            }
        }

        return best;
    }

    // A column of a table may name another row of it when its name says so: reports_to, parent_id, manager_employee_id.
    private static bool MayReferToItself(Table table, int column, KeyFinder.Candidate key) =>
        key.Ordinal != column && table.Keys.All(k => k.Ordinal != column) && ReferenceEquals(key, table.Keys[0]) && (KeyNames.NamesOwnKind(table.Names[column], table.Name) || KeyNames.NamesOwnKind(table.Names[column], table.Short));

    // Exports of two months that overlap, or a file saved twice, have the key of the same rows, and neither refers to the other.
    private static bool IsSameKey(Table child, int column, Table parent, KeyFinder.Candidate key)
    {
        if (ReferenceEquals(parent, child) || child.Names[column] != parent.Names[key.Ordinal] || child.Keys.All(k => k.Ordinal != column)) return false;
        var shared = child.Names.Intersect(parent.Names, StringComparer.Ordinal).Count();
        return shared >= FewestShared && shared >= OneKind * (child.Names.Count + parent.Names.Count - shared);
    }

    private static CatalogForeignKey? Judge(Table child, int column, Table parent, KeyFinder.Candidate key)
    {
        var (from, to) = (child.Columns[column], parent.Columns[key.Ordinal]);
        var (fromType, toType) = (KindOf(child.Findings[column].Type), KindOf(parent.Findings[key.Ordinal].Type));
        var (fromName, toName) = (child.Names[column], parent.Names[key.Ordinal]);

        // A table is the home of its own identifier: other tables refer to it, not it to them.
        if (!Comparable(fromType, toType) || (child.Homes.Contains(fromName) && child.Keys.Any(k => k.Ordinal == column))) return null;
        var itself = ReferenceEquals(child, parent);
        var name = itself ? OwnKind : Math.Max(NameScore(fromName, toName, parent.Name), NameScore(fromName, toName, parent.Short));
        var (rows, orphans, distinct, nobody) = Inclusion(from, to, fromType == ColumnKind.Int64);
        var home = parent.Homes.Contains(toName);
        if (rows == 0) return name >= 0.8 && home && from.Rows > 0 && !itself && nobody is null ? Reference(0.6, 0) : null;
        var missing = (double)orphans / rows;

        // Small numbers are included in any sequence by chance: without a name that says so, inclusion needs many different or sparse values.
        if (missing > (itself ? 0.02 : name >= 0.8 ? 0.25 : name > 0 ? 0.10 : 0.001)) return null;
        var covered = distinct / Math.Max(1.0, ColumnCounting.Distinct(to));
        if (name is > 0 and < 0.6 && (covered < 0.3 || distinct < 2)) return null;
        if (name == 0 && (child.Keys.Any(k => k.Ordinal == column) || !TellsByValues(from, to, fromType, distinct, covered))) return null;

        // Prose seldom refers: an address that two tables share is the same text, not a reference, where the table has a proper identifier.
        if (to.Prose && name < 1 && KeyNames.Stem(toName) is null && parent.Keys.Any(k => parent.Homes.Contains(parent.Names[k.Ordinal]))) return null;
        var breadth = Math.Min(1, Math.Log10(1 + distinct) / 2);
        var score = (0.45 * (1 - missing)) + (0.36 * name) + (0.14 * breadth) + (home ? 0.05 : 0);
        return score < LeastScore ? null : Reference(score, orphans);

        CatalogForeignKey Reference(double score, long orphans) => new(child.Name, fromName, parent.Name, toName, Math.Round(Math.Clamp(score, 0, 1), 4), orphans) { Nobody = nobody };
    }

    // Values that can hardly be included by chance: many different codes, or numbers that use little of the room their digits give.
    private static bool TellsByValues(ColumnProfiler from, ColumnProfiler to, ColumnKind type, long distinct, double covered)
    {
        if (type != ColumnKind.Int64) return !to.Prose && from.MinLength >= 2 && covered >= 0.05 && distinct >= (to.MinLength >= 4 ? 15 : 30);
        return distinct >= 20 && to.MinLength >= 4 && ColumnCounting.Distinct(to) <= 0.02 * Math.Pow(10, to.MinLength);
    }

    // Databases keep numbers of rows as decimals without digits behind the point: unsigned ones of MySQL, those of Oracle.
    private static ColumnKind KindOf(ColumnType type) => type is { Kind: ColumnKind.Decimal, Scale: 0 } ? ColumnKind.Int64 : type.Kind;

    private static bool Comparable(ColumnKind from, ColumnKind to) =>
        from is ColumnKind.Int64 or ColumnKind.Text && to is ColumnKind.Int64 or ColumnKind.Text;

    // A number no row has may stand for none where the database was not asked to keep NULL: it is no orphan.
    private static (long Rows, long Orphans, long Distinct, string? Nobody) Inclusion(ColumnProfiler from, ColumnProfiler to, bool numbers)
    {
        var level = Math.Max(from.Sketch.Level, to.Sketch.Level);
        var nobody = numbers ? Nobodies.FirstOrDefault(n => from.Sketch.RowsOf(CellHash.Of(n.Utf8)) > 0 && to.Sketch.IsExact && to.Sketch.RowsOf(CellHash.Of(n.Utf8)) == 0) : default;
        var skipped = nobody.Text is null ? 0 : CellHash.Of(nobody.Utf8);
        long rows = 0, orphans = 0, distinct = 0;
        foreach (var slot in from.Sketch.Slots)
        {
            if (slot.Hash == 0 || slot.Hash == skipped || (level != 0 && slot.Hash >> (64 - level) != 0) || from.Tally.Code(slot.Shape).Kind == ShapeKind.Null) continue;
            rows += slot.Rows;
            distinct++;
            if (to.Sketch.RowsOf(slot.Hash) == 0) orphans += slot.Rows;
        }

        return (rows << level, orphans << level, distinct << level, nobody.Text);
    }

    // 1: customer_id -> customer_id or customers.id. 0.8: prefix roles such as billing_customer_id. 0.6: same bare word. 0.5: a word for it. 0: nothing.
    private static double NameScore(string from, string to, string parent)
    {
        if (from == to) return from is "id" or "key" or "code" or "name" ? 0 : KeyNames.Stem(from) is null ? 0.6 : 1;
        var (stem, target) = (KeyNames.Stem(from), KeyNames.Stem(to));
        if (stem is not null && KeyNames.SameThing(stem, parent)) return !KeyNames.IsLonger(parent, stem) ? stem.Contains('_') ? 0.9 : 1 : PartOfName;
        if (stem is not null && target is not null && KeyNames.SameThing(stem, target)) return 0.8;
        if (stem is not null && KeyNames.Abbreviates(stem, parent)) return 0.8;
        if (stem is not null && KeyNames.HasRole(stem, parent)) return OfRole;
        if ((from.EndsWith("_" + to, StringComparison.Ordinal) && to.Length > 3) || (KeyNames.SameThing(from, parent) && !KeyNames.IsLonger(parent, from))) return 0.8;
        return KeyNames.IsWordFor(from, parent) || KeyNames.SameThing(from, parent) ? 0.5 : 0;
    }
}
