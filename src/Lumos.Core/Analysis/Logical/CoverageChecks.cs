using Lumos.Abstractions;
using Lumos.Core.Analysis.Plans;
using Lumos.Core.Contracts;
using Lumos.Core.Supervision;

namespace Lumos.Core.Analysis.Logical;

/// <summary>How much of the target is filled, how much of the source is used, and how much of it is understood.</summary>
internal static class CoverageChecks
{
    private const string Unknown = "unknown";

    /// <summary>Below this share of columns with a known meaning, mapping is guesswork.</summary>
    private const double LeastDomains = 0.5;

    public static void Check(AnalysisInput input, IReadOnlyList<PlannedTable> tables, RunContract contract, CheckBook checks)
    {
        foreach (var target in input.Target.Tables)
        {
            var table = tables.FirstOrDefault(candidate => candidate.Name == target.Name);
            if (table is { Inputs.Count: > 0 })
            {
                CheckTarget(table, checks);
                if (Replaces(table.Name, contract)) CheckReplaced(table, checks);
            }
            else CheckUnmapped(target, tables.Any(static candidate => candidate.Inputs.Count > 0), checks);
        }

        var read = tables.SelectMany(static table => table.Inputs).SelectMany(static source => (source.Source.Joins ?? []).Select(static join => join.Table.Name).Prepend(JoinedTables.OwnName(source.Source))).ToHashSet(StringComparer.Ordinal);
        foreach (var source in input.Catalog.Tables) CheckSource(source, read.Contains(source.Name), input, checks);
    }

    private static void CheckTarget(PlannedTable table, CheckBook checks)
    {
        var mapped = Enumerable.Range(0, table.Target.Columns.Count).Count(i => table.Inputs.All(input => input.Columns[i].Feed == Feed.Mapped));
        checks.Pass(CheckCodes.Coverage, table.Name, null, $"{Rates.Count(mapped)} of {Rates.Count(table.Target.Columns.Count)} columns are mapped from every source.", Rates.Share(mapped, table.Target.Columns.Count));
    }

    /// <summary>Whether rows of the target are replaced by those of their key: by an upsert, and by default in tables that are there.</summary>
    private static bool Replaces(string table, RunContract contract) => LoadRules.Of(contract, table).Strategy switch
    {
        LoadStrategy.Upsert => true,
        LoadStrategy.Auto => contract.Rhs.SchemaRef is null || contract.Rhs.Location.Contains(contract.Rhs.SchemaRef),
        _ => false,
    };

    private static void CheckReplaced(PlannedTable table, CheckBook checks)
    {
        var unfed = table.Target.Columns.Where((column, i) => column.FillsItself != true && table.Inputs.Any(input => input.Columns[i].Feed is Feed.Empty or Feed.Defaulted)).Select(static column => column.Name).ToList();
        if (unfed.Count == 0) return;
        checks.Fail(Severity.Warning, CheckCodes.ReplacedUnfed, table.Name, null,
            $"Rows that replace one of their key lose what it says under {Rates.Names(unfed)}: no source feeds that.",
            "Write pipelines under overrides.mappings, or load by insert, which leaves rows that are there as they are.");
    }

    private static void CheckUnmapped(TargetTable table, bool others, CheckBook checks) => checks.Fail(
        others ? Severity.Warning : Severity.Error, CheckCodes.TableUnmapped, table.Name, null, "No source feeds the table; it stays as it is.",
        $"Write pipelines under overrides.mappings as {table.Name}.<column>, add a source that has these columns, or leave the table out of the target schema.", 0);

    private static void CheckSource(CatalogTable source, bool isRead, AnalysisInput input, CheckBook checks)
    {
        var assigned = input.Domains.Columns.Where(column => column.Table == source.Name).ToList();
        var known = assigned.Count(static column => column.Domain != Unknown);
        var share = Rates.Share(known, source.Columns.Count);
        var message = $"The meaning of {Rates.Count(known)} of {Rates.Count(source.Columns.Count)} columns is known.";
        if (share >= LeastDomains || source.Columns.Count == 0) checks.Pass(CheckCodes.DomainCoverage, source.Name, null, message, share, LeastDomains);
        else checks.Fail(Severity.Info, CheckCodes.DomainCoverage, source.Name, null, message, "Look closely at the mapping of the columns nothing is known about.", share, LeastDomains);

        if (!isRead)
        {
            checks.Fail(Severity.Info, CheckCodes.UnusedSource, source.Name, null, "Nothing is read from this table.", "If its rows are needed, write pipelines under overrides.mappings.");
            return;
        }

        var prefix = source.Name + ".";
        var unused = input.Plan.UnusedSources.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Select(name => name[prefix.Length..]).ToList();
        if (unused.Count > 0) checks.Pass(CheckCodes.UnusedSource, source.Name, null, $"{Rates.Count(unused.Count)} columns feed nothing: {Rates.Names(unused)}.", Rates.Share(unused.Count, source.Columns.Count));
    }
}
