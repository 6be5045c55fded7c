using System.Globalization;
using Lumos.Abstractions;
using Lumos.Core;
using Lumos.Host.Reports;

namespace Lumos.Host.Cli;

/// <summary>The readable end of a run: what became of every row, what needs a look, where the report is.</summary>
internal static class RunSummaryText
{
    public static void Write(TextWriter output, RunResult result, RunReportData data, string reportPath)
    {
        foreach (var table in data.Catalog?.Tables ?? [])
        {
            output.WriteLine($"source   {table.Source.Location}{(table.Source.Lists is null ? "" : $" ({table.Name})")}: {Count(table.RowCount)} rows, {table.Columns.Count} columns{(table.Source.Snapshot is null ? Dialect(table.Source.Dialect) : "")}");
            foreach (var note in table.Notes.Take(5)) output.WriteLine($"         {note.Code}: {note.Message}");
            if (table.Notes.Count > 5) output.WriteLine($"         and {table.Notes.Count - 5} more notes in the report");
        }

        if (data.Plan is { } plan)
        {
            Mapping(output, plan);
            Unread(output, plan, data.Catalog);
            // Held plans say so themselves; a confirmed one must not be silent about it.
            if (result.Status == RunStatus.Completed) Empty(output, plan, data.Catalog);
        }

        if (data.Migration is { } migration && (migration.Strategy != "dry_run" || migration.RootHash is not null)) Rows(output, migration);
        foreach (var increment in data.Migration?.Increments ?? []) output.WriteLine($"changed  {IncrementText.Of(increment)}");
        foreach (var slot in (data.Catalog?.Tables ?? []).Select(static table => table.Increment?.Replication).OfType<SourceReplication>().DistinctBy(static log => log.Slot)) output.WriteLine($"slot     {IncrementText.Slot(slot)}");
        foreach (var table in (data.Plan?.Tables ?? []).Select(static table => table.Target))
        {
            if (data.Contract.Overrides?.LayoutOf(table) is { } layout) output.WriteLine($"files    {table}: {layout}");
        }

        if (result.PlannedStrategy is { } strategy) output.WriteLine($"strategy {strategy}");
        foreach (var (table, use) in result.Planned.SelectMany(static planned => planned.Uses.Select(use => (planned.Table, use)))) output.WriteLine($"compute  {use.Source} -> {table} with {use.Engine}{(use.Reason is null ? "" : ": ")}{use.Reason}");
        foreach (var check in (data.Analysis?.Checks ?? []).Where(c => !c.Passed && c.Severity != Severity.Info).Take(6)) output.WriteLine($"check    {check.Code} {check.Table}{(check.Column is null ? "" : "." + check.Column)}: {check.Message}");
        output.WriteLine();
        output.WriteLine(Closing(result, data));
        foreach (var reason in result.Reasons) output.WriteLine("  - " + reason);
        if (data.Analysis?.Fixes.Count > 0) output.WriteLine($"{data.Analysis.Fixes.Count} staged fix(es) would mend findings: lumos fix list {result.RunId}");
        if (data.Migration?.Tables.Sum(t => t.Quarantined) > 0) output.WriteLine($"Look at the rows that did not make it: lumos quarantine list {result.RunId}");
        output.WriteLine($"Report: {reportPath}");
    }

    private static void Mapping(TextWriter output, MappingPlanArtifact plan)
    {
        foreach (var table in plan.Tables)
        {
            var columns = table.Inputs.SelectMany(i => i.Columns).ToList();
            var open = columns.Where(c => c.Decision != GateDecision.Accept).Select(c => c.Target).Distinct(StringComparer.Ordinal).ToList();
            // With several sources a column may be fed by some of them.
            var fed = columns.Select(static c => c.Target).ToHashSet(StringComparer.Ordinal);
            var partly = table.Unmapped.Where(fed.Contains).ToList();
            var unmapped = table.Unmapped.Where(name => !fed.Contains(name)).ToList();
            output.WriteLine($"mapping  {string.Join(", ", table.Inputs.Select(i => string.Join(" + ", (i.Joins ?? []).Where(static j => j.Numbered != true).Select(static j => j.As).Prepend(i.Source))))} -> {table.Target}: {fed.Count} columns mapped"
                + (open.Count > 0 ? $", to be decided: {string.Join(", ", open)}" : "") + (partly.Count > 0 ? $", not from every source: {string.Join(", ", partly)}" : "") + (unmapped.Count > 0 ? $", not mapped: {string.Join(", ", unmapped)}" : ""));
        }
    }

    private static void Unread(TextWriter output, MappingPlanArtifact plan, CatalogArtifact? catalog)
    {
        var read = plan.Tables.SelectMany(static t => t.Inputs).SelectMany(static i => (i.Joins ?? []).Select(static j => j.Table).Prepend(i.Source)).ToHashSet(StringComparer.Ordinal);
        List<string> unread = [.. (catalog?.Tables ?? []).Select(static t => t.Name).Where(name => !read.Contains(name))];
        if (unread.Count > 0) output.WriteLine($"not read {string.Join(", ", unread.Take(10))}{(unread.Count > 10 ? $" and {unread.Count - 10} more" : "")}: {(unread.Count == 1 ? "it feeds" : "they feed")} no target table");
    }

    // Columns that stay empty although the source has one of that name.
    private static void Empty(TextWriter output, MappingPlanArtifact plan, CatalogArtifact? catalog)
    {
        foreach (var (table, column) in plan.Tables.SelectMany(static t => t.Unmapped.Select(column => (t, column))))
        {
            var source = (catalog?.Tables ?? []).FirstOrDefault(s => table.Inputs.Any(i => i.Source == s.Name && i.Columns.All(c => c.Target != column)) && s.Columns.Any(c => Letters(c.SourceName) == Letters(column)));
            if (source is not null) output.WriteLine($"empty    {table.Target}.{column}: no pipeline was found for the column of that name in {source.Name}; it is NULL in every row of it");
        }

        static string Letters(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();
    }

    private static void Rows(TextWriter output, MigrationRunArtifact migration)
    {
        foreach (var (table, use) in migration.Tables.SelectMany(table => table.Transforms.Where(use => use.Reason is not null).Select(use => (table, use)))) output.WriteLine($"computed {use.Source} -> {table.Table} with {use.Engine}: {use.Reason}");
        var width = Math.Max(5, migration.Tables.Max(t => t.Table.Length));
        output.WriteLine();
        output.WriteLine($"{"table".PadRight(width)} {"read",13} {"written",13} {"collapsed",11} {"quarantined",12}  checks");
        foreach (var table in migration.Tables)
        {
            var failed = table.Validations.Where(v => !v.Passed).Select(v => v.Check).ToList();
            output.WriteLine($"{table.Table.PadRight(width)} {Count(table.RowsIn),13} {Count(table.RowsOut),13} {Count(table.Collapsed),11} {Count(table.Quarantined),12}  {(failed.Count == 0 ? $"{table.Validations.Count} passed" : "FAILED: " + string.Join(", ", failed))}");
            if (table.Changes is { } changes) output.WriteLine($"{"".PadRight(width)} {"",13} {Count(changes.Inserted),13} inserted, {Count(changes.Updated)} updated, {Count(changes.Deleted)} deleted");
            foreach (var (reason, count) in table.QuarantineReasons.OrderByDescending(r => r.Value).ThenBy(r => r.Key, StringComparer.Ordinal)) output.WriteLine($"{"".PadRight(width)} {"",13} {"",13} {"",11} {Count(count),12}  {reason}");
        }
    }

    private static string Closing(RunResult result, RunReportData data) => result.Status switch
    {
        RunStatus.Planned or RunStatus.Completed when data.Contract.Mode == RunMode.MetadataOnly =>
            $"Planned without reading row samples, nothing written (run {result.RunId}). To move the rows, run it with mode data_mode.",
        RunStatus.Completed when data.Migration is { Strategy: "dry_run" } dry =>
            $"Dry run, nothing written (run {result.RunId}): {string.Join(", ", dry.Tables.Select(t => t.Table))} would go into {Shown(data)} with root hash {dry.RootHash}.",
        RunStatus.Completed when data.Migration is null => $"Done: there was nothing to move (run {result.RunId}).",
        RunStatus.Completed => $"Done: {string.Join(", ", data.Migration!.Tables.Select(t => t.Table))} in {Shown(data)} (run {result.RunId}).",
        RunStatus.Planned => $"Planned, nothing written (run {result.RunId}). To move the rows: lumos resume {result.RunId}",
        RunStatus.NeedsFix => $"Something must be mended first (run {result.RunId}); nothing was written. Mend the source, or give pipelines under overrides.mappings (docs/guide.md), and run again.",
        RunStatus.Held => $"Held (run {result.RunId}): a decision is needed. To go on: lumos resume {result.RunId} --yes",
        _ => $"Rejected (run {result.RunId}); source and final tables are as they were.",
    };

    /// <summary>The target as the person at the prompt would type it: the contract may stand in another folder.</summary>
    private static string Shown(RunReportData data)
    {
        var target = data.Migration!.Target;
        return target.Contains("://", StringComparison.Ordinal) ? target : Path.GetRelativePath(Environment.CurrentDirectory, Path.Combine(data.BaseFolder, target));
    }

    private static string Dialect(CsvDialectReport? dialect) => dialect is null
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $" ({dialect.Encoding}, delimiter {(dialect.Delimiter switch { "\t" => "tab", " " => "space", "" => "none", var d => "'" + d + "'" })}, confidence {dialect.Confidence:0.00})");

    private static string Count(long? number) => number?.ToString("N0", CultureInfo.InvariantCulture) ?? "?";
}
