using Lumos.Abstractions;

namespace Lumos.Core.Analysis.Drift;

/// <summary>
/// Compares what two runs found out about a source, from the catalogs and distributions the state keeps; no row is read again. A share has drifted when
/// chance would give such a difference less than once in a thousand times (chi-square) and it is large enough to matter, so that neither a small file raises
/// false alarms nor a large one trifles.
/// </summary>
public static class CatalogDrift
{
    /// <summary>Chance below which a difference is none of chance.</summary>
    private const double MostChance = 0.001;

    /// <summary>Least difference of shares that matters.</summary>
    private const double LeastShare = 0.02;

    private const double LeastFactor = 2;

    /// <summary>The differences, by table and column in the order of the later catalog.</summary>
    /// <param name="before">Catalog of the earlier run.</param>
    /// <param name="after">Catalog of the later run.</param>
    /// <param name="valuesBefore">Distributions of the earlier run; null when it kept none.</param>
    /// <param name="valuesAfter">Distributions of the later run; null when it kept none.</param>
    public static IReadOnlyList<DriftFinding> Compare(CatalogArtifact before, CatalogArtifact after, DistributionsArtifact? valuesBefore = null, DistributionsArtifact? valuesAfter = null)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        List<DriftFinding> found = [];
        foreach (var table in after.Tables)
        {
            if (before.Tables.FirstOrDefault(known => known.Name == table.Name) is { } known)
            {
                Table(known, table, found);
                if (valuesBefore?.Tables.FirstOrDefault(values => values.Table == table.Name) is { } then && valuesAfter?.Tables.FirstOrDefault(values => values.Table == table.Name) is { } now) DistributionDrift.Compare(then, now, found);
            }
            else found.Add(new DriftFinding("table_new", table.Name, null, null, table.RowCount, null, "The table was not there before."));
        }

        found.AddRange(before.Tables.Where(known => after.Tables.All(table => table.Name != known.Name)).Select(static known => new DriftFinding("table_gone", known.Name, null, known.RowCount, null, null, "The table is not there any more.")));
        return found;
    }

    private static void Table(CatalogTable before, CatalogTable after, List<DriftFinding> found)
    {
        if (Jumped(before.RowCount, after.RowCount)) found.Add(new DriftFinding("rows", after.Name, null, before.RowCount, after.RowCount, null, FormattableString.Invariant($"{after.RowCount:#,0} rows, {before.RowCount:#,0} before.")));
        foreach (var column in after.Columns)
        {
            if (before.Columns.FirstOrDefault(known => known.Name == column.Name) is { } known) Column(before, known, after, column, found);
            else found.Add(new DriftFinding("column_new", after.Name, column.Name, null, null, null, "The column was not there before."));
        }

        found.AddRange(before.Columns.Where(known => after.Columns.All(column => column.Name != known.Name)).Select(known => new DriftFinding("column_gone", after.Name, known.Name, null, null, null, "The column is not there any more.")));
    }

    private static void Column(CatalogTable oldTable, CatalogColumn before, CatalogTable newTable, CatalogColumn after, List<DriftFinding> found)
    {
        var table = newTable.Name;
        if (before.Type != after.Type) found.Add(new DriftFinding("type", table, after.Name, null, null, null, $"Its values are {after.Type} now, {before.Type} before."));
        if (before.Formats is [var usual, ..] && after.Formats is [var current, ..] && !before.Formats.Contains(current, StringComparer.Ordinal))
        {
            found.Add(new DriftFinding("format", table, after.Name, null, null, null, $"Most are written {current} now, {usual} before."));
        }

        if (before.Counts is not { } old || after.Counts is not { } now || oldTable.RowCount is not > 0 || newTable.RowCount is not > 0) return;
        var (oldRows, newRows) = (oldTable.RowCount.Value, newTable.RowCount.Value);
        Share("nulls", "missing", old.Nulls, oldRows, now.Nulls, newRows);
        var (oldFilled, newFilled) = (oldRows - old.Nulls, newRows - now.Nulls);
        Share("misfits", "not of the column's type", old.Misfits, oldFilled, now.Misfits, newFilled);
        foreach (var form in old.Fits.Keys.Union(now.Fits.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)) Share("form", $"written as {form}", old.Fits.GetValueOrDefault(form), oldFilled, now.Fits.GetValueOrDefault(form), newFilled);

        // Different values grow with the rows where they name things, and stay where they are categories: both are held against the rows.
        if (Jumped(old.Distinct, now.Distinct) && Jumped((long)(1000.0 * old.Distinct / oldRows), (long)(1000.0 * now.Distinct / newRows))) found.Add(new DriftFinding("distinct", table, after.Name, old.Distinct, now.Distinct, null, FormattableString.Invariant($"{now.Distinct:#,0} different values, {old.Distinct:#,0} before.")));
        if (Jumped(old.MaxLength, now.MaxLength)) found.Add(new DriftFinding("length", table, after.Name, old.MaxLength, now.MaxLength, null, FormattableString.Invariant($"Up to {now.MaxLength} characters, {old.MaxLength} before.")));

        void Share(string kind, string what, long a, long all, long b, long allNow)
        {
            if (all <= 0 || allNow <= 0) return;
            var (then, later) = (Rates.Share(Math.Min(a, all), all), Rates.Share(Math.Min(b, allNow), allNow));
            var chance = ChiSquare.Homogeneity([Math.Min(a, all), Math.Max(0, all - a)], [Math.Min(b, allNow), Math.Max(0, allNow - b)]).PValue;
            if (chance >= MostChance || Math.Abs(then - later) < LeastShare) return;
            found.Add(new DriftFinding(kind, table, after.Name, Math.Round(then, 6), Math.Round(later, 6), chance, $"{Rates.Text(later)} are {what}, {Rates.Text(then)} before."));
        }
    }

    private static bool Jumped(long? before, long? after) => before is > 0 && after is { } now && (now > before * LeastFactor || now * LeastFactor < before);
}
