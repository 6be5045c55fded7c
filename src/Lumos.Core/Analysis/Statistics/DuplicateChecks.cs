using Lumos.Abstractions;
using Lumos.Core.Analysis.Fixes;
using Lumos.Core.Analysis.Plans;

namespace Lumos.Core.Analysis.Statistics;

/// <summary>Rows that share a key, on the sample and by the catalog's counts, and values that must be unique.</summary>
internal sealed class DuplicateChecks(ThresholdProfile thresholds, CheckBook checks)
{
    public void Check(SampledTable table)
    {
        if (table.Rows == 0) return;
        if (Ordinals(table.Plan, table.Plan.Key) is { Count: > 0 } key) CheckKey(table, key);
        foreach (var unique in table.Plan.Target.Unique)
        {
            if (Ordinals(table.Plan, unique) is { Count: > 0 } columns) CheckUnique(table, columns, unique);
        }
    }

    private void CheckKey(SampledTable table, IReadOnlyList<int> key)
    {
        var all = Enumerable.Range(0, table.Plan.Target.Columns.Count).ToList();
        Dictionary<string, (string First, int Rows, int Conflicts)> groups = new(StringComparer.Ordinal);
        var rows = 0;
        foreach (var (input, row) in FitRows(table))
        {
            if (RowIdentity.Of(input, key, row, allowNull: false) is not { } identity) continue;
            rows++;
            var content = RowIdentity.Of(input, all, row, allowNull: true)!;
            groups[identity] = groups.TryGetValue(identity, out var group) ? (group.First, group.Rows + 1, group.Conflicts + (content == group.First ? 0 : 1)) : (content, 1, 0);
        }

        var shared = groups.Values.Where(static group => group.Rows > 1).Sum(static group => (long)group.Rows);
        var conflicts = groups.Values.Sum(static group => (long)group.Conflicts);
        Report(table, shared, conflicts, rows, WholeSourceRate.Of(table.Plan));
    }

    private void Report(SampledTable sampled, long shared, long conflicts, long rows, double? whole)
    {
        var table = sampled.Plan;
        var most = thresholds.AnalysisDupKeyRateMax;
        var found = Rates.Share(shared, rows);
        var rate = Math.Max(found, whole ?? 0);
        var key = string.Join(", ", table.Key);
        var repeats = shared - conflicts;
        var message = shared == 0
            ? $"No two of {Rates.Count(rows)} good sample rows share the key ({key})."
            : $"{Rates.Count(shared)} of {Rates.Count(rows)} good sample rows ({Rates.Text(found)}) share the key ({key}) with another one; {(conflicts == 0 ? "all of them are alike" : $"{Rates.Count(conflicts)} differ from the first row of their key")}.";
        if (whole > found) message += $" Over the whole source it is about {Rates.Text(whole.Value)}.";
        if (rate <= most)
        {
            checks.Pass(CheckCodes.DuplicateKeyRate, table.Name, null, message, rate, most);
            return;
        }

        // One row per order line makes one order several times: that is what collapsing is for.
        var harmless = conflicts == 0 && repeats > 0 && table.Mapping.OnDuplicateKey == DuplicateKeyRule.CollapseIdentical;
        checks.Fail(harmless ? Severity.Info : Severity.Warning, CheckCodes.DuplicateKeyRate, table.Name, null, message, Fix(table.Mapping.OnDuplicateKey), rate, most);
        checks.Attach(CheckCodes.DuplicateKeyRate, table.Name, null, DuplicateFixes.Find(sampled, conflicts));
    }

    private void CheckUnique(SampledTable table, IReadOnlyList<int> columns, IReadOnlyList<string> names)
    {
        // Rows of the same key are one row, or in quarantine already.
        var key = Ordinals(table.Plan, table.Plan.Key);
        HashSet<string> first = new(StringComparer.Ordinal);
        HashSet<string> seen = new(StringComparer.Ordinal);
        long rows = 0, breaks = 0;
        foreach (var (input, row) in FitRows(table))
        {
            if (key.Count > 0 && (RowIdentity.Of(input, key, row, allowNull: false) is not { } identity || !seen.Add(identity))) continue;
            if (RowIdentity.Of(input, columns, row, allowNull: false) is not { } value) continue;
            rows++;
            if (!first.Add(value)) breaks++;
        }

        var column = names.Count == 1 ? names[0] : null;
        var what = string.Join(", ", names);
        var rate = Rates.Share(breaks, rows);
        if (breaks == 0) checks.Pass(CheckCodes.Unique, table.Name, column, $"No two of {Rates.Count(rows)} sample rows share ({what}), which must be unique.", 0, 0);
        else checks.Fail(Rates.Severity(rate), CheckCodes.Unique, table.Name, column, $"{Rates.Count(breaks)} of {Rates.Count(rows)} sample rows ({Rates.Text(rate)}) repeat ({what}), which must be unique.",
            "The first row stays, the others go to quarantine. Correct them at the source, or do not declare these columns unique.", rate, 0);
    }

    private static string Fix(DuplicateKeyRule rule) => rule switch
    {
        DuplicateKeyRule.CollapseIdentical => "Identical rows become one; a row that differs goes to quarantine, the first one stays.",
        DuplicateKeyRule.Quarantine => "The first row stays, the others go to quarantine.",
        DuplicateKeyRule.KeepFirst => "The first row stays, the others are dropped and counted.",
        _ => "The last row stays, the others are dropped and counted.",
    };

    private static IEnumerable<(SampledInput Input, int Row)> FitRows(SampledTable table)
    {
        foreach (var input in table.Inputs)
        {
            for (var row = 0; row < input.Rows; row++)
            {
                if (!input.Unfit[row]) yield return (input, row);
            }
        }
    }

    /// <summary>Positions of columns; none when one of them does not exist.</summary>
    private static IReadOnlyList<int> Ordinals(PlannedTable table, IReadOnlyList<string> names)
    {
        var ordinals = names.Select(table.IndexOf).ToList();
        return ordinals.Contains(-1) ? [] : ordinals;
    }
}
