using System.Globalization;
using Lumos.Abstractions;

namespace Lumos.Core.Tests.Migration.Model;

/// <summary>A row of either table, as text: key, value, value, and the end of a version.</summary>
internal sealed record ModelRow(string? Key, string? First, string? Second, string? Until = null)
{
    public override string ToString() => $"{Key ?? "NULL"}|{First ?? "NULL"}|{Second ?? "NULL"}{(Until is null ? "" : " until ")}{Until}";
}

/// <summary>What a run over given rows must do to given tables; plain collections, no SQL, no chunks.</summary>
/// <param name="Tables">The final tables afterwards.</param>
/// <param name="Quarantined">Rows put aside, by table.</param>
/// <param name="Collapsed">Rows that are one with another, by table.</param>
/// <param name="Failures">Reasons for which the run must fail instead; none when it must succeed.</param>
internal sealed record ModelOutcome(ModelTables Tables, Dictionary<string, SortedSet<int>> Quarantined, Dictionary<string, int> Collapsed, HashSet<string> Failures);

/// <summary>Both final tables; null where there is none yet.</summary>
internal sealed record ModelTables(IReadOnlyList<ModelRow>? Items, IReadOnlyList<ModelRow>? Lines)
{
    public static ModelTables None { get; } = new(null, null);

    public IReadOnlyList<ModelRow>? this[string table] => table == ModelSource.Items ? Items : Lines;

    public override string ToString() => $"items: {Text(Items)}\nlines: {Text(Lines)}";

    private static string Text(IReadOnlyList<ModelRow>? rows) => rows is null ? "none" : string.Join(' ', rows.Select(static row => row.ToString()).Order(StringComparer.Ordinal));
}

/// <summary>The oracle: what Lumos promises, said as simply as it can be.</summary>
internal static class ModelOracle
{
    public static ModelOutcome Run(ModelTables before, List<string?[]> items, List<string?[]> lines, ModelLoad load, Func<string, HashSet<int>?> only)
    {
        var quarantined = new Dictionary<string, SortedSet<int>> { [ModelSource.Items] = [], [ModelSource.Lines] = [] };
        var collapsed = new Dictionary<string, int>();
        var keptItems = Keep(ModelSource.Items, items, static row => Number(row[2]), before.Items, load, quarantined, collapsed, only(ModelSource.Items));
        var keptLines = Keep(ModelSource.Lines, lines, row => (row[1] is null && !load.HasVersions) || Number(row[1]), before.Lines, load, quarantined, collapsed, only(ModelSource.Lines));

        // A line needs an item that is there afterwards.
        var parents = keptItems.Values.Select(static row => row.Key).ToHashSet();
        if (load.KeepsOthers) parents.UnionWith((before.Items ?? []).Select(static row => row.Key));
        foreach (var (row, line) in load.HasVersions ? [] : keptLines.ToList())
        {
            if (line.First is null || parents.Contains(line.First)) continue;
            keptLines.Remove(row);
            quarantined[ModelSource.Lines].Add(row);
        }

        var failures = new HashSet<string>();
        foreach (var (table, read, kept, there) in new[] { (ModelSource.Items, items.Count, keptItems.Count, before.Items), (ModelSource.Lines, lines.Count, keptLines.Count, before.Lines) })
        {
            // Rows that are released may fail again, all of them too.
            if (only(table) is not null) continue;
            if (kept == 0) failures.Add("MIGRATION_ALL_QUARANTINED");
            if (load.Budget is { } budget && quarantined[table].Count > read * budget) failures.Add("MIGRATION_ERROR_BUDGET");

            // Nothing is missing in a table that is new or empty.
            if (load.DeletesMissing && quarantined[table].Count > 0 && there is { Count: > 0 }) failures.Add("MIGRATION_DELETE_UNSAFE");
        }

        return new ModelOutcome(new ModelTables(Put(ModelSource.Items, before.Items, keptItems.Values, load), Put(ModelSource.Lines, before.Lines, keptLines.Values, load)), quarantined, collapsed, failures);
    }

    private static SortedDictionary<int, ModelRow> Keep(
        string table, List<string?[]> rows, Func<string?[], bool> isGood, IReadOnlyList<ModelRow>? before, ModelLoad load, Dictionary<string, SortedSet<int>> quarantined, Dictionary<string, int> collapsed, HashSet<int>? only)
    {
        var kept = new SortedDictionary<int, ModelRow>();
        for (var at = 0; at < rows.Count; at++)
        {
            if (only?.Contains(at) == false) continue;
            if (rows[at][0] is not null && isGood(rows[at])) kept[at] = new ModelRow(rows[at][0], rows[at][1], rows[at][2]);
            else quarantined[table].Add(at);
        }

        collapsed[table] = 0;
        foreach (var same in load.HasKey ? kept.GroupBy(row => (row.Value.Key, load.HasVersions ? BeginOf(table, row.Value) : 0)).Select(static group => group.ToList()).ToList() : [])
        {
            var stays = load.Rule == DuplicateKeyRule.KeepLast ? same[^1] : same[0];
            foreach (var (at, row) in same.Where(row => row.Key != stays.Key))
            {
                kept.Remove(at);
                if (load.Rule == DuplicateKeyRule.Quarantine || (load.Rule == DuplicateKeyRule.CollapseIdentical && row != stays.Value)) quarantined[table].Add(at);
                else collapsed[table]++;
            }

            if (load.Strategy != "insert" || before is null || before.All(row => row.Key != stays.Value.Key)) continue;
            kept.Remove(stays.Key);
            quarantined[table].Add(stays.Key);
        }

        return kept;
    }

    private static List<ModelRow> Put(string table, IReadOnlyList<ModelRow>? before, IEnumerable<ModelRow> rows, ModelLoad load) => load.Strategy switch
    {
        "scd2" => Timelines(table, before ?? [], [.. rows]),
        "append" or "insert" => [.. before ?? [], .. rows],
        "upsert" => [.. (before ?? []).Where(old => rows.All(row => row.Key != old.Key)), .. rows],
        _ => [.. rows],
    };

    /// <summary>Versions of every thing in the order they begin, a new one in place of an old one of the same beginning, none that changes nothing, each until the next one begins.</summary>
    private static List<ModelRow> Timelines(string table, IReadOnlyList<ModelRow> before, IReadOnlyList<ModelRow> rows)
    {
        var lines = new List<ModelRow>();
        foreach (var key in before.Concat(rows).Select(static row => row.Key).Distinct())
        {
            var versions = new SortedDictionary<long, ModelRow>();
            foreach (var row in before.Concat(rows).Where(row => row.Key == key)) versions[BeginOf(table, row)] = row;
            var changes = new List<ModelRow>();
            foreach (var version in versions.Values)
            {
                if (changes.Count == 0 || FactOf(table, changes[^1]) != FactOf(table, version)) changes.Add(version);
            }

            lines.AddRange(changes.Select((version, at) => version with { Until = at + 1 < changes.Count ? BeginOf(table, changes[at + 1]).ToString(CultureInfo.InvariantCulture) : null }));
        }

        return lines;
    }

    private static long BeginOf(string table, ModelRow row) => long.Parse((table == ModelSource.Items ? row.Second : row.First)!, CultureInfo.InvariantCulture);

    private static string? FactOf(string table, ModelRow row) => table == ModelSource.Items ? row.First : row.Second;

    private static bool Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}

/// <summary>How a run loads.</summary>
/// <param name="Strategy">As a contract writes it.</param>
/// <param name="Rule">What happens to rows that share a key.</param>
/// <param name="Budget">Largest part of a table's rows that may go to quarantine.</param>
/// <param name="HasKey">Whether the tables have a key.</param>
internal sealed record ModelLoad(string Strategy, DuplicateKeyRule Rule, decimal? Budget, bool HasKey)
{
    public bool DeletesMissing => Strategy == "upsert, delete missing";

    /// <summary>Whether rows are only added.</summary>
    public bool Adds => Strategy is "append" or "insert";

    /// <summary>Whether rows become versions: of items by their quantity, of lines by their item.</summary>
    public bool HasVersions => Strategy == "scd2";

    /// <summary>Whether rows that are not in the source stay in the target.</summary>
    public bool KeepsOthers => Strategy is "append" or "insert" or "upsert";

    public override string ToString() => $"{Strategy}, {Rule}" + (Budget is { } budget ? string.Create(CultureInfo.InvariantCulture, $", budget {budget}") : "");
}
