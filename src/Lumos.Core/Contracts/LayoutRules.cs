using Lumos.Abstractions;

namespace Lumos.Core.Contracts;

/// <summary>Reads and checks how a contract wants the rows of its tables to lie in Parquet files.</summary>
internal static class LayoutRules
{
    private const string Descending = " desc", Ascending = " asc";

    /// <summary>A column to sort by, and whether the largest comes first.</summary>
    public static (string Column, bool IsDescending) Sort(string text)
    {
        var rule = text.Trim();
        if (rule.EndsWith(Descending, StringComparison.OrdinalIgnoreCase)) return (rule[..^Descending.Length].TrimEnd(), true);
        return (rule.EndsWith(Ascending, StringComparison.OrdinalIgnoreCase) ? rule[..^Ascending.Length].TrimEnd() : rule, false);
    }

    /// <summary>Refuses layouts the target cannot have, before anything is read.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="tables">Tables of the target schema.</param>
    /// <param name="resolve">Makes a location a path.</param>
    /// <exception cref="LumosException"><c>TARGET_LAYOUT_UNSUPPORTED</c>, or <c>TARGET_LAYOUT_INVALID</c> with every mistake.</exception>
    public static void Check(RunContract contract, IReadOnlyList<TargetTable> tables, Func<string, string> resolve)
    {
        if (contract.Overrides?.Layout is not { Count: > 0 } layouts) return;
        var location = contract.Rhs.Location[0];
        var place = TargetPlaces.Of(location, resolve);
        var isFile = place == TargetPlace.ParquetFile;
        if (place != TargetPlace.Folder && (!isFile || layouts.Values.Any(static layout => layout.MakesFolder())))
        {
            throw new LumosException(
                ErrorCode.DeterministicFailure, "TARGET_LAYOUT_UNSUPPORTED",
                isFile ? "A single Parquet file can be sorted, but not be partitioned or cut into several." : "Only Parquet files can be partitioned, sorted and cut to a size.",
                new ErrorLocation(location, Key: "overrides.layout"), isFile ? "Name a folder (ending in '/') as the target." : "Leave the layout out, or name a folder of Parquet files (ending in '/') as the target.");
        }

        var mistakes = new List<string>();
        foreach (var (name, layout) in layouts)
        {
            if (name != "*" && tables.All(table => table.Name != name)) mistakes.Add($"{name}: the target has no such table");
            else foreach (var table in tables.Where(table => table.Name == name || (name == "*" && !layouts.ContainsKey(table.Name)))) mistakes.AddRange(Mistakes(layout, table).Select(mistake => $"{table.Name}: {mistake}"));
        }

        if (mistakes.Count == 0) return;
        throw new LumosException(
            ErrorCode.DeterministicFailure, "TARGET_LAYOUT_INVALID", $"The layout does not fit the target: {string.Join("; ", mistakes)}.", new ErrorLocation(Key: "overrides.layout"), "Name columns of the target table.");
    }

    private static IEnumerable<string> Mistakes(TableLayout layout, TargetTable table)
    {
        IReadOnlyList<string> partitions = layout.PartitionBy ?? [];
        var sorts = (layout.SortBy ?? []).Select(static text => Sort(text).Column).ToList();
        foreach (var column in partitions.Concat(sorts).Distinct(StringComparer.Ordinal).Where(column => table.Columns.All(known => known.Name != column))) yield return $"there is no column '{column}' (there are {string.Join(", ", table.Columns.Select(static known => known.Name))})";
        foreach (var column in partitions.Concat(sorts).GroupBy(static column => column, StringComparer.Ordinal).Where(static group => group.Count() > 1)) yield return $"column '{column.Key}' is named twice";
        foreach (var column in table.Columns.Where(column => partitions.Contains(column.Name) && column.Type.Kind is ColumnKind.Timestamp or ColumnKind.Float64)) yield return $"column '{column.Name}' is {column.Type}, which cannot name folders";
        if (table.Columns.Count > 0 && table.Columns.All(column => partitions.Contains(column.Name))) yield return "every column would be in the names of folders, and none in the files";
    }
}
