using Lumos.Abstractions;
using Lumos.Core.Analysis.Plans;

namespace Lumos.Core.Analysis.Logical;

/// <summary>Can rows be told apart, and do references lead to a table that is filled?</summary>
internal static class KeyChecks
{
    public static void Check(PlannedTable table, IReadOnlyList<PlannedTable> all, CheckBook checks)
    {
        if (table.Inputs.Count == 0) return;
        CheckKey(table, checks);
        foreach (var reference in table.Target.ForeignKeys) CheckReference(table, reference, all, checks);
    }

    private static void CheckKey(PlannedTable table, CheckBook checks)
    {
        if (table.Key.Count == 0)
        {
            checks.Fail(Severity.Info, CheckCodes.Key, table.Name, null, "The table has no key, so repeated rows cannot be recognised.", "Declare a primary_key in the target schema.");
            return;
        }

        if (table.Key.FirstOrDefault(column => table.IndexOf(column) < 0) is { } unknown)
        {
            checks.Fail(Severity.Error, CheckCodes.Key, table.Name, unknown, "The key names a column the table does not have.", "Correct the key in the target schema.");
            return;
        }

        foreach (var input in table.Inputs)
        {
            // Missing and refused columns are errors of the feasibility matrix already.
            var feeds = table.Key.Select(column => input.Columns[table.IndexOf(column)].Feed).ToList();
            if (feeds.TrueForAll(static feed => feed == Feed.Mapped)) continue;
            if (table.Key.Where((_, place) => feeds[place] == Feed.Defaulted).Any(column => table.Target.Columns[table.IndexOf(column)].FillsItself == true)) continue;
            if (feeds.Exists(static feed => feed is Feed.Missing or Feed.Refused or Feed.Unfitting)) return;
            if (feeds.Contains(Feed.Empty) || !feeds.Contains(Feed.Mapped))
            {
                checks.Fail(Severity.Error, CheckCodes.Key, table.Name, null, $"The key ({string.Join(", ", table.Key)}) is not fed by {input.Source.Name}: its rows would all have the same one.",
                    "Map the key columns, or choose a key the source has.");
                return;
            }
        }

        checks.Pass(CheckCodes.Key, table.Name, null, $"The key ({string.Join(", ", table.Key)}) is fed by every source.");
    }

    private static void CheckReference(PlannedTable table, TargetForeignKey reference, IReadOnlyList<PlannedTable> all, CheckBook checks)
    {
        var column = reference.Columns.Count == 1 ? reference.Columns[0] : null;
        var what = $"({string.Join(", ", reference.Columns)}) refers to {reference.Table}";
        if (all.FirstOrDefault(candidate => candidate.Name == reference.Table) is not { Inputs.Count: > 0 } parent)
        {
            checks.Fail(Severity.Warning, CheckCodes.Reference, table.Name, column, $"{what}, which nothing feeds in this run; references can only be held against rows it already has.",
                $"Map {reference.Table} too, or make sure it was filled before.");
            return;
        }

        var unfed = reference.References.Where(name => parent.IndexOf(name) is var index && (index < 0 || parent.Inputs.All(input => input.Columns[index].Feed is not (Feed.Mapped or Feed.Defaulted)))).ToList();
        if (unfed.Count > 0)
        {
            checks.Fail(Severity.Warning, CheckCodes.Reference, table.Name, column, $"{what}, whose {string.Join(", ", unfed)} nothing feeds: every reference would lead nowhere and go to quarantine.",
                $"Map {string.Join(", ", unfed.Select(name => $"{parent.Name}.{name}"))}.");
            return;
        }

        checks.Pass(CheckCodes.Reference, table.Name, column, $"{what}, which is filled in the same run.");
    }
}
